// Package overview is the page /fill-rate: one screen on which a day is run. It says how much is filled, what needs somebody
// first and who had to be asked, and moves by itself.
package overview

import (
	"slices"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/fact"
	"github.com/muster-ics/muster/services/analytics/internal/fillrate"
	"github.com/muster-ics/muster/services/analytics/internal/web/charts"
	"github.com/muster-ics/muster/services/analytics/internal/web/words"
)

// View is the page.
type View struct {
	Panel Panel
	Trend charts.Trend
	// Windows leads to the same page for other spans of time.
	Windows []WindowLink
	// Live says that the page moves by itself; StreamURL is where its updates come from.
	Live                bool
	StreamURL           string
	PauseURL, ResumeURL string
	RefreshURL          string
}

// WindowLink is one span of time to choose.
type WindowLink struct {
	Text, Href string
	Current    bool
}

// Panel is the part that moves.
type Panel struct {
	Window string
	// AsOf is the time of day to the second; Watermark the moment of the newest event.
	AsOf, Watermark                       string
	FillRate, BankFill, BankShareOfFilled string
	// ShiftFillRate is the same in shifts: boards ask for both.
	ShiftFillRate string
	// MonthBooked and MonthWorked are bank fill of the last 28 days, as booked and in approved hours.
	MonthBooked, MonthWorked string
	BelowFloor               bool
	Known                    bool
	Unfilled, UnfilledHref   string
	Withdrawn                string
	Split                    charts.Split
	// Said is what a screen reader is told of the figures, now and then.
	Said   string
	Alerts Alerts
	Gaps   Gaps
	Groups []Column
	Rows   []Row
	// Silent are the employers of which nothing is heard where something should be: their figures are as they were.
	Silent  []string
	Agency  Agency
	Lending []Lending
}

// Column is one staff group of the heat map.
type Column struct{ Code, Short, Name string }

// Row is one employer.
type Row struct {
	ODS, Name, Href string
	AgeKind         layout.TagKind
	Age             string
	Total           Cell
	// Parts are those that it has followed and whose figures its own include.
	Parts []layout.Link
	Cells []Cell
}

// Cell is one figure of the heat map.
type Cell struct {
	ID, Group, Rate, Href string
	Known                 bool
	// Heat is the shade: very_low, low, fair or good. Sign says it in words where it is below the floor.
	Heat, Sign string
	// Unfilled counts in words; empty when nothing is unfilled.
	Unfilled string
}

// names are those of employers and sites by code.
type names func(fact.Kind, string) string

// PanelOf is what a principal of a role sees of a screen.
func PanelOf(x app.Screen, name func(fact.Kind, string) string, role auth.Role) Panel {
	return panelOf(x, name, role)
}

func panelOf(x app.Screen, name names, role auth.Role) Panel {
	r := x.Report
	m := r.Overall.Minutes
	p := Panel{
		Window: words.Window(r.Window), AsOf: r.AsOf.In(clock.London).Format("15:04:05"), Watermark: moment(r.Watermark),
		FillRate: m.FillRate().String(), BankFill: m.BankFill().String(), BankShareOfFilled: m.BankShareOfFilled().String(),
		ShiftFillRate: r.Overall.Shifts.FillRate().String(), BelowFloor: m.FillRate().BelowFloor(), Known: m.FillRate().Known(),
		MonthBooked: x.Month.Minutes.BankFill().String(), MonthWorked: x.Month.WorkedBankFill().String(),
		Unfilled: words.Shifts(r.Overall.Shifts.Unfilled), UnfilledHref: shiftsHref(r.Window, "", "", "unfilled"),
		Withdrawn: words.Shifts(r.Overall.WithdrawnShifts), Split: charts.SplitOf(r.Overall),
		Alerts: alertsOf(x, name), Gaps: gapsOf(x, name, role), Agency: agencyOf(x, name), Lending: lendingOf(x, name),
	}
	p.heat(r)
	p.Said = said(p, x)
	return p
}

