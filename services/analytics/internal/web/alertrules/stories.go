package alertrules

import (
	"net/url"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/analytics/internal/alert"
	"github.com/muster-ics/muster/services/analytics/internal/app"
)

var somebody = auth.Principal{Subject: "story", Name: "Lee Lead", Role: auth.Lead, ICS: "QKS"}

// Stories are the pages in all states.
func Stories() []web.Story {
	names := app.NamesOf(app.EmployerFigures{ODS: "RVV", Name: "East Kent Hospitals University NHS Foundation Trust"}, app.EmployerFigures{ODS: "RPA", Name: "Medway NHS Foundation Trust"})
	nights := started[alert.FillBelow]
	nights.ID, nights.Version, nights.Name = id.ID{1}, 4, "Nurses' nights"
	nights.Scope = alert.Scope{Role: "registered_nurse", Period: "night", StaffGroup: "nursing_midwifery"}
	off := started[alert.Silence]
	off.ID, off.Version, off.Name, off.On, off.Owner, off.Scope.Employer = id.ID{2}, 2, "Quiet for an hour", false, "RVV", "RVV"
	until := time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC)
	tried := &app.Tried{Calls: alert.Calls{Raised: 12, Employers: 3, Standing: 2, Longest: 320 * time.Minute}, From: until.Add(-tryDays), Until: until}
	bad := fault.New(fault.Invalid, "invalid_input", "Some of this cannot be right; see what to change.").WithFields(fault.Field{Location: "form.raise", Message: "Give a percentage, for example 85 or 82.5."})
	c := choices{names: names, roles: []string{"midwife", "registered_nurse"}, lead: true}
	form := func(r alert.Rule, typed url.Values, f *fault.Error, tried *app.Tried) Form {
		v := formOf(r, typed, f, tried, c)
		v.May = true
		return v
	}
	list := ListView{May: true, Saved: true, Rules: []Line{lineOf(nights, names, somebody), lineOf(off, names, somebody)}}
	return []web.Story{
		{Name: "Rules of alerts", Component: ListPage(list), Principal: somebody},
		{Name: "Rules of alerts: none", Component: ListPage(ListView{}), Principal: somebody},
		{Name: "New rule: choose", Component: ChoosePage(), Principal: somebody},
		{Name: "New rule", Component: FormPage(form(started[alert.AboveAgreed], nil, nil, nil)), Principal: somebody},
		{Name: "Rule: tried", Component: FormPage(form(nights, nil, nil, tried)), Principal: somebody},
		{Name: "Rule: refused", Component: FormPage(form(nights, url.Values{"name": {"Nights"}, "raise": {"many"}}, bad, nil)), Principal: somebody},
		{Name: "Rule of silence, off", Component: FormPage(form(off, nil, nil, &app.Tried{From: until, Until: until})), Principal: somebody},
	}
}

const tryDays = 28 * 24 * time.Hour
