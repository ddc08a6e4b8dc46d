// Package drill is the page /fill-rate/shifts: the shifts that a figure rests on, each with what became of it.
package drill

import (
	"fmt"
	"strings"

	"github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/fact"
	"github.com/muster-ics/muster/services/analytics/internal/fillrate"
	"github.com/muster-ics/muster/services/analytics/internal/measure"
	"github.com/muster-ics/muster/services/analytics/internal/web/words"
)

// View is the page.
type View struct {
	// Chosen says in words which shifts they are; Total what they come to, on the first page.
	Chosen, Total string
	Choices       []Choice
	// Kept are the choices that the form has no list for; Without leads to the same page without them.
	Kept          []layout.Option
	Only, Without string
	Shifts        []Shift
	// First and Next lead to other pages of the list.
	First, Next string
	// File leads to all of these shifts as a file.
	File string
}

// Choice is one list of the form.
type Choice struct {
	Field   layout.Field
	Options []layout.Option
}

// Shift is one shift with its story.
type Shift struct {
	ID, When, Ward, Where, Role string
	PartKind                    layout.TagKind
	Part                        string
	// Story is what became of it, in the order of time; Approvals what somebody had to allow.
	Story, Approvals []string
}

func viewOf(a asked, q app.ShiftQuery, list app.ShiftList, name func(fact.Kind, string) string, employers []app.EmployerFigures) View {
	v := View{Chosen: chosen(a, q, name), Choices: choices(a, employers), File: a.file()}
	rest := a
	rest.Site, rest.Ward, rest.Band, rest.Lead, rest.Reason = "", "", "", "", ""
	for _, f := range a.fields() {
		switch f.name {
		case "site", "ward", "band", "lead", "reason":
			if *f.value != "" {
				v.Kept = append(v.Kept, layout.Option{Value: *f.value, Text: f.name})
			}
		case "from", "until":
			if *f.value != "" {
				v.Kept = append(v.Kept, layout.Option{Value: *f.value, Text: f.name})
			}
		}
	}
	if rest != a {
		v.Only, v.Without = only(a, name), rest.href("")
	}
	for _, s := range list.Stories {
		v.Shifts = append(v.Shifts, shiftOf(s, name))
	}
	return v
}

func shiftOf(t measure.Story, name func(fact.Kind, string) string) Shift {
	s := t.Shift
	return Shift{
		ID: t.ID, When: layout.When(s.StartsAt, s.EndsAt), Ward: words.Ward(s.Ward),
		Where: name(fact.KindSite, s.Site) + ", " + name(fact.KindEmployer, s.Employer),
		Role:  words.Plain(s.Role) + ", " + words.Band(s.Band), PartKind: words.PartTag(t.Part), Part: partOf(t),
		Story: story(t, name), Approvals: approvals(t),
	}
}

// partOf says how a shift counts, and what is particular about it.
func partOf(t measure.Story) string {
	switch {
	case t.Shift.Status == "lapsed":
		return "Unfilled, start passed"
	case t.Shift.Status == "withdrawn":
		return "No longer needed"
	}
	return words.Part(t.Part)
}

// story tells what became of a shift, one line for each turn.
func story(t measure.Story, name func(fact.Kind, string) string) []string {
	s := t.Shift
	lines := []string{fmt.Sprintf("Asked for %s, %s: %s.", short(t), words.Ahead(t.Lead), words.Because(s.Reason))}
	if len(s.Opened) > 0 {
		steps := make([]string, len(s.Opened))
		for i, o := range s.Opened {
			steps[i] = words.Step(o.Step, o.Tier) + " " + o.At.In(clock.London).Format("2 Jan 15:04")
		}
		lines = append(lines, "Opened to: "+strings.Join(steps, "; ")+".")
	}
	if s.BaseRatePence > 0 && s.RatePence > s.BaseRatePence {
		lines = append(lines, fmt.Sprintf("Rate raised from %s to %s an hour.", layout.Pounds(s.BaseRatePence), layout.Pounds(s.RatePence)))
	}
	if t.Waited != nil {
		lines = append(lines, "First filled after "+words.Long(*t.Waited)+again(s.Reopened))
	}
	if s.HomeEmployer != "" && s.HomeEmployer != s.Employer {
		lines = append(lines, "Worker lent by "+name(fact.KindEmployer, s.HomeEmployer)+".")
	}
	if s.Agency.Displaced != "" {
		lines = append(lines, "A bank worker took it from "+s.Agency.Displaced+".")
	}
	if t.BankFirst != measure.NotAgency {
		lines = append(lines, agency(s.Agency))
	}
	if s.NoticeBand != "" && s.EndedAt != nil {
		lines = append(lines, fmt.Sprintf("Called off %s, %s.", layout.Moment(*s.EndedAt), words.Ahead(s.StartsAt.Sub(*s.EndedAt))))
	}
	return lines
}

func short(t measure.Story) string { return t.AskedAt.In(clock.London).Format("2 Jan 15:04") }

func again(reopened int) string {
	switch reopened {
	case 0:
		return "."
	case 1:
		return "; once given back and open again."
	}
	return fmt.Sprintf("; %d times given back and open again.", reopened)
}

