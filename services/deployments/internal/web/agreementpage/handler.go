// Package agreementpage is the page /agreements/{id}: what an agreement says, who has signed it, and what the reader may
// do about it.
package agreementpage

import (
	"net/http"
	"time"

	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/web/view"
)

// Handler answers the page's address, its text and its three forms.
type Handler struct{ App *app.App }

// what the reader has done, by the word in the address after the redirect.
var done = map[string]string{
	"drafted": "The agreement is drafted. Nobody has been told of it yet.",
	"offered": "The agreement is offered to its parties.",
	"signed":  "You have signed the agreement.",
	"ended":   "The end of the agreement is recorded.",
}

// Show answers GET /agreements/{id}.
func (h Handler) Show(w http.ResponseWriter, r *http.Request) error {
	v, err := h.view(r)
	if err != nil {
		return err
	}
	v.Done = done[r.URL.Query().Get("done")]
	return web.Render(w, r, http.StatusOK, Page(v))
}

// Text answers GET /agreements/{id}/text.
func (h Handler) Text(w http.ResponseWriter, r *http.Request) error {
	v, err := h.view(r)
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, TextPage(v))
}

// Offer answers POST /agreements/{id}/offer.
func (h Handler) Offer(w http.ResponseWriter, r *http.Request) error {
	return h.act(w, r, "offered", func(agr id.ID) error {
		_, err := h.App.OfferAgreement(r.Context(), agr)
		return err
	})
}

// Sign answers POST /agreements/{id}/sign.
func (h Handler) Sign(w http.ResponseWriter, r *http.Request) error {
	return h.act(w, r, "signed", func(agr id.ID) error {
		_, err := h.App.SignAgreement(r.Context(), agr, r.PostFormValue("capacity"), r.PostFormValue("terms_hash"))
		return err
	})
}

// End answers POST /agreements/{id}/end. A last day is worked to its midnight in London.
func (h Handler) End(w http.ResponseWriter, r *http.Request) error {
	return h.act(w, r, "ended", func(agr id.ID) error {
		var at *time.Time
		if day := r.PostFormValue("at"); day != "" {
			t, err := time.ParseInLocation(time.DateOnly, day, clock.London)
			if err != nil {
				return fault.New(fault.Invalid, "end_invalid", "The agreement cannot end then.").
					WithFields(fault.Field{Location: "form.at", Message: "Enter the last day as a date, such as 2026-12-31."})
			}
			t = t.AddDate(0, 0, 1).UTC()
			at = &t
		}
		_, err := h.App.EndAgreement(r.Context(), agr, at)
		return err
	})
}

func (h Handler) act(w http.ResponseWriter, r *http.Request, word string, do func(id.ID) error) error {
	agr, err := pathID(r)
	if err != nil {
		return err
	}
	err = do(agr)
	if err == nil {
		http.Redirect(w, r, "/agreements/"+agr.String()+"?done="+word, http.StatusSeeOther)
		return nil
	}
	f, status, ok := view.Refusal(err)
	if !ok {
		return err
	}
	v, err := h.view(r)
	if err != nil {
		return err
	}
	v.Fault, v.Capacity, v.At = f, r.PostFormValue("capacity"), r.PostFormValue("at")
	return web.Render(w, r, status, Page(v))
}

func (h Handler) view(r *http.Request) (View, error) {
	agr, err := pathID(r)
	if err != nil {
		return View{}, err
	}
	x, err := h.App.FindAgreement(r.Context(), agr)
	if err != nil {
		return View{}, err
	}
	names, err := view.EmployerNames(r.Context(), h.App)
	return viewOf(x, names, view.Self(r.Context())), err
}

func pathID(r *http.Request) (id.ID, error) {
	agr, err := id.Parse(r.PathValue("id"))
	if err != nil {
		return agr, fault.New(fault.NotFound, "agreement_not_found", "There is no such agreement.")
	}
	return agr, nil
}
