// Package agencypage is the page /fill-rate/agency: what agencies fill, on what terms, who approved it, and the proof for
// each shift that the bank came first.
package agencypage

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/fact"
	"github.com/muster-ics/muster/services/analytics/internal/measure"
	"github.com/muster-ics/muster/services/analytics/internal/web/charts"
	"github.com/muster-ics/muster/services/analytics/internal/web/drill"
	"github.com/muster-ics/muster/services/analytics/internal/web/question"
	"github.com/muster-ics/muster/services/analytics/internal/web/tables"
	"github.com/muster-ics/muster/services/analytics/internal/web/words"
)

// kinds are which shifts the list can be narrowed to; the first is all.
var kinds = []string{"all", "approved", "off_framework", "over_cap", "early", "taken_back"}

var kindNames = map[string]string{
	"all": "All", "approved": "All that somebody had to approve", "off_framework": "Off framework", "over_cap": "Above the price cap",
	"early": "Let in before the bank had its time", "taken_back": "Taken back by the bank",
}

// mostListed is how many shifts one page lists.
const mostListed = 200

// View is the page.
type View struct {
	Form                     question.Form
	Days, Summary            string
	Saved, Unproven          string
	Chart                    charts.Stacks
	ByDay, Employers, Shifts tables.Table
}

func viewOf(q *question.Question, kind string, t measure.Table, shifts []measure.Story, name func(fact.Kind, string) string) View {
	options := make([]layout.Option, len(kinds))
	for i, k := range kinds {
		options[i] = layout.Option{Value: k, Text: kindNames[k]}
	}
	v := View{Form: q.Form(Path).With(q.Choice("only", "List", kind, options...)).With(q.Footprint()...), Days: q.Days()}
	if q.Problem != nil {
		return v
	}
	dated := q.Dated()
	dated.Set("by", string(measure.ByEmployer))
	v.Form = v.Form.Taking(q.File("By employer", "measures", dated))
	a := t.Total.Agency
	v.Summary = summary(a)
	if a.Unproven > 0 {
		v.Unproven = fmt.Sprintf("For %s there is no proof that the bank came first. That must not happen: tell whoever runs Muster.", words.Shifts(a.Unproven))
	}
	if a.TakenBack > 0 {
		v.Saved = fmt.Sprintf("Bank workers took %s back from agencies, which would have charged %s more than their basic pay. On-costs and enhancements are not in it.",
			words.Shifts(a.TakenBack), layout.Pounds(a.SavedPence))
	}
	v.Employers = employers(t, name)
	v.Chart, v.ByDay = byDay(q.In, shifts)
	v.Chart.Description = v.Summary
	listed := slices.DeleteFunc(slices.Clone(shifts), func(s measure.Story) bool { return !isOf(kind, s) })
	v.Shifts = list(listed, kind, name)
	return v
}

func summary(a measure.Agency) string {
	all := a.Framework + a.OffFramework
	if all == 0 {
		return "Agencies fill none of the shifts of these days."
	}
	return fmt.Sprintf("Agencies fill %s for %s: %s off framework, %s above the price cap. The bank had its time first for %s; %s let in early by a named override.",
		words.Shifts(all), layout.Pounds(a.ChargePence), words.Thousands(a.OffFramework), words.Thousands(a.OverCap), words.Thousands(a.BankHadTime), were(a.ByOverride))
}

func were(n int64) string {
	if n == 1 {
		return "1 was"
	}
	return words.Thousands(n) + " were"
}

func isOf(kind string, s measure.Story) bool {
	a := s.Shift.Agency
	switch kind {
	case "off_framework":
		return s.Shift.FilledBy == "off_framework_agency"
	case "over_cap":
		return a.OverCap && s.BankFirst != measure.NotAgency
	case "early":
		return s.BankFirst == measure.ByOverride || s.BankFirst == measure.UnprovenFill
	case "taken_back":
		return s.BankFirst == measure.NotAgency
	case "approved":
		return isOf("off_framework", s) || isOf("over_cap", s) || isOf("early", s)
	}
	return true
}

func employers(t measure.Table, name func(fact.Kind, string) string) tables.Table {
	out := tables.Table{
		TestID: "agency-employers", Caption: "By employer", Empty: "No shift starts in these days.",
		Head: tables.Heads("Employer", "Framework", "Off framework", "Above the cap", "Charge", "Bank came first", "By override", "Taken back"),
	}
	row := func(head string, m measure.Measures, strong bool) tables.Row {
		a, first := m.Agency, m.BankFirst()
		share := tables.Share(first.String(), first.PerMille())
		if !first.Known() {
			share = tables.Cell{Text: "–"}
		}
		return tables.Row{TestID: "agency-employer", Strong: strong, Cells: []tables.Cell{
			{Text: head}, {Text: words.Thousands(a.Framework)}, {Text: words.Thousands(a.OffFramework)}, {Text: words.Thousands(a.OverCap)},
			{Text: layout.Pounds(a.ChargePence)}, share, {Text: words.Thousands(a.ByOverride)}, {Text: words.Thousands(a.TakenBack)},
		}}
	}
	for _, r := range t.Rows {
		out.Rows = append(out.Rows, row(words.Cell(measure.ByEmployer, r.Cell, name), r.Measures, false))
	}
	if len(t.Rows) > 1 {
		out.Rows = append(out.Rows, row("All", t.Total, true))
	}
	return out
}

