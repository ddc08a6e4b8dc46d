// Package templates is the pages under /templates: what wards usually ask for.
package templates

import (
	"net/http"
	"net/url"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/template"
	"github.com/muster-ics/muster/services/shifts/internal/web/view"
	"github.com/muster-ics/muster/services/shifts/internal/web/workform"
)

// Handler answers the list, the form of one and what is done with it.
type Handler struct{ App *app.App }

// List answers GET /templates.
func (h Handler) List(w http.ResponseWriter, r *http.Request) error {
	all, err := h.App.TemplatesOf(r.Context(), "")
	if err != nil {
		return err
	}
	names, err := h.App.Directory(r.Context())
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, List(wards(all, names)))
}

// New answers GET /templates/new.
func (h Handler) New(w http.ResponseWriter, r *http.Request) error {
	if _, err := h.App.Policy().Check(r.Context(), app.KeepTemplate, auth.Facts{Employer: view.Self(r.Context()).Employer}); err != nil {
		return err
	}
	return h.render(w, r, http.StatusOK, template.State{}, url.Values{"break_minutes": {"60"}, "band": {"5"}, "staff_group": {"nursing_midwifery"}}, nil)
}

// Make answers POST /templates/new.
func (h Handler) Make(w http.ResponseWriter, r *http.Request) error {
	return h.save(w, r, template.State{}, func(c template.Content) error {
		_, err := h.App.MakeTemplate(r.Context(), c)
		return err
	})
}

// Edit answers GET /templates/{id}.
func (h Handler) Edit(w http.ResponseWriter, r *http.Request) error {
	s, err := h.one(r)
	if err != nil {
		return err
	}
	return h.render(w, r, http.StatusOK, s, workform.Values(s.Content), nil)
}

// Save answers POST /templates/{id}.
func (h Handler) Save(w http.ResponseWriter, r *http.Request) error {
	s, err := h.one(r)
	if err != nil {
		return err
	}
	return h.save(w, r, s, func(c template.Content) error {
		_, err := h.App.ChangeTemplate(r.Context(), s.ID, c, view.Seen(r.PostForm))
		return err
	})
}

// Remove answers POST /templates/{id}/remove.
func (h Handler) Remove(w http.ResponseWriter, r *http.Request) error {
	s, err := h.one(r)
	if err != nil {
		return err
	}
	_, err = h.App.RemoveTemplate(r.Context(), s.ID, view.Seen(r.PostForm))
	return h.done(w, r, s, workform.Values(s.Content), err)
}

func (h Handler) one(r *http.Request) (template.State, error) {
	templateID, err := view.PathID(r)
	if err != nil {
		return template.State{}, err
	}
	return h.App.Template(r.Context(), templateID)
}

func (h Handler) save(w http.ResponseWriter, r *http.Request, s template.State, keep func(template.Content) error) error {
	c, wrong := workform.Read(r.PostForm)
	err := view.Unreadable(wrong)
	if err == nil {
		err = keep(c)
	}
	return h.done(w, r, s, r.PostForm, err)
}

func (h Handler) done(w http.ResponseWriter, r *http.Request, s template.State, form url.Values, err error) error {
	if err == nil {
		http.Redirect(w, r, "/templates", http.StatusSeeOther)
		return nil
	}
	f, status, ok := view.Refusal(err)
	if !ok {
		return err
	}
	return h.render(w, r, status, s, form, workform.OnTheForm(f))
}

func (h Handler) render(w http.ResponseWriter, r *http.Request, status int, s template.State, form url.Values, f *fault.Error) error {
	names, err := h.App.Directory(r.Context())
	if err != nil {
		return err
	}
	known, err := h.App.KnownWork(r.Context(), view.Self(r.Context()).Employer)
	if err != nil {
		return err
	}
	v := View{Form: workform.Of(view.Self(r.Context()).Employer, names, known, form, f), Version: view.Version(s.Version)}
	if s.ID != id.Nil {
		v.ID = s.ID.String()
	}
	return web.Render(w, r, status, Page(v))
}
