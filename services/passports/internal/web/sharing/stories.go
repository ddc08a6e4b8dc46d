package sharing

import (
	"net/url"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/web/view"
)

// Stories are the page's states.
func Stories() []web.Story {
	who := auth.Principal{Subject: "story", Role: auth.Worker, WorkerID: view.Sample().WorkerID, Employer: "RVV"}
	now, until := view.SampleNow, view.SampleNow.AddDate(0, 6, 0)
	shift := now.AddDate(0, 0, 9)
	ahead := app.BookingAhead{BookingID: view.Sample().WorkerID, Site: "RWF03", Ward: "amu", Role: "registered_nurse", Band: "5", StartsAt: shift, EndsAt: shift.Add(12 * time.Hour), Confirmed: true}
	given := app.Disclosure{Employer: "RWF", Name: "Sample Hospitals", Status: "authorised", From: &now, Agreement: "A sample agreement", Bookings: []app.BookingAhead{ahead}}
	timed := app.Disclosure{Employer: "RPA", Status: "authorised", From: &now, Until: &until}
	open := app.Disclosure{Employer: "RN7", Name: "Sample Community Trust", Status: "offered", Agreement: "A sample agreement"}
	gone := app.Disclosure{Employer: "RYY", Name: "Sample Mental Health Trust", Status: "withdrawn", From: &now, WithdrawnAt: &now}
	merged := app.Disclosure{
		Employer: "R1K", Name: "Sample Health Trust", Status: "authorised", From: &now, Agreement: "A sample agreement",
		Followed: []string{"RN5", "RPC"}, FollowedNames: map[string]string{"RN5": "Sample Old Trust"},
	}
	refused := fault.New(fault.Invalid, "invalid", "Some of what was given breaks a rule. Nothing was changed.").
		WithFields(fault.Field{Location: "form.employer", Message: "Tick at least one employer, or give a code."}, fault.Field{Location: "form.another", Message: "Give the ODS code of the employer: 1 to 12 capitals and digits."})
	busy := fault.New(fault.Conflict, "bookings_changed", "Since you looked, more of your bookings there would end. Look at the list again, then decide. Nothing was changed.")
	story := func(name string, v View) web.Story {
		return web.Story{Name: "Share my passport: " + name, Component: Page(v), Principal: who}
	}
	return []web.Story{
		story("some said yes to, some open", viewOf([]app.Disclosure{given, timed, open, gone}, url.Values{}, nil, done["yes"])),
		story("nobody yet, and none is open", viewOf(nil, url.Values{}, nil, "")),
		story("a refusal", viewOf([]app.Disclosure{open}, url.Values{"another": {"nowhere"}}, refused, "")),
		{Name: "Withdraw your yes: a booking ends", Component: WithdrawPage(askOf(given, nil)), Principal: who},
		{Name: "Withdraw your yes: nothing ends", Component: WithdrawPage(askOf(timed, nil)), Principal: who},
		{Name: "Withdraw your yes: booked meanwhile", Component: WithdrawPage(askOf(given, busy)), Principal: who},
		story("a yes that holds for whoever followed", viewOf([]app.Disclosure{merged, open}, url.Values{}, nil, "")),
		{Name: "Withdraw your yes: of whoever followed", Component: WithdrawPage(askOf(merged, nil)), Principal: who},
	}
}
