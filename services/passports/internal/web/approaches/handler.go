// Package approaches is the page /passport/approaches/{id}: a receiver outside this system asks to see something, and the
// worker answers from the passport that is kept here.
package approaches

import (
	"net/http"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/web/view"
)

// Address is where the pages lie.
const Address = "/passport/approaches/"

// Handler answers the page and its forms.
type Handler struct{ Use *app.Passports }

// View is what the page shows.
type View struct {
	app.ApproachView
	Problem *fault.Error
}

// Show answers GET /passport/approaches/{id}.
func (h Handler) Show(w http.ResponseWriter, r *http.Request) error {
	return h.show(w, r, http.StatusOK, nil)
}

func (h Handler) show(w http.ResponseWriter, r *http.Request, status int, problem *fault.Error) error {
	approachID, err := approachOf(r)
	if err != nil {
		return err
	}
	v, err := h.Use.ShowApproach(r.Context(), approachID)
	if err != nil {
		return err
	}
	return web.Render(w, r, status, Page(View{ApproachView: v, Problem: problem}))
}

// Answer answers POST /passport/approaches/{id}: the worker shows what is ticked.
func (h Handler) Answer(w http.ResponseWriter, r *http.Request) error {
	approachID, err := approachOf(r)
	if err != nil {
		return err
	}
	_, err = h.Use.AnswerApproach(r.Context(), app.AnswerApproach{
		Approach: approachID, Chosen: app.Chosen{Keep: r.PostForm["keep"], Show: r.PostForm["show"]}, RequestID: web.RequestID(r.Context()),
	})
	return h.after(w, r, err)
}

// Decline answers POST /passport/approaches/{id}/decline.
func (h Handler) Decline(w http.ResponseWriter, r *http.Request) error {
	approachID, err := approachOf(r)
	if err != nil {
		return err
	}
	return h.after(w, r, h.Use.DeclineApproach(r.Context(), approachID, web.RequestID(r.Context())))
}

func (h Handler) after(w http.ResponseWriter, r *http.Request, err error) error {
	if f, status, refused := view.Refusal(err, ""); refused {
		return h.show(w, r, status, f)
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, Address+r.PathValue("id"), http.StatusSeeOther)
	return nil
}

func approachOf(r *http.Request) (id.ID, error) {
	approachID, err := id.Parse(r.PathValue("id"))
	if err != nil {
		return id.Nil, app.ErrNoApproach
	}
	return approachID, nil
}
