// Package waitingpage is the page /fill-rate/waiting: how early shifts are asked for, how long they wait, and who lets whom
// down how late.
package waitingpage

import (
	"fmt"
	"strconv"

	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/analytics/internal/fact"
	"github.com/muster-ics/muster/services/analytics/internal/fillrate"
	"github.com/muster-ics/muster/services/analytics/internal/measure"
	"github.com/muster-ics/muster/services/analytics/internal/web/question"
	"github.com/muster-ics/muster/services/analytics/internal/web/tables"
	"github.com/muster-ics/muster/services/analytics/internal/web/words"
)

// rows are what the table can be by, as the dimensions are called; the first is that of who chose none.
var rows = []string{string(measure.ByEmployer), string(measure.ByStaffGroup), string(measure.BySite), string(measure.ByBand), string(measure.ByPeriod), string(measure.ByReason)}

// View is the page.
type View struct {
	Form          question.Form
	Days, Summary string
	Table         tables.Table
	Lead, Ends    tables.Table
	// Owed is what employers owe for what they called off; empty for nothing.
	Owed string
}

func viewOf(q *question.Question, by string, t measure.Table, name func(fact.Kind, string) string) View {
	options := make([]layout.Option, len(rows))
	for i, r := range rows {
		options[i] = layout.Option{Value: r, Text: words.Dimension(measure.Dimension(r))}
	}
	v := View{Form: q.Form(Path).With(q.Choice("by", "One row for each", by, options...)).With(q.Footprint()...), Days: q.Days()}
	if q.Problem != nil {
		return v
	}
	dated := q.Dated()
	dated.Set("by", by)
	v.Form = v.Form.Taking(q.File("By "+words.DimensionInSentence(measure.Dimension(by)), "measures", dated))
	v.Summary = summary(t.Total)
	v.Table = tables.Table{
		TestID: "waiting", Caption: "By " + words.DimensionInSentence(measure.Dimension(by)), Empty: "No shift starts in these days.",
		Note: "Time to fill: from asking to the first booking or agency. Half of the shifts were filled sooner than the median; one in ten took longer than the longest shown.",
		Head: tables.Heads(words.Dimension(measure.Dimension(by)), "Median time to fill", "One in ten took over", "Offers for each fill", "Asked six weeks ahead", "Given back by workers", "Called off by employers", "Did not attend", "Opened again"),
	}
	for _, r := range t.Rows {
		v.Table.Rows = append(v.Table.Rows, rowOf(words.Cell(measure.Dimension(by), r.Cell, name), r.Measures, false))
	}
	if len(t.Rows) > 1 {
		v.Table.Rows = append(v.Table.Rows, rowOf("All", t.Total, true))
	}
	v.Lead, v.Ends = lead(t.Total), ends(t.Total.Ends)
	if owed := t.Total.Ends.OwedPence; owed > 0 {
		v.Owed = "Employers owe " + layout.Pounds(owed) + " to bank workers for what they called off late."
	}
	return v
}

func took(w measure.Waiting) (median, p90 string) {
	if w.N == 0 {
		return "–", "–"
	}
	return words.Span(w.Median), words.Span(w.P90)
}

func rowOf(head string, m measure.Measures, strong bool) tables.Row {
	median, p90 := took(m.TimeToFill)
	offers := "–"
	if m.EverFilled > 0 {
		offers = strconv.FormatFloat(float64(m.Offers*10/m.EverFilled)/10, 'f', -1, 64)
	}
	six := m.SixWeeksAhead()
	ahead := tables.Share(six.String(), six.PerMille())
	if !six.Known() {
		ahead = tables.Cell{Text: "–"}
	}
	e := m.Ends
	return tables.Row{TestID: "waiting-row", Strong: strong, Cells: []tables.Cell{
		{Text: head}, {Text: median}, {Text: p90}, {Text: offers}, ahead, ofBooked(e.ByWorker.Sum(), e), ofBooked(e.ByEmployer.Sum(), e),
		ofBooked(e.DidNotAttend, e), {Text: words.Thousands(m.Reopened)},
	}}
}

func ofBooked(n int64, e measure.Ends) tables.Cell {
	return tables.Cell{Text: words.Thousands(n), Note: fillrate.Rate{Of: n, Over: e.Confirmed}.String()}
}

func summary(m measure.Measures) string {
	median, _ := took(m.TimeToFill)
	if m.TimeToFill.N == 0 {
		return "No shift of these days was filled yet."
	}
	return fmt.Sprintf("Half of the shifts that were filled had somebody within %s. %s were asked for six weeks ahead or more.", median, m.SixWeeksAhead())
}

func lead(m measure.Measures) tables.Table {
	t := tables.Table{
		TestID: "lead", Caption: "How early shifts are asked for", Head: tables.Heads("Before the start", "Shifts", "Share"),
		Note: "NHS England's aim is six weeks.",
	}
	for i := len(measure.LeadBands) - 1; i >= 0; i-- {
		band := measure.LeadBands[i]
		rate := fillrate.Rate{Of: m.Lead.Of(band), Over: m.Lead.Sum()}
		c := tables.Share(rate.String(), rate.PerMille())
		c.Low = band == "after_start"
		t.Rows = append(t.Rows, tables.Row{TestID: "lead-" + band, Cells: []tables.Cell{{Text: words.Plain(words.LeadBand(band))}, {Text: words.Thousands(m.Lead.Of(band))}, c}})
	}
	return t
}

func ends(e measure.Ends) tables.Table {
	t := tables.Table{
		TestID: "ends", Caption: "Booked and ended before it was worked, by notice", Head: tables.Heads("Notice", "Given back by workers", "Called off by employers"),
		Note: fmt.Sprintf("Of %s confirmed bookings. The bars compare all notice of both sides.", words.Thousands(e.Confirmed)),
	}
	most := int64(1)
	for _, b := range measure.LeadBands {
		most = max(most, e.ByWorker.Of(b), e.ByEmployer.Of(b))
	}
	for _, b := range measure.LeadBands {
		t.Rows = append(t.Rows, tables.Row{TestID: "ends-" + b, Cells: []tables.Cell{
			{Text: words.Plain(words.LeadBand(b))}, tables.Share(words.Thousands(e.ByWorker.Of(b)), e.ByWorker.Of(b)*1000/most), tables.Share(words.Thousands(e.ByEmployer.Of(b)), e.ByEmployer.Of(b)*1000/most),
		}})
	}
	t.Rows = append(t.Rows,
		tables.Row{TestID: "ends-all", Strong: true, Cells: []tables.Cell{{Text: "All"}, ofBooked(e.ByWorker.Sum(), e), ofBooked(e.ByEmployer.Sum(), e)}},
		tables.Row{TestID: "ends-missed", Cells: []tables.Cell{{Text: "Did not attend"}, ofBooked(e.DidNotAttend, e), {Text: "–"}}},
		tables.Row{TestID: "ends-system", Cells: []tables.Cell{{Text: "Ended by a passport or an agreement", Note: words.Thousands(e.BySystem) + " bookings, of neither side"}, {Text: "–"}, {Text: "–"}}},
	)
	return t
}
