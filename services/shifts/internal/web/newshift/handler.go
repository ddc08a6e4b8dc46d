// Package newshift is the page /shifts/new: what a ward needs, on one form.
package newshift

import (
	"net/http"
	"net/url"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/web/view"
)

// Handler answers the form and its sending.
type Handler struct{ App *app.App }

// Show answers GET /shifts/new.
func (h Handler) Show(w http.ResponseWriter, r *http.Request) error {
	if _, err := h.App.Policy().Check(r.Context(), app.PostShift, auth.Facts{Employer: view.Self(r.Context()).Employer}); err != nil {
		return err
	}
	return h.render(w, r, http.StatusOK, url.Values{"places": {"1"}, "break_minutes": {"60"}, "band": {"5"}, "staff_group": {"nursing_midwifery"}}, nil)
}

// Send answers POST /shifts/new.
func (h Handler) Send(w http.ResponseWriter, r *http.Request) error {
	p, err := read(r.PostForm, view.Self(r.Context()).Employer)
	if err == nil {
		posted, perr := h.App.Post(r.Context(), p)
		if perr == nil {
			http.Redirect(w, r, "/shifts/"+posted[0].ID.String(), http.StatusSeeOther)
			return nil
		}
		err = perr
	}
	f, status, ok := view.Refusal(err)
	if !ok {
		return err
	}
	return h.render(w, r, status, r.PostForm, onTheForm(f))
}

func (h Handler) render(w http.ResponseWriter, r *http.Request, status int, form url.Values, f *fault.Error) error {
	names, err := h.App.Directory(r.Context())
	if err != nil {
		return err
	}
	return web.Render(w, r, status, Page(viewOf(view.Self(r.Context()).Employer, names, form, f)))
}