// byDay counts what agencies fill by the London day on which shifts start.
func byDay(in app.Interval, shifts []measure.Story) (charts.Stacks, tables.Table) {
	c := charts.Stacks{ID: "agency", Title: "Shifts filled by agencies, by the day on which they start", Lower: "Framework agency", Upper: "Off-framework agency"}
	t := tables.Table{TestID: "agency-days", Bare: true, Caption: "By the day on which shifts start", Head: tables.Heads("Day", "Framework", "Off framework")}
	type pair struct{ on, off int64 }
	days := map[string]pair{}
	for _, s := range shifts {
		key := s.Shift.StartsAt.In(clock.London).Format(time.DateOnly)
		d := days[key]
		switch s.Shift.FilledBy {
		case "framework_agency":
			d.on++
		case "off_framework_agency":
			d.off++
		}
		days[key] = d
	}
	for day := in.From.In(clock.London); day.Before(in.Until); day = day.AddDate(0, 0, 1) {
		d := days[day.Format(time.DateOnly)]
		c.Add(day.Format("Mon 2 Jan"), d.on, d.off)
		t.Rows = append(t.Rows, tables.Row{TestID: "agency-day", Cells: tables.Texts(day.Format("Mon 2 Jan"), words.Thousands(d.on), words.Thousands(d.off))})
	}
	return c, t
}

func list(shifts []measure.Story, kind string, name func(fact.Kind, string) string) tables.Table {
	t := tables.Table{
		TestID: "agency-shifts", Caption: "Shift by shift", Stacked: true, Empty: "There are no such shifts in these days.",
		Head: tables.Words("Shift", "Where", "Agency", "Charge an hour", "Bank first", "Approvals"),
		Note: fmt.Sprintf("%s, those that start last first.", words.Shifts(int64(len(shifts)))),
	}
	if kind != "all" {
		t.Caption += ": " + kindNames[kind]
	}
	if len(shifts) > mostListed {
		t.Note = fmt.Sprintf("The %d of %s that start last.", mostListed, words.Shifts(int64(len(shifts))))
		shifts = shifts[:mostListed]
	}
	for _, s := range shifts {
		t.Rows = append(t.Rows, tables.Row{TestID: "agency-shift", Cells: []tables.Cell{
			{Text: layout.When(s.Shift.StartsAt, s.Shift.EndsAt), Href: "/shifts/" + s.ID, Note: words.Plain(s.Shift.Role) + ", " + words.Band(s.Shift.Band)},
			{Text: name(fact.KindSite, s.Shift.Site) + ", " + words.Ward(s.Shift.Ward), Note: name(fact.KindEmployer, s.Shift.Employer)}, agency(s), charge(s), proof(s), {Text: approvals(s)},
		}})
	}
	return t
}

func agency(s measure.Story) tables.Cell {
	a := s.Shift.Agency
	switch {
	case s.BankFirst == measure.NotAgency:
		return tables.Cell{Text: "Bank worker, in place of " + a.Displaced}
	case s.Shift.FilledBy == "off_framework_agency":
		return tables.Cell{Text: or(a.Name, "Not named"), Tag: "Off framework", Kind: layout.Orange}
	}
	return tables.Cell{Text: or(a.Name, "Not named"), Note: a.Framework}
}

func or(text, other string) string {
	if text == "" {
		return other
	}
	return text
}

func charge(s measure.Story) tables.Cell {
	a := s.Shift.Agency
	if s.BankFirst == measure.NotAgency {
		return tables.Cell{Text: layout.Pounds(s.Shift.RatePence), Note: "basic pay; " + layout.Pounds(a.DisplacedRatePence) + " by the agency"}
	}
	c := tables.Cell{Text: layout.Pounds(a.RatePence)}
	if a.CapPence > 0 {
		c.Note = "cap " + layout.Pounds(a.CapPence)
	}
	if a.OverCap {
		c.Tag, c.Kind = "Above the cap", layout.Red
	}
	return c
}

func proof(s measure.Story) tables.Cell {
	switch s.BankFirst {
	case measure.BankHadTime:
		return tables.Cell{Text: "Yes", Note: "The bank had until " + moment(s.Shift.BankClosesAt) + "; filled " + moment(*s.Shift.FilledAt) + "."}
	case measure.ByOverride:
		o := s.Shift.Agency.Override
		return tables.Cell{Text: "No, by override", Note: "Let in on " + moment(o.At) + ", before " + moment(s.Shift.BankClosesAt) + "."}
	case measure.UnprovenFill:
		return tables.Cell{Text: "No proof", Tag: "Report this", Kind: layout.Red}
	case measure.NotAgency:
	}
	return tables.Cell{Text: "The bank has it"}
}

func moment(t time.Time) string { return t.In(clock.London).Format("2 Jan, 15:04") }

// approvals says by which duty, and why, whatever needed it was approved.
func approvals(s measure.Story) string {
	out := make([]string, len(s.Approvals))
	for i, a := range s.Approvals {
		out[i] = drill.Approval(a)
	}
	if len(out) == 0 {
		return "None needed"
	}
	return strings.Join(out, " ")
}
