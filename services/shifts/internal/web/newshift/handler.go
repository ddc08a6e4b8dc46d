// Package newshift is the page /shifts/new: a template, a day and a number, or what a ward needs on one form.
package newshift

import (
	"net/http"
	"net/url"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
	"github.com/muster-ics/muster/services/shifts/internal/walltime"
	"github.com/muster-ics/muster/services/shifts/internal/web/view"
	"github.com/muster-ics/muster/services/shifts/internal/web/workform"
)

// Without is the value of ?template= that asks for the form without one.
const Without = "none"

// Handler answers the form and its sending.
type Handler struct{ App *app.App }

// Show answers GET /shifts/new?template=.
func (h Handler) Show(w http.ResponseWriter, r *http.Request) error {
	form := url.Values{"places": {"1"}, "break_minutes": {"60"}, "band": {"5"}, "staff_group": {"nursing_midwifery"},
		"date": {walltime.DayOf(h.App.Now()).String()}, "template": {r.URL.Query().Get("template")}}
	return h.render(w, r, http.StatusOK, form, nil)
}

// Send answers POST /shifts/new.
func (h Handler) Send(w http.ResponseWriter, r *http.Request) error {
	posted, err := h.post(r)
	if err == nil {
		http.Redirect(w, r, "/shifts/"+posted[0].ID.String(), http.StatusSeeOther)
		return nil
	}
	f, status, ok := view.Refusal(err)
	if !ok {
		return err
	}
	return h.render(w, r, status, r.PostForm, workform.OnTheForm(f))
}

func (h Handler) post(r *http.Request) ([]shift.State, error) {
	if t := r.PostForm.Get("template"); t != "" && t != Without {
		templateID, ask, err := fromTemplate(r.PostForm)
		if err != nil {
			return nil, err
		}
		return h.App.PostFrom(r.Context(), templateID, ask)
	}
	p, err := read(r.PostForm, view.Self(r.Context()).Employer)
	if err != nil {
		return nil, err
	}
	return h.App.Post(r.Context(), p)
}

func (h Handler) render(w http.ResponseWriter, r *http.Request, status int, form url.Values, f *fault.Error) error {
	all, err := h.App.TemplatesOf(r.Context(), "")
	if err != nil {
		return err
	}
	names, err := h.App.Directory(r.Context())
	if err != nil {
		return err
	}
	known, err := h.App.KnownWork(r.Context(), view.Self(r.Context()).Employer)
	if err != nil {
		return err
	}
	v := View{Form: workform.Of(view.Self(r.Context()).Employer, names, known, form, f), Templates: Choices(all, names)}
	v.WithoutTemplate = len(all) == 0 || form.Get("template") == Without || r.Method == http.MethodPost && form.Get("template") == ""
	return web.Render(w, r, status, Page(v))
}
