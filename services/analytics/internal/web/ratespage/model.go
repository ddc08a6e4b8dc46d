// Package ratespage is the page /fill-rate/rates: what employers pay for alike work, side by side.
package ratespage

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/analytics/internal/fact"
	"github.com/muster-ics/muster/services/analytics/internal/measure"
	"github.com/muster-ics/muster/services/analytics/internal/web/charts"
	"github.com/muster-ics/muster/services/analytics/internal/web/question"
	"github.com/muster-ics/muster/services/analytics/internal/web/tables"
	"github.com/muster-ics/muster/services/analytics/internal/web/words"
)

// View is the page.
type View struct {
	Form          question.Form
	Summary, Days string
	Work          []Work
	// Level is the work for which all pay the same.
	Level tables.Table
}

// Work is alike work: the same staff group, band and time of the week.
type Work struct {
	ID, Name, Spread string
	Chart            charts.Spread
	Employers        tables.Table
}

func viewOf(q *question.Question, spreads []measure.Spread, name func(fact.Kind, string) string) View {
	v := View{Form: q.Form(Path).With(q.Footprint()...), Days: q.Days()}
	if q.Problem != nil {
		return v
	}
	v.Form = v.Form.Taking(q.File("By work and employer", "rates", q.Dated()))
	spreads = slices.Clone(spreads)
	slices.SortStableFunc(spreads, func(a, b measure.Spread) int { return cmp.Compare(width(b), width(a)) })
	v.Level = tables.Table{
		TestID: "level", Caption: "No difference", Note: "All who asked for it pay the same, or only one employer did.",
		Head: tables.Heads("Work", "Basic pay an hour", "Shifts of all", "Employers"), Empty: "Rates lie apart for all work of these days.",
	}
	if q.OfOne() {
		v.Level.Note, v.Level.Head = "The median is that of all employers.", v.Level.Head[:3]
	}
	for i, s := range spreads {
		if width(s) > 0 {
			v.Work = append(v.Work, workOf(i, s, name))
		} else if len(s.Employers) > 0 {
			cells := tables.Texts(nameOf(s), layout.Pounds(s.MedianPence), words.Thousands(s.Shifts), words.Thousands(int64(len(s.Employers))))
			v.Level.Rows = append(v.Level.Rows, tables.Row{TestID: "level-row", Cells: cells[:len(v.Level.Head)]})
		}
	}
	v.Summary = summary(spreads, q.OfOne())
	return v
}

// width is how far the medians of employers lie apart, in thousandths of the median of all; with one employer, how far its
// median lies from that of all.
func width(s measure.Spread) int64 {
	if len(s.Employers) == 0 || s.MedianPence == 0 {
		return 0
	}
	if len(s.Employers) == 1 {
		d := s.Employers[0].AbovePerMille(s)
		return max(d, -d)
	}
	first, last := s.Employers[0], s.Employers[len(s.Employers)-1]
	return (first.MedianPence - last.MedianPence) * 1000 / s.MedianPence
}

func nameOf(s measure.Spread) string {
	return words.StaffGroup(s.StaffGroup) + ", " + words.Band(s.Band) + ", " + strings.ToLower(words.Period(s.Period))
}

func summary(spreads []measure.Spread, one bool) string {
	if len(spreads) == 0 {
		return "No shift of these days has a rate to compare."
	}
	var apart int
	for _, s := range spreads {
		if width(s) > 0 {
			apart++
		}
	}
	if one && apart == 0 {
		return "This employer pays what the median of all employers pays, for all kinds of work."
	}
	if one {
		return fmt.Sprintf("This employer's median differs from that of all for %d of %d kinds of work, most for %s: %s.", apart, len(spreads), nameOf(spreads[0]), above(spreads[0].Employers[0].AbovePerMille(spreads[0])))
	}
	if apart == 0 {
		return "All employers pay the same for alike work."
	}
	return fmt.Sprintf("Rates lie apart for %d of %d kinds of work, furthest for %s: %s.", apart, len(spreads), nameOf(spreads[0]), percent(width(spreads[0])))
}

func percent(perMille int64) string {
	return strconv.FormatFloat(float64(perMille)/10, 'f', -1, 64) + "%"
}

func above(perMille int64) string {
	switch {
	case perMille > 0:
		return percent(perMille) + " above"
	case perMille < 0:
		return percent(-perMille) + " below"
	}
	return "the same"
}

func workOf(i int, s measure.Spread, name func(fact.Kind, string) string) Work {
	w := Work{ID: "work-" + strconv.Itoa(i+1), Name: nameOf(s)}
	w.Employers = tables.Table{
		TestID: w.ID, Caption: w.Name, Bare: true, Note: "The median of all is " + layout.Hourly(s.MedianPence) + ", over " + words.Shifts(s.Shifts) + ".", Stacked: true,
		Head: tables.Heads("Employer", "Median", "Against the median of all", "Highest", "Shifts", "Raised above standard"),
	}
	w.Chart = charts.Spread{ID: w.ID, Title: "Median rates for " + w.Name, Middle: s.MedianPence}
	names := make([]string, len(s.Employers))
	for i, o := range s.Employers {
		names[i] = name(fact.KindEmployer, o.Employer)
	}
	for i, short := range words.Short(names) {
		o := s.Employers[i]
		w.Chart.Add(o.MedianPence)
		w.Employers.Rows = append(w.Employers.Rows, tables.Row{TestID: "rate", Cells: tables.Texts(short, layout.Pounds(o.MedianPence), above(o.AbovePerMille(s)),
			layout.Pounds(o.MaxPence), words.Thousands(o.Shifts), words.Thousands(o.Escalated))})
	}
	w.Spread = spreadOf(s)
	w.Chart.Description = w.Spread
	return w
}

func spreadOf(s measure.Spread) string {
	if len(s.Employers) == 1 {
		return "Its median is " + layout.Pounds(s.Employers[0].MedianPence) + ", that of all " + layout.Pounds(s.MedianPence) + ": " + above(s.Employers[0].AbovePerMille(s)) + "."
	}
	first, last := s.Employers[0], s.Employers[len(s.Employers)-1]
	return layout.Pounds(last.MedianPence) + " to " + layout.Hourly(first.MedianPence) + ": " + percent(width(s)) + " apart."
}
