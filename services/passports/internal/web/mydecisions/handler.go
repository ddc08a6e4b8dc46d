// Package mydecisions is the page /passport/decisions: every decision about the worker, what it looked at, who can put
// right what was missing, and the way to ask a person to look again.
package mydecisions

import (
	"net/http"
	"net/url"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/web/view"
)

// Address is where the page lies.
const Address = "/passport/decisions"

const (
	decisionsOnPage = 20
	// overridesShown is how many of the worker's overrides are looked through for those of one shift.
	overridesShown = 200
)

// Handler answers the pages and the form.
type Handler struct{ Use *app.Passports }

// List answers GET /passport/decisions.
func (h Handler) List(w http.ResponseWriter, r *http.Request) error {
	before, _, err := web.DecodeCursor[id.ID](nil, r.URL.Query().Get("before"))
	if err != nil {
		return err
	}
	page, err := h.Use.OwnDecisions(r.Context(), before, decisionsOnPage)
	if err != nil {
		return err
	}
	names, err := h.Use.EmployerNames(r.Context(), hostsIn(page.Decisions)...)
	if err != nil {
		return err
	}
	next := ""
	if page.Next != id.Nil {
		next = Address + "?before=" + web.EncodeCursor([]any(nil), page.Next)
	}
	return web.Render(w, r, http.StatusOK, Page(listOf(page.Decisions, names, next)))
}

// Show answers GET /passport/decisions/{id}.
func (h Handler) Show(w http.ResponseWriter, r *http.Request) error {
	return h.one(w, r, http.StatusOK, url.Values{}, nil)
}

// Review answers the form that asks a person to look again.
func (h Handler) Review(w http.ResponseWriter, r *http.Request) error {
	decision, err := id.Parse(r.PathValue("id"))
	if err != nil {
		return app.ErrNoDecision
	}
	err = h.Use.RequestReview(r.Context(), decision, r.PostForm.Get("words"), web.RequestID(r.Context()))
	if refused, status, ok := view.Refusal(err, ""); ok {
		return h.one(w, r, status, r.PostForm, refused)
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, Address+"/"+decision.String()+"?done=review", http.StatusSeeOther)
	return nil
}

func (h Handler) one(w http.ResponseWriter, r *http.Request, status int, form url.Values, refused *fault.Error) error {
	decision, err := id.Parse(r.PathValue("id"))
	if err != nil {
		return app.ErrNoDecision
	}
	d, err := h.Use.ShowDecision(r.Context(), decision)
	if err != nil {
		return err
	}
	used, err := h.Use.OwnOverrides(r.Context(), id.Nil, overridesShown)
	if err != nil {
		return err
	}
	names, err := h.Use.EmployerNames(r.Context(), d.HostEmployer, d.HomeEmployer)
	if err != nil {
		return err
	}
	return web.Render(w, r, status, OnePage(oneOf(d, used.Overrides, names, form, refused, r.URL.Query().Get("done") == "review")))
}

func hostsIn(all []app.DecisionView) []string {
	seen, out := map[string]bool{}, []string{}
	for _, d := range all {
		if !seen[d.HostEmployer] {
			seen[d.HostEmployer] = true
			out = append(out, d.HostEmployer)
		}
	}
	return out
}
