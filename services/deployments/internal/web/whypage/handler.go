// Package whypage is the page /deployments/{id}: why a worker of one employer may work for another, or may not, and that the
// rules give the same answer again over the facts that were kept.
package whypage

import (
	"net/http"
	"strconv"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/web/view"
)

// View is what the page shows.
type View struct {
	Title   string
	Status  view.Status
	About   []layout.Row
	Answers []Answer
}

// Answer is one answer that was given.
type Answer struct {
	Heading, When string
	// Agreement is what covers the shift, with its address; empty where nothing does.
	Agreement, Href string
	// Aid is the address of the mutual aid that opened the shift.
	Aid     string
	Reasons []reason.Reason
	Digest  string
	Same    bool
	// Inputs are the facts, for auditors alone.
	Inputs string
}

// Handler answers GET /deployments/{id}.
func Handler(a *app.App) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, r *http.Request) error {
		dep, err := id.Parse(r.PathValue("id"))
		if err != nil {
			return fault.New(fault.NotFound, "deployment_not_found", "There is no such deployment.")
		}
		d, all, err := a.ExplainDeployment(r.Context(), dep)
		if err != nil {
			return err
		}
		names, err := view.EmployerNames(r.Context(), a)
		if err != nil {
			return err
		}
		sites, err := view.SiteNames(r.Context(), a)
		if err != nil {
			return err
		}
		v := viewOf(d.Record(), names, sites)
		for _, x := range all {
			answer := answerOf(x, view.Self(r.Context()).Role == auth.Auditor)
			if x.Outcome.Yes() {
				// The title of the version that covered it is the agreement's own page's matter: a reader may not know of it any more.
				if agr, err := a.FindAgreement(r.Context(), x.Outcome.Agreement); err == nil {
					answer.Agreement = agr.Title() + ", version " + strconv.FormatInt(x.Outcome.Terms, 10)
				}
			}
			v.Answers = append(v.Answers, answer)
		}
		return web.Render(w, r, http.StatusOK, Page(v))
	}
}

var statuses = map[string]view.Status{
	"authorised": {Kind: layout.Green, Text: "Authorised"},
	"refused":    {Kind: layout.Red, Text: "Refused"},
	"stood_down": {Kind: layout.Grey, Text: "The booking has ended"},
	"revoked":    {Kind: layout.Red, Text: "Revoked"},
}

func viewOf(r app.DeploymentRecord, names, sites view.Names) View {
	return View{
		Title: names.Of(r.Home) + " to " + names.Of(r.Host), Status: statuses[string(r.Status)],
		About: []layout.Row{
			{Key: "Shift", Value: layout.Moment(r.StartsAt) + " to " + layout.Moment(r.EndsAt), TestID: "shift"},
			{Key: "Where", Value: sites.Of(r.Site)},
			{Key: "As", Value: app.Label(app.StaffGroups, r.StaffGroup) + ", " + app.Label(app.Bands, r.Band)},
			{Key: "Worker", Value: view.ShortID(r.Worker.String())},
		},
	}
}

// headings say what was asked, by the cause that is kept.
var headings = map[string]string{
	"booking_requested": "When the worker asked for the shift",
	"agreement_changed": "When the agreement changed",
	"passport_changed":  "When the passport changed",
}

func answerOf(x app.Replayed, auditor bool) Answer {
	out := Answer{Heading: headings[x.Cause], When: layout.Moment(x.At), Reasons: x.Outcome.Reasons, Digest: x.Digest, Same: x.Same}
	if x.Outcome.Yes() {
		out.Href = "/agreements/" + x.Outcome.Agreement.String() + "/versions/" + strconv.FormatInt(x.Outcome.Terms, 10)
		out.Agreement = "An agreement, version " + strconv.FormatInt(x.Outcome.Terms, 10)
		if x.Outcome.Aid != id.Nil {
			out.Aid = "/mutual-aid/" + x.Outcome.Aid.String()
		}
	}
	if auditor {
		out.Inputs = string(x.Inputs)
	}
	return out
}
