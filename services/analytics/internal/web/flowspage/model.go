// Package flowspage is the page /fill-rate/flows: who lends to whom, in hours and pounds.
package flowspage

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/analytics/internal/fact"
	"github.com/muster-ics/muster/services/analytics/internal/measure"
	"github.com/muster-ics/muster/services/analytics/internal/web/charts"
	"github.com/muster-ics/muster/services/analytics/internal/web/question"
	"github.com/muster-ics/muster/services/analytics/internal/web/tables"
	"github.com/muster-ics/muster/services/analytics/internal/web/words"
)

// names gives the name of an employer by its code.
type names func(k fact.Kind, ods string) string

// View is the page.
type View struct {
	Form                         question.Form
	Summary, Days                string
	Balance                      charts.Balance
	Matrix, Balances, Pairs, Aid tables.Table
	// Cut tells that some pairs rest on too few people to be told of.
	Cut bool
}

func viewOf(q *question.Question, f found) View {
	v := View{Form: q.Form(Path).With(q.Footprint()...), Days: q.Days()}
	if q.Problem != nil {
		return v
	}
	v.Form = v.Form.Taking(q.File("By pair", "flows", q.Dated()))
	short := shortNames(f)
	v.Summary, v.Cut = summary(f.flows)
	v.Matrix, v.Pairs = matrix(f.flows, short), pairs(f.flows, short)
	v.Balances, v.Balance = balances(f.flows, short)
	if q.OfOne() {
		v.Balances.Caption, v.Balances.Note = "With each employer", "Only what passes between each and the one employer that these figures are of."
	}
	v.Aid = aid(f.aids, f.names)
	return v
}

// shortNames are the names of all who lend or borrow, as short as they stay apart.
func shortNames(f found) map[string]string {
	codes := map[string]struct{}{}
	for _, x := range f.flows {
		codes[x.Home], codes[x.Host] = struct{}{}, struct{}{}
	}
	ordered := slices.Sorted(maps.Keys(codes))
	long := make([]string, len(ordered))
	for i, c := range ordered {
		long[i] = f.names(fact.KindEmployer, c)
	}
	out := map[string]string{}
	for i, s := range words.Short(long) {
		out[ordered[i]] = s
	}
	return out
}

func summary(flows []measure.Flow) (text string, cut bool) {
	var minutes, owed int64
	told := false
	for _, f := range flows {
		minutes, owed, cut, told = minutes+f.Minutes, owed+f.Recharged.TotalPence, cut || f.Few, told || !f.Few
	}
	switch {
	case len(flows) == 0:
		return "Nobody worked for another employer in these days.", false
	case !told:
		return "People worked for other employers, but fewer than five between any two of them, so no hours or pounds are told. Ask for more days.", true
	}
	text = fmt.Sprintf("%s hours across employers; %s recharged so far.", words.Hours(minutes), layout.Pounds(owed))
	if cut {
		text += " Pairs of fewer than five people are not in these sums."
	}
	return text, cut
}

