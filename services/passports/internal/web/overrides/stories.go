package overrides

import (
	"context"
	"net/url"
	"time"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/web/view"
)

// Stories are the pages' states.
func Stories() []web.Story {
	who := auth.Principal{Subject: "story", Role: auth.Employer, Employer: "RWF", Duties: []string{auth.Approve, auth.Executive}}
	at := view.SampleNow.AddDate(0, 0, 3)
	asked := app.OverrideView{
		OverrideID: view.Sample().WorkerID, State: "requested", HomeEmployer: "RVV", HostEmployer: "RWF", StartsAt: at, EndsAt: at.Add(12 * time.Hour), ExpiresAt: at.Add(12 * time.Hour),
		Requirement: "registration:NMC", Code: "REG_CONDITIONS", Why: "agreed_conditions", Eyes: "home_and_host", Words: "The conditions allow work under supervision, which the ward gives.",
		RequestedOrg: "RVV", RequestedAt: view.SampleNow, MayDecide: true,
	}
	granted := asked
	granted.ExpiresAt = at.Add(-24 * time.Hour)
	granted.State, granted.DecidedOrg, granted.DecidedAt, granted.MayDecide = "granted", "RWF", &view.SampleNow, false
	refused := app.DecisionView{
		DecisionID: view.Sample().WorkerID, HomeEmployer: "RVV", HostEmployer: "RWF", StartsAt: at, EndsAt: at.Add(12 * time.Hour), Outcome: "ineligible",
		Requirements: []app.Requirement{{Rule: "competency", Name: "cstf:FIRE:1", Result: "unmet", Code: "COMPETENCE_EXPIRES", Reason: "Fire Safety runs out on 12 Mar 2026, before this shift ends."}},
		Reasons:      []reason.Reason{{Code: "COMPETENCE_EXPIRES", Weight: reason.Hard, Message: "Fire Safety runs out on 12 Mar 2026, before this shift ends.", Fix: "Book the refresher; the home employer records it."}},
	}
	never := refused
	never.Requirements = []app.Requirement{{Rule: "hold", Result: "unmet", Code: "HOLD"}}
	never.Reasons = []reason.Reason{{Code: "HOLD", Weight: reason.Hard, Message: "A hold on deployment covers this shift.", Fix: "The home employer placed the hold, can say more, and can lift it."}}
	wrong := fault.New(fault.Invalid, "invalid", "Some of what was given breaks a rule. Nothing was changed.").
		WithFields(fault.Field{Location: "form.words", Message: "Say in a sentence why this shift may be worked all the same."})
	counts := []app.OverrideCount{{Host: "RWF", Code: "REG_CONDITIONS", State: "granted", N: 2}}
	story := func(name string, v List) web.Story {
		return web.Story{Name: "Overrides: " + name, Component: ListPage(v), Principal: who}
	}
	return []web.Story{
		story("some", listOf(context.Background(), app.OverridePage{Overrides: []app.OverrideView{asked, granted}, Counts: counts}, "")),
		story("none", listOf(context.Background(), app.OverridePage{}, "")),
		{Name: "An override: to be decided", Component: OnePage(oneOf(context.Background(), asked, "", nil)), Principal: who},
		{Name: "An override: granted", Component: OnePage(oneOf(context.Background(), granted, done["grant"], nil)), Principal: who},
		{Name: "Bookings that were not cleared", Component: RefusalsPage(Refusals{Lines: []Line{refusalOf(context.Background(), refused), refusalOf(context.Background(), never)}}), Principal: who},
		{Name: "Ask for an override", Component: AskPage(askOf(context.Background(), refused, url.Values{}, nil)), Principal: who},
		{Name: "Ask for an override: a refusal", Component: AskPage(askOf(context.Background(), refused, url.Values{"why": {"patient_safety"}, "requirement": {"competency:cstf:FIRE:1"}}, wrong)), Principal: who},
		{Name: "Ask for an override: nothing to ask", Component: AskPage(askOf(context.Background(), never, url.Values{}, nil)), Principal: who},
	}
}
