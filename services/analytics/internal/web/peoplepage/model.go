// Package peoplepage is the page /fill-rate/people: how many bank workers could be deployed, how evenly the popular work
// goes round, and how near to their limits people work. Nobody is named, and few are told as few.
package peoplepage

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/analytics/internal/fact"
	"github.com/muster-ics/muster/services/analytics/internal/fillrate"
	"github.com/muster-ics/muster/services/analytics/internal/measure"
	"github.com/muster-ics/muster/services/analytics/internal/web/question"
	"github.com/muster-ics/muster/services/analytics/internal/web/tables"
	"github.com/muster-ics/muster/services/analytics/internal/web/words"
)

// View is the page.
type View struct {
	Form                                    question.Form
	Days                                    string
	Deployable, Expiring, Fairness, Fatigue tables.Table
}

// found is what the page shows.
type found struct {
	compliance []measure.Compliance
	insiders   []measure.Insiders
	fatigue    []measure.Fatigue
	names      func(fact.Kind, string) string
}

func viewOf(q *question.Question, f found) View {
	v := View{Form: q.Form(Path).With(q.Footprint()...), Days: q.Days()}
	if q.Problem != nil {
		return v
	}
	v.Form = v.Form.Taking(q.File("Who could be deployed", "compliance", nil), q.File("Who has the popular shifts", "fairness", q.Dated()), q.File("Near their limits", "fatigue", q.Dated()))
	v.Deployable, v.Expiring = f.deployable(), f.expiring()
	v.Fairness, v.Fatigue = f.fairness(), f.near()
	return v
}

// short are the short names of employers by their codes.
func (f found) short(codes []string) map[string]string {
	codes = slices.Clone(codes)
	slices.Sort(codes)
	codes = slices.Compact(codes)
	long := make([]string, len(codes))
	for i, c := range codes {
		long[i] = f.names(fact.KindEmployer, c)
	}
	out := map[string]string{}
	for i, s := range words.Short(long) {
		out[codes[i]] = s
	}
	return out
}

func codes[T any](rows []T, of func(T) string) []string {
	out := make([]string, len(rows))
	for i, r := range rows {
		out[i] = of(r)
	}
	return out
}

func (f found) deployable() tables.Table {
	t := tables.Table{
		TestID: "deployable", Caption: "Bank workers who could be deployed now", Note: "By the record: checks complete, registration good, no hold. What a shift or a host asks beyond it is judged at each booking.",
		Head: tables.Heads("Employer and staff group", "Bank workers", "Could be deployed", "Share"), Empty: "No bank workers are known.",
	}
	short := f.short(codes(f.compliance, func(c measure.Compliance) string { return c.Employer }))
	for _, c := range f.compliance {
		row := tables.Row{TestID: "bank-" + c.Employer + "-" + c.StaffGroup, Cells: []tables.Cell{{Text: short[c.Employer], Note: words.StaffGroup(c.StaffGroup)}}}
		if c.Few {
			row.Cells = append(row.Cells, tables.Texts(words.Few, "–", "–")...)
		} else {
			row.Cells = append(row.Cells, tables.Texts(words.Thousands(c.Workers), words.People(c.Deployable))...)
			row.Cells = append(row.Cells, share(c.Deployable, c.Workers))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// share has no figure and no bar where the count is a bound: either would be told too exactly.
func share(n measure.Count, of int64) tables.Cell {
	rate := fillrate.Rate{Of: n.N, Over: of}
	if n.Bound != measure.Exact || !rate.Known() {
		return tables.Cell{Text: "–"}
	}
	return tables.Share(rate.String(), rate.PerMille())
}

func (f found) expiring() tables.Table {
	t := tables.Table{
		TestID: "expiring", Caption: "Runs out within 30 days", Stacked: true, Head: tables.Mixed([]string{"Employer", "Staff group"}, "Workers whose evidence runs out"),
		Empty: "No evidence of a bank worker runs out within 30 days.",
	}
	short := f.short(codes(f.compliance, func(c measure.Compliance) string { return c.Employer }))
	for _, c := range f.compliance {
		if len(c.Expiring) == 0 {
			continue
		}
		t.Rows = append(t.Rows, tables.Row{TestID: "expires", Cells: tables.Texts(short[c.Employer], words.StaffGroup(c.StaffGroup), expiring(c.Expiring))})
	}
	return t
}

// expiring lists what runs out, for most people first.
func expiring(of map[string]measure.Count) string {
	codes := slices.SortedFunc(maps.Keys(of), func(a, b string) int {
		return cmp.Or(cmp.Compare(of[b].N, of[a].N), cmp.Compare(a, b))
	})
	text := ""
	for i, code := range codes {
		if i > 0 {
			text += "; "
		}
		text += words.Evidence(code) + ": " + lower(words.People(of[code]))
	}
	return text
}

func lower(s string) string {
	if s != "" && s[0] == 'A' {
		return "a" + s[1:]
	}
	return s
}

func (f found) fairness() tables.Table {
	t := tables.Table{
		TestID: "fairness", Caption: "Who has the popular shifts", Note: "Popular: taken within an hour by whoever has them. The more of them a tenth of the people have, the more of an inside circle there is.",
		Head: tables.Heads("Employer", "Popular shifts", "Had by those who have most", "Share"), Empty: "No shift of these days was taken within an hour.",
	}
	short := f.short(codes(f.insiders, func(i measure.Insiders) string { return i.Employer }))
	for _, i := range f.insiders {
		row := tables.Row{TestID: "fair-" + i.Employer, Cells: tables.Texts(short[i.Employer], words.Thousands(i.Popular))}
		if i.Few {
			row.Cells = append(row.Cells, tables.Texts("Too few people to say", "–")...)
		} else {
			row.Cells = append(row.Cells, tables.Cell{Text: fmt.Sprintf("%s by %d people", words.Thousands(i.ByTop), i.Top)}, tables.Share(i.Share().String(), i.Share().PerMille()))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func (f found) near() tables.Table {
	t := tables.Table{
		TestID: "fatigue", Caption: "Near their limits", Note: "By the bookings that Muster knows, by the employer that people belong to; their substantive hours are not in it. The 48 hours are an average in law: one week above is a sign of fatigue, not a breach.",
		Head: tables.Heads("Employer", "Workers", "Weeks above 48 hours", "Rests of 11 to 12 hours", "Rests under 11 hours"), Empty: "Nobody was booked in these days.",
	}
	short := f.short(codes(f.fatigue, func(x measure.Fatigue) string { return x.Home }))
	for _, x := range f.fatigue {
		row := tables.Row{TestID: "fatigue-" + x.Home, Cells: tables.Texts(short[x.Home])}
		if x.Few {
			row.Cells = append(row.Cells, tables.Texts(words.Few, "–", "–", "–")...)
		} else {
			row.Cells = append(row.Cells, tables.Cell{Text: words.Thousands(x.Workers)}, of(x.WeeksOver, x.Weeks, "weeks"), of(x.Near, x.Rests, "rests"), short11(x))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func of(n, all int64, what string) tables.Cell {
	rate := fillrate.Rate{Of: n, Over: all}
	c := tables.Share(words.Thousands(n), rate.PerMille())
	c.Note = "of " + words.Thousands(all) + " " + what
	return c
}

func short11(x measure.Fatigue) tables.Cell {
	c := of(x.Short, x.Rests, "rests")
	if x.Short > 0 {
		c.Low, c.Tag, c.Kind = true, "Look", layout.Red
	}
	return c
}
