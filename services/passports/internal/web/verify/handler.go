// Package verify is for receivers: the public page that verifies a presentation, and the requests of employers with their
// results.
package verify

import (
	"net/http"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/web/view"
)

// Handler answers the pages.
type Handler struct{ Use *app.Passports }

// PasteView is what the public page shows.
type PasteView struct {
	Nonce, Audience string
	// Result is of what was pasted before; nil before anything was.
	Result *app.Pasted
	// Receiver tells that whoever is signed in may make requests.
	Receiver bool
}

// Paste answers GET /verify.
func (h Handler) Paste(w http.ResponseWriter, r *http.Request) error {
	return h.paste(w, r, nil)
}

// Judge answers POST /verify.
func (h Handler) Judge(w http.ResponseWriter, r *http.Request) error {
	result, err := h.Use.VerifyPasted(r.Context(), r.PostFormValue("presentation"), r.PostFormValue("nonce"))
	if err != nil {
		return err
	}
	return h.paste(w, r, &result)
}

func (h Handler) paste(w http.ResponseWriter, r *http.Request, result *app.Pasted) error {
	nonce, err := h.Use.NewNonce(r.Context(), app.VerifyNonce)
	if err != nil {
		return err
	}
	who, _ := auth.From(r.Context())
	return web.Render(w, r, http.StatusOK, PastePage(PasteView{
		Nonce: nonce, Audience: h.Use.VerifyAudience(), Result: result, Receiver: who.Role == auth.Employer && who.Has(auth.Verify),
	}))
}

// ListView is what the page of requests shows.
type ListView struct {
	Requests []app.RequestView
	Problem  *fault.Error
	// Purpose and Want are what was chosen.
	Purpose string
	Want    []string
}

// List answers GET /verify/requests.
func (h Handler) List(w http.ResponseWriter, r *http.Request) error {
	return h.list(w, r, http.StatusOK, ListView{Purpose: "bank_shift", Want: []string{"identity", "registration", "right_to_work", "dbs", "health"}})
}

func (h Handler) list(w http.ResponseWriter, r *http.Request, status int, v ListView) error {
	requests, err := h.Use.ShowRequests(r.Context(), id.Nil, 20)
	if err != nil {
		return err
	}
	v.Requests = requests
	return web.Render(w, r, status, ListPage(v))
}

// Ask answers POST /verify/requests.
func (h Handler) Ask(w http.ResponseWriter, r *http.Request) error {
	v := ListView{Purpose: r.PostFormValue("purpose"), Want: r.PostForm["want"]}
	made, err := h.Use.RequestPresentation(r.Context(), app.RequestPresentation{
		Purpose: v.Purpose, Asks: AsksOf(v.Want), RequestID: web.RequestID(r.Context()),
	})
	if f, status, refused := view.Refusal(err, ""); refused {
		v.Problem = f
		return h.list(w, r, status, v)
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, "/verify/requests/"+made.ID.String(), http.StatusSeeOther)
	return nil
}

// Result answers GET /verify/requests/{id}: the code to show while the request is open, and what came of it.
func (h Handler) Result(w http.ResponseWriter, r *http.Request) error {
	requestID, err := id.Parse(r.PathValue("id"))
	if err != nil {
		return app.ErrNoRequest
	}
	v, err := h.Use.ShowRequest(r.Context(), requestID)
	if err != nil {
		return err
	}
	if r.Header.Get("HX-Request") == "true" {
		return web.Render(w, r, http.StatusOK, Outcome(v))
	}
	return web.Render(w, r, http.StatusOK, ResultPage(v))
}
