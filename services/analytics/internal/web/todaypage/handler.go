// Package todaypage is the page /fill-rate/pack/today: what the morning's staffing call needs on one or two sheets, with
// nothing typed.
package todaypage

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/document"
	"github.com/muster-ics/muster/services/analytics/internal/fillrate"
	"github.com/muster-ics/muster/services/analytics/internal/forecast"
	"github.com/muster-ics/muster/services/analytics/internal/web/api"
	"github.com/muster-ics/muster/services/analytics/internal/web/paper"
	"github.com/muster-ics/muster/services/analytics/internal/web/tables"
	"github.com/muster-ics/muster/services/analytics/internal/web/words"
)

// mostGaps is how many open shifts a call goes through; forecastDays how far ahead it looks.
const (
	mostGaps     = 40
	mostAlerts   = 30
	forecastDays = 7
)

// Sources are what the page is made of.
type Sources struct {
	Day, ThreeDays app.Report
	Gaps           []app.Gap
	Alerts         []app.ListedAlert
	Forecast       forecast.Forecast
}

// Handler answers GET /fill-rate/pack/today.
func Handler(u api.UseCases, ics string) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, r *http.Request) (err error) {
		var s Sources
		ctx := r.Context()
		if s.Day, err = u.Rates.Report(ctx, fillrate.Next24h, app.Scope{}); err != nil {
			return err
		}
		if s.ThreeDays, err = u.Rates.Report(ctx, fillrate.Next72h, app.Scope{}); err != nil {
			return err
		}
		s.Day, s.ThreeDays = u.Rates.Lines(s.Day), u.Rates.Lines(s.ThreeDays)
		if s.Gaps, _, err = u.Rates.Gaps(ctx, app.Scope{}, mostGaps); err != nil {
			return err
		}
		if s.Alerts, err = u.Alerts.List(ctx, app.AlertQuery{Standing: true, Most: mostAlerts}); err != nil {
			return err
		}
		if s.Forecast, _, err = u.Rates.Forecast(ctx, app.Scope{}); err != nil {
			return err
		}
		return web.Render(w, r, http.StatusOK, Page(viewOf(s, ics)))
	}
}

func viewOf(s Sources, ics string) paper.View {
	at := s.Day.AsOf
	d := document.Document{Title: "Staffing call", ICS: ics, AsOf: at, Watermark: s.Day.Watermark, Month: document.MonthOf(at)}
	for _, e := range s.Day.Employers {
		d.Ages = append(d.Ages, document.Age{Employer: e.ODS, Name: e.Name, Newest: e.NewestEventAt})
	}
	if len(s.Day.Employers) == 1 {
		d.Owner, d.OwnerName = s.Day.Employers[0].ODS, s.Day.Employers[0].Name
	}
	v := paper.Showing(d, employers(s), groups(s), gaps(s), alerts(s), expected(s))
	v.When = at.In(clock.London).Format("Monday 2 January 2006")
	return v
}

func shiftsHref(window, key, value string) string {
	q := url.Values{"window": {window}}
	if value != "" {
		q.Set(key, value)
	}
	return "/fill-rate/shifts?" + q.Encode()
}

func employers(s Sources) tables.Table {
	t := document.Table{
		ID: "employers", Title: "The next 24 hours, by employer", Heads: []string{"Employer", "Hours requested", "Fill rate", "Shifts unfilled", "Bank", "Agency", "Off framework", "Fill rate, 72 hours", "Unfilled, 72 hours"},
	}
	later := map[string]fillrate.Figures{}
	for _, e := range s.ThreeDays.Employers {
		later[e.ODS] = e.Figures
	}
	add := func(key, name string, f, l fillrate.Figures) {
		m := f.Shifts
		t.Rows = append(t.Rows, document.Row{Key: key, Name: name, Values: []document.Value{
			document.OfHours(f.Minutes.NetRequested()), document.OfRate(f.Minutes.FillRate()), document.OfCount(m.Unfilled), document.OfCount(m.Bank()),
			document.OfCount(m.FrameworkAgency), document.OfCount(m.OffFrameworkAgency), document.OfRate(l.Minutes.FillRate()), document.OfCount(l.Shifts.Unfilled),
		}})
	}
	for _, e := range s.Day.Employers {
		add(e.ODS, e.Name, e.Figures, later[e.ODS])
	}
	if len(s.Day.Employers) > 1 {
		add("", "All employers", s.Day.Overall, s.ThreeDays.Overall)
	}
	out := paper.Table(t, func(row string) string { return shiftsHref("next_24h", "employer", row) })
	for i := range out.Rows { // The last two columns look further ahead.
		for j := 7; j < len(out.Rows[i].Cells); j++ {
			out.Rows[i].Cells[j].Href = strings.Replace(out.Rows[i].Cells[j].Href, "next_24h", "next_72h", 1)
		}
		out.Rows[i].Strong = t.Rows[i].Key == ""
	}
	out.Empty = "No employer has registered or posted a shift yet."
	return out
}