func agency(a fact.Agency) string {
	line := a.Name
	if a.Framework != "" {
		line += " on " + a.Framework
	}
	line += ", " + layout.Hourly(a.RatePence)
	if a.CapPence > 0 {
		line += " (cap " + layout.Pounds(a.CapPence) + ")"
	}
	return line + "."
}

// approvals says who allowed what, and whether the bank came first.
func approvals(t measure.Story) (out []string) {
	switch t.BankFirst {
	case measure.BankHadTime:
		out = append(out, "The bank had its time first.")
	case measure.UnprovenFill:
		out = append(out, "Nothing shows that the bank came first. Report this.")
	case measure.ByOverride, measure.NotAgency:
	}
	for _, a := range t.Approvals {
		out = append(out, Approval(a))
	}
	return out
}

var allowed = map[string]string{"early_agency": "let agencies in before the bank had its time", "off_framework": "approved an off-framework agency", "over_cap": "allowed a charge above the cap"}

// Approval says who allowed what, and why.
func Approval(a measure.Approval) string {
	line := words.Duty(a.Role) + " " + allowed[a.Of] + ": " + words.Because(a.Why)
	if a.At != nil {
		line += ", " + a.At.In(clock.London).Format("2 Jan 15:04")
	}
	return line + "."
}

func totalOf(m measure.Measures) string {
	n := m.Fill.Shifts
	if n.NetRequested()+m.Fill.WithdrawnShifts == 0 {
		return ""
	}
	line := words.Shifts(n.NetRequested()) + " asked for, " + words.Thousands(n.Filled()) + " filled, " + words.Thousands(n.Unfilled) + " unfilled. Fill rate " +
		m.Fill.Minutes.FillRate().String() + " of hours."
	if w := m.Fill.WithdrawnShifts; w > 0 {
		line += " " + words.Shifts(w) + " called off, which count in no rate."
	}
	return line
}

func chosen(a asked, q app.ShiftQuery, name func(fact.Kind, string) string) string {
	parts := []string{"All employers"}
	if a.Employer != "" {
		parts[0] = name(fact.KindEmployer, a.Employer)
	}
	if a.StaffGroup != "" {
		parts = append(parts, strings.ToLower(words.StaffGroup(a.StaffGroup)))
	}
	if a.Window != "" {
		parts = append(parts, strings.ToLower(words.Window(fillrate.Window(a.Window))))
	} else {
		parts = append(parts, layout.Date(q.Interval.From)+" to "+layout.Date(q.Interval.Until.AddDate(0, 0, -1)))
	}
	if a.Period != "" {
		parts = append(parts, strings.ToLower(words.Period(a.Period)))
	}
	if o := only(a, name); o != "" {
		parts = append(parts, o)
	}
	return strings.Join(parts, ", ")
}

// only says the choices for which the form has no list.
func only(a asked, name func(fact.Kind, string) string) string {
	var out []string
	for _, c := range []struct{ value, text string }{
		{a.Ward, "ward " + words.Ward(a.Ward)}, {a.Site, name(fact.KindSite, a.Site)}, {a.Band, strings.ToLower(words.Band(a.Band))},
		{a.Lead, "asked for " + words.LeadBand(a.Lead)}, {a.Reason, "because of " + words.Because(a.Reason)},
	} {
		if c.value != "" {
			out = append(out, c.text)
		}
	}
	return strings.Join(out, ", ")
}

func choices(a asked, employers []app.EmployerFigures) []Choice {
	list := func(name, label, value, all string, options []layout.Option) Choice {
		if all != "" {
			options = append([]layout.Option{{Value: "", Text: all}}, options...)
		}
		return Choice{Field: layout.Field{Name: name, Label: label, Value: value}, Options: options}
	}
	var out []Choice
	if a.Window != "" {
		var windows []layout.Option
		for _, w := range fillrate.Windows {
			windows = append(windows, layout.Option{Value: string(w), Text: words.Window(w)})
		}
		out = append(out, list("window", "Starting in", a.Window, "", windows))
	}
	if len(employers) > 1 {
		var all []layout.Option
		for _, e := range employers {
			all = append(all, layout.Option{Value: e.ODS, Text: e.Name})
		}
		out = append(out, list("employer", "Employer", a.Employer, "All employers", all))
	}
	var groups, periods, parts []layout.Option
	for _, g := range shifts.StaffGroups {
		groups = append(groups, layout.Option{Value: g, Text: words.StaffGroup(g)})
	}
	for _, p := range []string{measure.Day, measure.Night, measure.Weekend} {
		periods = append(periods, layout.Option{Value: p, Text: words.Period(p)})
	}
	for i, code := range fillrate.PartCodes {
		parts = append(parts, layout.Option{Value: code, Text: words.Part(fillrate.Part(i))})
	}
	parts = append(parts, layout.Option{Value: "framework_agency,off_framework_agency", Text: "Any agency"})
	return append(out, list("staff_group", "Staff group", a.StaffGroup, "All staff groups", groups),
		list("part", "Filled by", a.Part, "Filled and unfilled", parts), list("period", "When", a.Period, "Any time", periods))
}