func matrix(flows []measure.Flow, short map[string]string) tables.Table {
	t := tables.Table{
		TestID: "matrix", Caption: "Lenders down, borrowers across", Note: "Hours, and what the borrower owes for them. The bar compares the hours of all pairs.",
		Empty: "Nobody worked for another employer in these days.", Head: []tables.Column{{Text: "Lends"}},
	}
	var most int64
	lenders, borrowers, of := map[string]bool{}, map[string]bool{}, map[measure.Pair]measure.Flow{}
	for _, f := range flows {
		most, of[f.Pair] = max(most, f.Minutes), f
		lenders[f.Home], borrowers[f.Host] = true, true
	}
	across := byName(borrowers, short)
	for _, host := range across {
		t.Head = append(t.Head, tables.Column{Text: short[host], Number: true})
	}
	for _, home := range byName(lenders, short) {
		row := tables.Row{TestID: "lends-" + home, Cells: tables.Texts(short[home])}
		for _, host := range across {
			row.Cells = append(row.Cells, cellOf(of, measure.Pair{Home: home, Host: host}, most))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func cellOf(of map[measure.Pair]measure.Flow, p measure.Pair, most int64) tables.Cell {
	f, ok := of[p]
	switch {
	case !ok:
		return tables.Cell{Text: "–"}
	case f.Few:
		return tables.Cell{Text: words.Few}
	}
	c := tables.Share(words.Hours(f.Minutes)+" h", f.Minutes*1000/max(most, 1))
	c.Note = layout.Pounds(f.Recharged.TotalPence)
	return c
}

func byName(codes map[string]bool, short map[string]string) []string {
	return slices.SortedFunc(maps.Keys(codes), func(a, b string) int { return cmp.Compare(short[a], short[b]) })
}

// standing is what an employer lends and borrows in all. cut tells that some of it is of few people, and not in it; told that
// some of it is not.
type standing struct {
	lends, borrows, owed, owes int64
	cut, told                  bool
}

func balances(flows []measure.Flow, short map[string]string) (tables.Table, charts.Balance) {
	t := tables.Table{
		TestID: "balances", Caption: "Each employer in all",
		Head: tables.Heads("Employer", "Lends, hours", "Borrows, hours", "Lends more than it borrows, hours", "Is owed", "Owes"),
	}
	c := charts.Balance{ID: "balance", Title: "Hours lent less hours borrowed, by employer", Left: "Borrows more", Right: "Lends more"}
	all, codes := map[string]standing{}, map[string]bool{}
	for _, f := range flows {
		codes[f.Home], codes[f.Host] = true, true
		home, host := all[f.Home], all[f.Host]
		home.lends, home.owed = home.lends+f.Minutes, home.owed+f.Recharged.TotalPence
		host.borrows, host.owes = host.borrows+f.Minutes, host.owes+f.Recharged.TotalPence
		home.cut, host.cut = home.cut || f.Few, host.cut || f.Few
		home.told, host.told = home.told || !f.Few, host.told || !f.Few
		all[f.Home], all[f.Host] = home, host
	}
	for _, ods := range byName(codes, short) {
		s := all[ods]
		if !s.told { // A nought would say that nobody lends.
			t.Rows = append(t.Rows, tables.Row{TestID: "balance-" + ods, Cells: tables.Texts(short[ods], words.Few, words.Few, "–", "–", "–")})
			continue
		}
		row := tables.Row{TestID: "balance-" + ods, Cells: tables.Texts(
			short[ods], words.Hours(s.lends), words.Hours(s.borrows), net(s.lends-s.borrows), layout.Pounds(s.owed), layout.Pounds(s.owes))}
		if s.cut {
			row.Cells[0].Note = "Without pairs of under 5 people"
		}
		t.Rows = append(t.Rows, row)
		c.Add(short[ods], s.lends-s.borrows, net(s.lends-s.borrows)+" h")
	}
	return t, c
}

func net(minutes int64) string {
	if minutes < 0 {
		return "−" + words.Hours(-minutes)
	}
	return words.Hours(minutes)
}

func pairs(flows []measure.Flow, short map[string]string) tables.Table {
	t := tables.Table{
		TestID: "pairs", Caption: "By pair", Stacked: true, Note: "Hours and pay are approved where they are, else as booked. Recharged is by the agreement, with on-costs, fees and VAT.",
		Head: tables.Mixed([]string{"Lends", "Borrows"}, "Workers", "Bookings", "Hours", "Pay", "Recharged", "Paid", "In dispute", "Approved, not recharged yet"),
	}
	for _, f := range byHours(flows) {
		row := tables.Row{TestID: "pair-" + f.Home + "-" + f.Host, Cells: tables.Texts(short[f.Home], short[f.Host])}
		if f.Few {
			row.Cells = append(row.Cells, tables.Texts(words.Few, "–", "–", "–", "–", "–", "–", "–")...)
		} else {
			r := f.Recharged
			row.Cells = append(row.Cells, tables.Texts(words.Thousands(f.Workers), words.Thousands(f.Bookings), words.Hours(f.Minutes), layout.Pounds(f.Pence),
				layout.Pounds(r.TotalPence), layout.Pounds(r.SettledPence), layout.Pounds(r.DisputedPence), words.Thousands(r.Waiting))...)
		}
		t.Rows = append(t.Rows, row)
	}
	if len(t.Rows) == 0 {
		t.Empty = "There are no pairs."
	}
	return t
}

// byHours has the pairs with most hours first, and those that are cut last.
func byHours(flows []measure.Flow) []measure.Flow {
	out := slices.Clone(flows)
	slices.SortStableFunc(out, func(a, b measure.Flow) int { return cmp.Compare(b.Minutes, a.Minutes) })
	return out
}

func aid(aids []measure.Aid, name names) tables.Table {
	t := tables.Table{
		TestID: "aid", Caption: "Mutual aid", Stacked: true, Note: "Shifts that a lead opened to all parties of an agreement, and what became of those that start in these days.",
		Head: tables.Mixed([]string{"Why", "Opened", "Until", "At"}, "Shifts", "Filled", "By other employers' workers"), Empty: "No shift of these days was opened by mutual aid.",
	}
	for _, a := range aids {
		until := layout.Moment(a.ClosesAt)
		if a.EndedAt != nil {
			until = layout.Moment(*a.EndedAt)
		}
		var hosts []string
		for _, s := range a.MutualAid.Shifts {
			if n := name(fact.KindEmployer, s.Host); !slices.Contains(hosts, n) {
				hosts = append(hosts, n)
			}
		}
		t.Rows = append(t.Rows, tables.Row{TestID: "aid-row", Cells: tables.Texts(words.Plain(a.Why), layout.Moment(a.OpenedAt), until,
			words.List(words.Short(hosts)), words.Thousands(a.Shifts), words.Thousands(a.Filled), words.Thousands(a.Aided))})
	}
	return t
}