func groups(s Sources) tables.Table {
	sums := map[string]fillrate.Figures{}
	var order []string
	for _, c := range s.Day.Cells {
		if _, seen := sums[c.Cell.StaffGroup]; !seen {
			order = append(order, c.Cell.StaffGroup)
		}
		sums[c.Cell.StaffGroup] = sums[c.Cell.StaffGroup].Plus(c.Figures)
	}
	t := document.Table{ID: "groups", Title: "The next 24 hours, by staff group", Heads: []string{"Staff group", "Hours requested", "Fill rate", "Shifts unfilled", "Filled by agencies"}}
	for _, g := range order {
		f := sums[g]
		t.Rows = append(t.Rows, document.Row{Key: g, Name: words.StaffGroup(g), Values: []document.Value{
			document.OfHours(f.Minutes.NetRequested()), document.OfRate(f.Minutes.FillRate()), document.OfCount(f.Shifts.Unfilled), document.OfCount(f.Shifts.Agency()),
		}})
	}
	out := paper.Table(t, func(row string) string { return shiftsHref("next_24h", "staff_group", row) })
	out.Empty = "Nothing is requested for the next 24 hours."
	return out
}

func gaps(s Sources) tables.Table {
	out := tables.Table{
		TestID: "gaps", Caption: "Open shifts, the soonest first", Note: fmt.Sprintf("The %d that start soonest.", mostGaps), Stacked: true, Empty: "No shift is open.",
		Head: []tables.Column{{Text: "When"}, {Text: "Employer"}, {Text: "Ward and site"}, {Text: "Who is needed"}},
	}
	if len(s.Gaps) < mostGaps {
		out.Note = "All that have not started."
	}
	for _, g := range s.Gaps {
		x := g.Shift
		out.Rows = append(out.Rows, tables.Row{TestID: "gap-" + g.ID, Cells: []tables.Cell{
			{Text: layout.When(x.StartsAt, x.EndsAt), Href: "/shifts/" + g.ID}, {Text: g.EmployerName}, {Text: words.Ward(x.Ward), Note: g.SiteName},
			{Text: words.Plain(x.Role) + ", " + words.Band(x.Band)},
		}})
	}
	return out
}

func alerts(s Sources) tables.Table {
	out := tables.Table{
		TestID: "alerts", Caption: "Alerts that stand", Stacked: true, Empty: "No alert stands.",
		Head: []tables.Column{{Text: "Rule"}, {Text: "Where"}, {Text: "What was seen"}, {Text: "Since"}, {Text: "Taken on"}},
	}
	names := map[string]string{}
	for _, e := range s.Day.Employers {
		names[e.ODS] = e.Name
	}
	for _, a := range s.Alerts {
		where := names[a.Alert.Cell.Employer]
		if where == "" {
			where = a.Alert.Cell.Employer
		}
		if g := a.Alert.Cell.StaffGroup; g != "" {
			where += ", " + words.StaffGroup(g)
		}
		taken := "Nobody yet"
		if a.Alert.AcknowledgedAt != nil {
			taken = layout.Moment(*a.Alert.AcknowledgedAt)
		}
		rule := a.Rule
		rule.What = a.Alert.What
		out.Rows = append(out.Rows, tables.Row{TestID: "alert", Cells: []tables.Cell{
			{Text: a.Rule.Name}, {Text: where}, {Text: rule.Sees(a.Alert.Value)}, {Text: layout.Moment(a.Alert.RaisedAt)}, {Text: taken},
		}})
	}
	return out
}

func expected(s Sources) tables.Table {
	out := tables.Table{
		TestID: "forecast", Caption: "Unfilled shifts that are expected", Head: tables.Heads("Day", "Open now", "Filled now", "Expected unfilled", "Four of five times within"),
	}
	for _, d := range s.Forecast.Days[:forecastDays] {
		day := d.Date.Format("Mon 2 Jan")
		if d.Holiday {
			day += ", bank holiday"
		}
		tenth := func(x float64) string { return strings.TrimSuffix(fmt.Sprintf("%.1f", x), ".0") }
		out.Rows = append(out.Rows, tables.Row{TestID: "forecast-day", Cells: []tables.Cell{
			{Text: day}, {Text: words.Thousands(int64(d.Open))}, {Text: words.Thousands(int64(d.Filled))}, {Text: tenth(d.Expected), Href: "/fill-rate/forecast"},
			{Text: tenth(d.Low) + " to " + tenth(d.High)},
		}})
	}
	return out
}
