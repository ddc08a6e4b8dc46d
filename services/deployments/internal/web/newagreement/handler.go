// Package newagreement is the page /agreements/new: first the template, then who and when. The rest is checked and changed
// on the pages of the draft.
package newagreement

import (
	"net/http"
	"net/url"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/web/view"
)

// Handler answers the form and its sending.
type Handler struct{ App *app.App }

// Show answers GET /agreements/new.
func (h Handler) Show(w http.ResponseWriter, r *http.Request) error {
	if err := h.App.MayDraft(r.Context()); err != nil {
		return err
	}
	q := r.URL.Query()
	if !q.Has("template") {
		return web.Render(w, r, http.StatusOK, ChoicePage(View{Templates: templates(), Values: url.Values{}}))
	}
	if _, err := app.TemplateOf(q.Get("template")); err != nil {
		return choose(w, r)
	}
	return h.render(w, r, http.StatusOK, url.Values{"template": {q.Get("template")}}, nil)
}

func choose(w http.ResponseWriter, r *http.Request) error {
	f := fault.New(fault.Invalid, "template_unknown", "Start from one of the templates.").
		WithFields(fault.Field{Location: "form.template", Message: "Choose the kind of agreement."})
	return web.Render(w, r, http.StatusUnprocessableEntity, ChoicePage(View{Templates: templates(), Values: url.Values{}, Fault: f}))
}

// Send answers POST /agreements/new.
func (h Handler) Send(w http.ResponseWriter, r *http.Request) error {
	if err := h.App.MayDraft(r.Context()); err != nil {
		return err
	}
	if _, err := app.TemplateOf(r.PostForm.Get("template")); err != nil {
		return choose(w, r)
	}
	c, err := read(r.PostForm, view.Self(r.Context()).Employer)
	if err == nil {
		var a app.Agreement
		if a, err = h.App.DraftAgreement(r.Context(), c); err == nil {
			http.Redirect(w, r, "/agreements/"+a.ID().String()+"/draft?done=drafted", http.StatusSeeOther)
			return nil
		}
	}
	f, status, ok := view.Refusal(err)
	if !ok {
		return err
	}
	return h.render(w, r, status, r.PostForm, f)
}

func (h Handler) render(w http.ResponseWriter, r *http.Request, status int, form url.Values, f *fault.Error) error {
	all, err := h.App.AllEmployers(r.Context())
	if err != nil {
		return err
	}
	t, err := app.TemplateOf(form.Get("template"))
	if err != nil {
		return err
	}
	self := view.Self(r.Context()).Employer
	names := view.Names{}
	var others []string
	for _, e := range all {
		names[e.ODS()] = e.Details().Name
		if e.ODS() != self && e.OpenAt(h.App.Now()) {
			others = append(others, e.ODS())
		}
	}
	return web.Render(w, r, status, Page(viewOf(self, names, others, t, form, f)))
}
