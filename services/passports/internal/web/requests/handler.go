// Package requests is the page /passport/requests/{id}: a receiver asks to see something, and the worker answers from the
// passport that is kept here.
package requests

import (
	"errors"
	"net/http"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/web/view"
)

// Handler answers the page.
type Handler struct{ Use *app.Passports }

// View is what the page shows.
type View struct {
	app.Preview
	Problem *fault.Error
}

// Show answers GET /passport/requests/{id}.
func (h Handler) Show(w http.ResponseWriter, r *http.Request) error {
	return h.show(w, r, http.StatusOK, nil)
}

func (h Handler) show(w http.ResponseWriter, r *http.Request, status int, problem *fault.Error) error {
	requestID, err := requestOf(r)
	if err != nil {
		return err
	}
	preview, err := h.Use.PreviewRequest(r.Context(), requestID)
	if err != nil {
		return err
	}
	return web.Render(w, r, status, Page(View{Preview: preview, Problem: problem}))
}

// Answer answers POST /passport/requests/{id}: the worker shows what is ticked.
func (h Handler) Answer(w http.ResponseWriter, r *http.Request) error {
	requestID, err := requestOf(r)
	if err != nil {
		return err
	}
	_, err = h.Use.PresentOwn(r.Context(), app.PresentOwn{
		Request: requestID, Chosen: app.Chosen{Keep: r.PostForm["keep"], Show: r.PostForm["show"]}, RequestID: web.RequestID(r.Context()),
	})
	return h.after(w, r, err)
}

// Decline answers POST /passport/requests/{id}/decline.
func (h Handler) Decline(w http.ResponseWriter, r *http.Request) error {
	requestID, err := requestOf(r)
	if err != nil {
		return err
	}
	return h.after(w, r, h.Use.DeclineRequest(r.Context(), requestID, web.RequestID(r.Context())))
}

// LinkView is what the page with the link shows.
type LinkView struct {
	Link    string
	Problem *fault.Error
	// Before are the newest that receivers outside this system asked.
	Before []app.ApproachView
}

// OpenPage answers GET /passport/requests. A receiver may lead there by a link of https, with the members of its request
// behind the question mark; the worker still has to press the button.
func (h Handler) OpenPage(w http.ResponseWriter, r *http.Request) error {
	link := ""
	if r.URL.Query().Has("client_id") {
		link = "openid4vp://?" + r.URL.RawQuery
	}
	return h.openPage(w, r, http.StatusOK, link, nil)
}

func (h Handler) openPage(w http.ResponseWriter, r *http.Request, status int, link string, problem *fault.Error) error {
	before, err := h.Use.ShowApproaches(r.Context())
	if err != nil {
		return err
	}
	return web.Render(w, r, status, LinkPage(LinkView{Link: link, Problem: problem, Before: before}))
}

// Open answers POST /passport/requests: the link that a receiver showed leads to its request, or is refused.
func (h Handler) Open(w http.ResponseWriter, r *http.Request) error {
	opened, err := h.Use.OpenLink(r.Context(), r.PostFormValue("link"), web.RequestID(r.Context()))
	var f *fault.Error
	if errors.As(err, &f) && (f.Kind == fault.Invalid || f.Kind == fault.Forbidden || f.Kind == fault.Conflict) {
		return h.openPage(w, r, http.StatusUnprocessableEntity, r.PostFormValue("link"), f)
	}
	if err != nil {
		return err
	}
	to := "/passport/requests/" + opened.Request.String()
	if opened.Approach != id.Nil {
		to = "/passport/approaches/" + opened.Approach.String()
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}

func (h Handler) after(w http.ResponseWriter, r *http.Request, err error) error {
	if f, status, refused := view.Refusal(err, ""); refused {
		return h.show(w, r, status, f)
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, "/passport/requests/"+r.PathValue("id"), http.StatusSeeOther)
	return nil
}

func requestOf(r *http.Request) (id.ID, error) {
	requestID, err := id.Parse(r.PathValue("id"))
	if err != nil {
		return id.Nil, app.ErrNoRequest
	}
	return requestID, nil
}
