package reviews

import (
	"context"
	"net/url"
	"time"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/web/view"
)

// Stories are the pages' states.
func Stories() []web.Story {
	at := view.SampleNow.AddDate(0, 0, 3)
	d := app.DecisionView{
		DecisionID: view.Sample().WorkerID, WorkerID: view.Sample().WorkerID, HomeEmployer: "RVV", HostEmployer: "RWF", StartsAt: at, EndsAt: at.Add(12 * time.Hour),
		DecidedAt: view.SampleNow, Reasons: []reason.Reason{{Code: "COMPETENCE_MISSING", Weight: reason.Hard, Message: "This shift asks for Resuscitation level 2, which is not recorded.", Fix: "Complete it; the home employer records it."}},
		Review: &app.ReviewView{State: "requested", Words: "I did the course last month.", RequestedAt: view.SampleNow},
	}
	answered := d
	answered.Review = &app.ReviewView{State: "answered", Words: "I did the course last month.", RequestedAt: view.SampleNow, Outcome: "corrected", Answer: "It is on record now.", AnsweredAt: &view.SampleNow}
	wrong := fault.New(fault.Invalid, "invalid", "Some of what was given breaks a rule. Nothing was changed.").
		WithFields(fault.Field{Location: "form.words", Message: "Tell the worker what was found."})
	return []web.Story{
		{Name: "Decisions to look at again: one waits", Component: ListPage(List{Lines: []Line{lineOf(context.Background(), d)}}), Principal: view.Verifier},
		{Name: "Decisions to look at again: nobody waits", Component: ListPage(List{}), Principal: view.Verifier},
		{Name: "A decision to look at again", Component: OnePage(oneOf(context.Background(), d, url.Values{}, nil, "")), Principal: view.Verifier},
		{Name: "A decision to look at again: a refusal", Component: OnePage(oneOf(context.Background(), d, url.Values{"outcome": {"upheld"}}, wrong, "")), Principal: view.Verifier},
		{Name: "A decision to look at again: answered", Component: OnePage(oneOf(context.Background(), answered, url.Values{}, nil, "You have answered the worker.")), Principal: view.Verifier},
	}
}
