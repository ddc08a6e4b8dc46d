// Package asofpage is the page /fill-rate/as-of: what the figures said at a moment, what those shifts have come to since, and
// the figures now.
package asofpage

import (
	"fmt"
	"net/url"
	"time"

	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/fact"
	"github.com/muster-ics/muster/services/analytics/internal/fillrate"
	"github.com/muster-ics/muster/services/analytics/internal/web/charts"
	"github.com/muster-ics/muster/services/analytics/internal/web/question"
	"github.com/muster-ics/muster/services/analytics/internal/web/tables"
	"github.com/muster-ics/muster/services/analytics/internal/web/words"
)

// View is the page.
type View struct {
	Form                question.Form
	Summary, Newest, On string
	Then, Since         charts.Split
	Moment              string
	Figures, Ages, Gaps tables.Table
}

func viewOf(q *question.Question, a asked, f found) View {
	options := make([]layout.Option, len(fillrate.Windows))
	for i, w := range fillrate.Windows {
		options[i] = layout.Option{Value: string(w), Text: words.Window(w)}
	}
	form := q.Form(Path).WithoutDays().With(
		q.Text("date", "On the day", "date", a.date), q.Text("time", "At", "time", a.clock), q.Choice("window", "Shifts that start in", string(a.window), options...)).With(q.Footprint()...)
	v := View{Form: form}
	if q.Problem != nil || !f.loaded {
		return v
	}
	v.Moment = layout.Moment(f.at)
	v.On = q.On()
	if q.In.Footprint.IsZero() { // The file is of the employers of the record.
		v.Form = v.Form.Taking(q.File("By employer and staff group", "as-of", url.Values{"at": {f.at.UTC().Format(time.RFC3339)}, "window": {string(a.window)}}))
	}
	then, since := f.then.Report.Overall, f.since.Overall
	v.Summary = summary(f, then, since)
	v.Newest = "The newest event counted then was of " + layout.Moment(f.then.Report.Watermark) + "."
	v.Then, v.Since = charts.SplitOf(then), charts.SplitOf(since)
	v.Figures, v.Ages, v.Gaps = figures(f), ages(f), gaps(f)
	return v
}

func summary(f found, then, since fillrate.Figures) string {
	rate := then.Minutes.FillRate()
	if !rate.Known() {
		return "At " + clockOf(f.at) + " that day nothing was requested in this time."
	}
	text := fmt.Sprintf("At %s that day %s was filled and %s had nobody.", clockOf(f.at), rate, words.Shifts(then.Shifts.Unfilled))
	if n := len(f.then.Gaps); n > 0 && n < app.MaxGaps {
		text += fmt.Sprintf(" Of the %s open then, %s been filled since.", words.Shifts(int64(n)), have(filledSince(f)))
	}
	return text + fmt.Sprintf(" With what was asked for later, it is %s by now.", since.Minutes.FillRate())
}

func have(n int64) string {
	if n == 1 {
		return "1 has"
	}
	return words.Thousands(n) + " have"
}

func filledSince(f found) (n int64) {
	for _, g := range f.then.Gaps {
		if s, ok := f.since.Shifts[g.ID]; ok && s.FilledBy != "" {
			n++
		}
	}
	return n
}

func clockOf(t time.Time) string { return t.In(clock.London).Format("15:04") }

func figures(f found) tables.Table {
	t := tables.Table{
		TestID: "as-of-figures", Caption: "Fill rate by employer", Note: "Then: as it was known at that moment. The same shifts by now: what is known of them today. Now: the same span of time from now on.",
		Head: tables.Heads("Employer", "Then", "The same shifts by now", "Now"), Empty: "No employer had registered.",
	}
	names := make([]string, len(f.then.Report.Employers))
	for i, e := range f.then.Report.Employers {
		names[i] = e.Name
	}
	for i, short := range words.Short(names) {
		e := f.then.Report.Employers[i]
		t.Rows = append(t.Rows, tables.Row{TestID: "as-of-" + e.ODS, Cells: []tables.Cell{
			{Text: short}, cellOf(e.Figures), cellOf(f.since.Employers[e.ODS]), cellOf(f.now.Employers[e.ODS]),
		}})
	}
	if len(t.Rows) > 1 {
		t.Rows = append(t.Rows, tables.Row{TestID: "as-of-all", Strong: true, Cells: []tables.Cell{
			{Text: "All"}, cellOf(f.then.Report.Overall), cellOf(f.since.Overall), cellOf(f.now.Overall),
		}})
	}
	return t
}

func cellOf(x fillrate.Figures) tables.Cell {
	rate := x.Minutes.FillRate()
	if !rate.Known() {
		return tables.Cell{Text: "–"}
	}
	c := tables.Share(rate.String(), rate.PerMille())
	c.Low, c.Note = rate.BelowFloor(), words.Thousands(x.Shifts.Unfilled)+" unfilled of "+words.Thousands(x.Shifts.NetRequested())
	return c
}

func ages(f found) tables.Table {
	t := tables.Table{
		TestID: "as-of-ages", Caption: "How old each employer's data was", Stacked: true, Head: tables.Words("Employer", "Newest event then", "Age then"),
		Empty: "No employer had registered.",
	}
	for _, e := range f.then.Report.Employers {
		kind, age := words.Age(e, f.at)
		newest := "None yet"
		if e.NewestEventAt != nil {
			newest = layout.Moment(*e.NewestEventAt)
		}
		t.Rows = append(t.Rows, tables.Row{TestID: "as-of-age", Cells: []tables.Cell{{Text: e.Name}, {Text: newest}, {Tag: age, Kind: kind}}})
	}
	return t
}

func gaps(f found) tables.Table {
	t := tables.Table{
		TestID: "as-of-gaps", Caption: "Open then, and what became of it", Stacked: true, Empty: "No shift was open.",
		Head: tables.Words("Shift", "Where", "Role", "By now"), Note: words.Shifts(int64(len(f.then.Gaps))) + " open then, soonest first.",
	}
	if len(f.then.Gaps) == app.MaxGaps {
		t.Note = fmt.Sprintf("The %d that started soonest.", app.MaxGaps)
	}
	for _, g := range f.then.Gaps {
		t.Rows = append(t.Rows, tables.Row{TestID: "as-of-gap", Cells: []tables.Cell{
			{Text: layout.When(g.Shift.StartsAt, g.Shift.EndsAt), Href: "/shifts/" + g.ID}, {Text: g.SiteName + ", " + words.Ward(g.Shift.Ward), Note: g.EmployerName},
			{Text: words.Plain(g.Shift.Role) + ", " + words.Band(g.Shift.Band)}, became(f.since.Shifts, g.ID),
		}})
	}
	return t
}

// became says what a shift is by now. One that was moved out of the window is not among those known.
func became(now map[string]fact.Shift, id string) tables.Cell {
	s, ok := now[id]
	if !ok {
		return tables.Cell{Text: "Moved to another time"}
	}
	switch s.Status {
	case "open":
		return tables.Cell{Text: "Still open", Tag: "Open", Kind: layout.Red}
	case "lapsed":
		return tables.Cell{Text: "Started with nobody", Tag: "Unfilled", Kind: layout.Red}
	case "withdrawn", "cancelled":
		return tables.Cell{Text: "Called off"}
	}
	return tables.Cell{Text: "Filled by " + words.Channel(s.FilledBy), Tag: "Filled", Kind: layout.Green}
}