// heat fills in the table of employers and staff groups.
func (p *Panel) heat(r app.Report) {
	var groups []string
	cells := map[fillrate.Group]fillrate.Figures{}
	for _, c := range r.Cells {
		cells[c.Cell.Group] = c.Figures
		if !slices.Contains(groups, c.Cell.StaffGroup) {
			groups = append(groups, c.Cell.StaffGroup)
		}
	}
	slices.SortFunc(groups, func(a, b string) int { return groupOrder(a) - groupOrder(b) })
	for _, g := range groups {
		p.Groups = append(p.Groups, Column{Code: g, Short: words.ShortGroup(g), Name: words.StaffGroup(g)})
	}
	short := words.Short(employerNames(r.Employers))
	for i, e := range r.Employers {
		row := Row{ODS: e.ODS, Name: short[i], Href: "/fill-rate/employers/" + e.ODS + "?window=" + string(r.Window)}
		row.AgeKind, row.Age = words.Age(e, r.AsOf)
		if e.Silent {
			p.Silent = append(p.Silent, short[i])
		}
		row.Parts = PartsOf(e, r.Window)
		row.Total = cellOf("total-"+e.ODS, "All groups", shiftsHref(r.Window, e.ODS, "", ""), e.Figures)
		for _, g := range groups {
			figures := cells[fillrate.Group{Employer: e.ODS, StaffGroup: g}]
			row.Cells = append(row.Cells, cellOf("cell-"+e.ODS+"-"+g, words.ShortGroup(g), shiftsHref(r.Window, e.ODS, g, ""), figures))
		}
		p.Rows = append(p.Rows, row)
	}
}

// PartsOf leads to the employers that one has followed and whose figures its own include.
func PartsOf(e app.EmployerFigures, w fillrate.Window) (out []layout.Link) {
	for _, p := range e.Parts {
		out = append(out, layout.Link{
			Text: p.Name + " (until " + layout.Date(p.Until.Add(-time.Microsecond)) + ")", Href: "/fill-rate/employers/" + p.ODS + "?window=" + string(w),
		})
	}
	return out
}

func employerNames(all []app.EmployerFigures) []string {
	out := make([]string, len(all))
	for i, e := range all {
		out[i] = e.Name
	}
	return out
}

func cellOf(id, group, href string, f fillrate.Figures) Cell {
	rate := f.Minutes.FillRate()
	c := Cell{ID: id, Group: group, Href: href, Rate: rate.String(), Known: rate.Known()}
	c.Heat, c.Sign = words.Heat(rate)
	if f.Shifts.Unfilled > 0 {
		c.Unfilled = words.Thousands(f.Shifts.Unfilled) + " unfilled"
	}
	return c
}

// shiftsHref leads to the shifts behind a figure.
func shiftsHref(w fillrate.Window, employer, group, part string) string {
	href := "/fill-rate/shifts?window=" + string(w)
	for _, f := range []struct{ name, value string }{{"employer", employer}, {"staff_group", group}, {"part", part}} {
		if f.value != "" {
			href += "&" + f.name + "=" + f.value
		}
	}
	return href
}

// order has the staff groups as leads look at them: those who run wards first.
var order = []string{
	"nursing_midwifery", "clinical_support", "medical_dental", "allied_health", "additional_scientific",
	"healthcare_scientists", "admin_clerical", "estates_ancillary", "students", "supplementary",
}

func groupOrder(code string) int {
	if i := slices.Index(order, code); i >= 0 {
		return i
	}
	return len(order)
}

func moment(t time.Time) string {
	if t.IsZero() {
		return "no event yet"
	}
	return layout.Moment(t)
}

func windows(current fillrate.Window) []WindowLink {
	links := make([]WindowLink, len(fillrate.Windows))
	for i, w := range fillrate.Windows {
		links[i] = WindowLink{Text: words.Window(w), Href: "/fill-rate?window=" + string(w), Current: w == current}
	}
	return links
}
