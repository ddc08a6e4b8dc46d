// Package successor is the page /employers/{ods}/successor: who follows an employer in a merger, and what that brings.
package successor

import (
	"net/http"
	"net/url"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/web/londonday"
	"github.com/muster-ics/muster/services/deployments/internal/web/view"
)

// View is the form as it was filled in.
type View struct {
	view.Form
	ODS, Name string
	Sites     []string
	Others    []app.Word
}

// Handler answers the form and its sending.
type Handler struct{ App *app.App }

// Show answers GET /employers/{ods}/successor.
func (h Handler) Show(w http.ResponseWriter, r *http.Request) error {
	return h.render(w, r, http.StatusOK, view.Form{})
}

// Send answers POST /employers/{ods}/successor.
func (h Handler) Send(w http.ResponseWriter, r *http.Request) error {
	ods := r.PathValue("ods")
	on, err := londonday.Start("form.on", r.PostForm.Get("on"))
	if err == nil && r.PostForm.Get("sure") != "yes" {
		err = fault.New(fault.Invalid, "not_sure", "A merger cannot be taken back.").
			WithFields(fault.Field{Location: "form.sure", Message: "Tick that you have checked the employer and the day."})
	}
	if err == nil {
		err = h.App.MergeEmployers(r.Context(), app.Merger{Successor: r.PostForm.Get("successor"), Predecessors: []string{ods}, On: on})
	}
	if err == nil {
		http.Redirect(w, r, "/employers/"+url.PathEscape(ods)+"?done=succeeded", http.StatusSeeOther)
		return nil
	}
	f, status, ok := view.Refusal(err)
	if !ok {
		return err
	}
	return h.render(w, r, status, view.Form{Values: r.PostForm, Fault: f})
}

func (h Handler) render(w http.ResponseWriter, r *http.Request, status int, f view.Form) error {
	if err := h.App.MayKeepRegisters(r.Context()); err != nil {
		return err
	}
	life, err := h.App.ReadEmployer(r.Context(), r.PathValue("ods"))
	if err != nil {
		return err
	}
	all, err := h.App.AllEmployers(r.Context())
	if err != nil {
		return err
	}
	v := View{Form: f, ODS: life.Employer.ODS(), Name: life.Employer.Details().Name}
	for _, s := range life.Sites {
		if s.LastOwner() == v.ODS && s.ClosesAt() == nil {
			v.Sites = append(v.Sites, s.Details().Name)
		}
	}
	for _, e := range all {
		if e.ODS() != v.ODS && e.Record().ClosedAt == nil {
			v.Others = append(v.Others, app.Word{Code: e.ODS(), Label: e.Details().Name + " (" + e.ODS() + ")"})
		}
	}
	return web.Render(w, r, status, Page(v))
}
