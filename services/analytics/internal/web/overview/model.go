// Package overview is the page /fill-rate: one screen with the fill rate now, by employer and staff group, that moves by
// itself.
package overview

import (
	"slices"
	"time"

	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/analytics/internal/app"
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
	// WorkedBankFill is of approved hours; empty while no shift that is counted can have been worked.
	WorkedBankFill string
	BelowFloor     bool
	Known          bool
	Unfilled       string
	Withdrawn      string
	Split          charts.Split
	Groups         []string
	Rows           []Row
}

// Row is one employer.
type Row struct {
	ODS, Name, Href string
	AgeKind         layout.TagKind
	Age             string
	Total           Cell
	Cells           []Cell
}

// Cell is one figure of the table.
type Cell struct {
	TestID, Rate string
	Known        bool
	BelowFloor   bool
	// Unfilled counts in words; empty when nothing is unfilled.
	Unfilled string
}

func panelOf(r app.Report) Panel {
	m := r.Overall.Minutes
	p := Panel{
		Window: words.Window(r.Window), AsOf: r.AsOf.In(clock.London).Format("15:04:05"), Watermark: moment(r.Watermark),
		FillRate: m.FillRate().String(), BankFill: m.BankFill().String(), BankShareOfFilled: m.BankShareOfFilled().String(),
		ShiftFillRate: r.Overall.Shifts.FillRate().String(), BelowFloor: m.FillRate().BelowFloor(), Known: m.FillRate().Known(),
		Unfilled: words.Shifts(r.Overall.Shifts.Unfilled), Withdrawn: words.Shifts(r.Overall.WithdrawnShifts),
		Split: charts.SplitOf(r.Overall),
	}
	if r.Window == fillrate.Last28d {
		p.WorkedBankFill = r.Overall.WorkedBankFill().String()
	}
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
		p.Groups = append(p.Groups, words.StaffGroup(g))
	}
	short := words.Short(names(r.Employers))
	for i, e := range r.Employers {
		row := Row{ODS: e.ODS, Name: short[i], Href: "/fill-rate/employers/" + e.ODS + "?window=" + string(r.Window)}
		row.AgeKind, row.Age = words.Age(e, r.AsOf)
		row.Total = cellOf("total-"+e.ODS, e.Figures)
		for _, g := range groups {
			row.Cells = append(row.Cells, cellOf("cell-"+e.ODS+"-"+g, cells[fillrate.Group{Employer: e.ODS, StaffGroup: g}]))
		}
		p.Rows = append(p.Rows, row)
	}
	return p
}

func names(all []app.EmployerFigures) []string {
	out := make([]string, len(all))
	for i, e := range all {
		out[i] = e.Name
	}
	return out
}

func cellOf(testID string, f fillrate.Figures) Cell {
	rate := f.Minutes.FillRate()
	c := Cell{TestID: testID, Rate: rate.String(), Known: rate.Known(), BelowFloor: rate.BelowFloor()}
	if f.Shifts.Unfilled > 0 {
		c.Unfilled = words.Thousands(f.Shifts.Unfilled) + " unfilled"
	}
	return c
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
