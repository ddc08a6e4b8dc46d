package hostpolicypage

import (
	"net/url"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/app"
)

// Stories are the page's states.
func Stories() []web.Story {
	who := auth.Principal{Subject: "story", Role: auth.Employer, Employer: "RWF", Duties: []string{auth.Executive}}
	byDefault := app.HostPolicyView{Employer: "RWF", NewHostPolicy: app.NewHostPolicy{RegisterFlagDays: 7, RegisterBlockDays: 14}}
	strict := app.HostPolicyView{Employer: "RWF", Version: 3, NewHostPolicy: app.NewHostPolicy{
		RegisterFlagDays: 3, RegisterBlockDays: 7, GraceDays: 14, DBSMonths: 36, OwnChecks: []string{"references"},
		Periods: []app.HostPeriod{{Framework: "cstf", Code: "FIRE", Level: 1, Months: 12}},
	}}
	wrong := fault.New(fault.Invalid, "invalid", "Some of what was given breaks a rule. Nothing was changed.").
		WithFields(fault.Field{Location: "form.periods", Message: "Line 1: give framework, subject, level and months, e.g. cstf FIRE 1 12."})
	story := func(name string, v View) web.Story {
		return web.Story{Name: "What we ask of everybody: " + name, Component: Page(v), Principal: who}
	}
	return []web.Story{
		story("the default", viewOf(byDefault, true, nil, nil, "")),
		story("changed", viewOf(strict, true, nil, nil, "What you ask for is changed.")),
		story("a refusal", viewOf(strict, true, url.Values{"periods": {"FIRE yearly"}, "register_flag_days": {"7"}}, wrong, "")),
		story("to be read", viewOf(strict, false, nil, nil, "")),
	}
}
