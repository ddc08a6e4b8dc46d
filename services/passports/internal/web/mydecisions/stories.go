package mydecisions

import (
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
	who := auth.Principal{Subject: "story", Role: auth.Worker, WorkerID: view.Sample().WorkerID, Employer: "RVV"}
	names := map[string]string{"RWF": "Sample Hospitals"}
	no := sample("ineligible")
	no.Reasons = []reason.Reason{{Code: "COMPETENCE_EXPIRES", Weight: reason.Hard, Message: "Fire Safety runs out on 9 February 2026, before this shift ends.", Fix: "Book the refresher; the home employer records it."}}
	no.Requirements = []app.Requirement{
		{Rule: "right_to_work", Result: "met", ValidUntil: &no.EndsAt},
		{Rule: "competency", Name: "cstf:FIRE:1", Result: "unmet", Code: "COMPETENCE_EXPIRES", Reason: no.Reasons[0].Message, Fix: &app.Fix{Who: "worker", Action: "Book the refresher."}},
		{Rule: "registration", Name: "NMC", Result: "approval", Code: "REG_CONDITIONS", Reason: "The register has conditions.", Override: view.Sample().WorkerID},
	}
	yes := sample("eligible")
	ended := sample("ineligible")
	ended.TookBack, ended.Cause = true, "passport_changed"
	asked, answered := no, no
	asked.Review = &app.ReviewView{State: "requested", Words: "I did the training last week.", RequestedAt: view.SampleNow}
	answered.Review = &app.ReviewView{State: "answered", Words: "I did the training last week.", RequestedAt: view.SampleNow, Outcome: "corrected", Answer: "You are right; it is recorded now.", AnsweredAt: &no.EndsAt}
	used := []app.OverrideView{{ShiftID: no.ShiftID, State: "granted", Requirement: "registration:NMC", Why: "patient_safety", RequestedOrg: "RWF"}}
	refused := fault.New(fault.Invalid, "invalid", "Some of what was given breaks a rule. Nothing was changed.").
		WithFields(fault.Field{Location: "form.words", Message: "Say in up to 2000 letters what should be looked at again."})
	one := func(name string, o One) web.Story {
		return web.Story{Name: "A decision about me: " + name, Component: OnePage(o), Principal: who}
	}
	return []web.Story{
		{Name: "Decisions about me: some", Component: Page(listOf([]app.DecisionView{no, yes, ended, asked}, names, Address+"?before=x")), Principal: who},
		{Name: "Decisions about me: none", Component: Page(listOf(nil, nil, "")), Principal: who},
		one("not cleared", oneOf(no, used, names, url.Values{}, nil, false)),
		one("cleared", oneOf(yes, nil, names, url.Values{}, nil, false)),
		one("review asked", oneOf(asked, nil, names, url.Values{}, nil, true)),
		one("review answered", oneOf(answered, nil, names, url.Values{}, nil, false)),
		one("a refusal", oneOf(no, nil, names, url.Values{"words": {""}}, refused, false)),
	}
}

func sample(outcome string) app.DecisionView {
	start := view.SampleNow.AddDate(0, 0, 9)
	return app.DecisionView{
		DecisionID: "01957f00-0000-7000-8000-0000000000d1", WorkerID: view.Sample().WorkerID, BookingID: "01957f00-0000-7000-8000-0000000000b1",
		ShiftID: "01957f00-0000-7000-8000-0000000000f1", HomeEmployer: "RVV", HostEmployer: "RWF", StartsAt: start, EndsAt: start.Add(12 * time.Hour),
		Cause: "booking_requested", Outcome: outcome, DecidedAt: view.SampleNow,
	}
}
