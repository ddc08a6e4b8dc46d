// Package trendpage is the page /fill-rate/trend: the days up to today beside as many days before them.
package trendpage

import (
	"fmt"
	"net/url"
	"strconv"

	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/fillrate"
	"github.com/muster-ics/muster/services/analytics/internal/web/charts"
	"github.com/muster-ics/muster/services/analytics/internal/web/question"
	"github.com/muster-ics/muster/services/analytics/internal/web/tables"
	"github.com/muster-ics/muster/services/analytics/internal/web/words"
)

// lengths are how many days can be compared; the first is that of who chose none.
var lengths = []string{"7", "14", "28"}

func count(length string) int {
	n, _ := strconv.Atoi(length) // One of lengths.
	return n
}

// View is the page.
type View struct {
	Form    question.Form
	Chart   charts.Pairs
	Summary string
	// On says on whose employers the figures stand.
	On     string
	Totals tables.Table
	Days   tables.Table
}

func viewOf(q *question.Question, length string, t app.Trend) View {
	options := make([]layout.Option, len(lengths))
	for i, l := range lengths {
		options[i] = layout.Option{Value: l, Text: "The last " + l + " days and the " + l + " before"}
	}
	v := View{Form: q.Form(Path).WithoutDays().With(q.Choice("days", "Compare", length, options...)).With(q.Footprint()...), On: q.On()}
	if q.Problem != nil {
		return v
	}
	n := len(t.Days) / 2
	if q.In.Footprint.IsZero() { // The file is of the employers of the record.
		v.Form = v.Form.Taking(q.File("By day", "trend", url.Values{"days": {strconv.Itoa(len(t.Days))}}))
	}
	before, now := t.Days[:n], t.Days[n:]
	v.Summary = summary(sum(now), sum(before), n)
	v.Chart = charts.Pairs{
		ID: "trend", Title: "Fill rate by day, and of the same weekday before", Description: v.Summary,
		Now: "Last " + length + " days", Before: "The " + length + " days before", Line: fillrate.FloorPerMille,
	}
	v.Days = tables.Table{
		TestID: "trend-days", Caption: "By the day on which shifts start", Note: "Today and what is still to start can change.",
		Head: tables.Heads("Day", "Fill rate", "Same weekday before", "Bank fill", "Agency share", "Unfilled hours", "Requested hours"),
	}
	for i := n - 1; i >= 0; i-- { // The newest first.
		v.Days.Rows = append(v.Days.Rows, rowOf(now[i], before[i]))
	}
	for i, d := range now {
		v.Chart.Add(d.Date.Format("Mon 2 Jan"), d.Figures.Minutes.FillRate(), before[i].Figures.Minutes.FillRate())
	}
	v.Totals = totals(sum(now), sum(before), length)
	return v
}

func sum(days []app.Day) (f fillrate.Figures) {
	for _, d := range days {
		f = f.Plus(d.Figures)
	}
	return f
}

func agencyShare(s fillrate.Split) fillrate.Rate {
	return fillrate.Rate{Of: s.Agency(), Over: s.NetRequested()}
}

func rowOf(d, before app.Day) tables.Row {
	m := d.Figures.Minutes
	rate := m.FillRate()
	c := tables.Share(rate.String(), rate.PerMille())
	c.Low = rate.BelowFloor()
	if !rate.Known() {
		c = tables.Cell{Text: "Nothing requested"}
	}
	return tables.Row{TestID: "trend-day", Cells: []tables.Cell{
		{Text: d.Date.Format("Mon 2 Jan")}, c, {Text: before.Figures.Minutes.FillRate().String(), Note: before.Date.Format("2 Jan")},
		{Text: m.BankFill().String()}, {Text: agencyShare(m).String()}, {Text: words.Hours(m.Unfilled)}, {Text: words.Hours(m.NetRequested())},
	}}
}

func totals(now, before fillrate.Figures, length string) tables.Table {
	t := tables.Table{
		TestID: "trend-totals", Caption: "In all", Head: tables.Heads("Figure", "Last "+length+" days", "The "+length+" before", "Change"),
	}
	for _, f := range []struct {
		name string
		of   func(fillrate.Split) fillrate.Rate
	}{
		{"Fill rate", fillrate.Split.FillRate}, {"Bank fill, booked", fillrate.Split.BankFill},
		{"Bank share of filled", fillrate.Split.BankShareOfFilled}, {"Agency share of requested", agencyShare},
	} {
		a, b := f.of(now.Minutes), f.of(before.Minutes)
		t.Rows = append(t.Rows, tables.Row{Cells: tables.Texts(f.name, a.String(), b.String(), points(a, b))})
	}
	for _, f := range []struct {
		name string
		of   func(fillrate.Split) int64
	}{
		{"Unfilled hours", func(s fillrate.Split) int64 { return s.Unfilled }}, {"Requested hours", fillrate.Split.NetRequested},
	} {
		a, b := f.of(now.Minutes), f.of(before.Minutes)
		t.Rows = append(t.Rows, tables.Row{Cells: tables.Texts(f.name, words.Hours(a), words.Hours(b), signed(a-b, words.Hours))})
	}
	return t
}

// points is the difference of two rates in percentage points.
func points(a, b fillrate.Rate) string {
	if !a.Known() || !b.Known() {
		return "–"
	}
	return signed(a.PerMille()-b.PerMille(), func(n int64) string { return strconv.FormatFloat(float64(n)/10, 'f', -1, 64) + " points" })
}

func signed(n int64, show func(int64) string) string {
	switch {
	case n > 0:
		return "+" + show(n)
	case n < 0:
		return "−" + show(-n)
	}
	return "no change"
}

func summary(now, before fillrate.Figures, days int) string {
	a, b := now.Minutes.FillRate(), before.Minutes.FillRate()
	switch {
	case !a.Known():
		return fmt.Sprintf("Nothing was requested in the last %d days.", days)
	case !b.Known():
		return fmt.Sprintf("%s was filled in the last %d days. Nothing was requested in the %d days before.", a, days, days)
	case a.PerMille() == b.PerMille():
		return fmt.Sprintf("%s was filled in the last %d days, as in the %d days before.", a, days, days)
	}
	return fmt.Sprintf("%s was filled in the last %d days, %s in the %d days before: %s.", a, days, b, days, points(a, b))
}
