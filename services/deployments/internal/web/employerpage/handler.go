// Package employerpage is the page /employers/{ods}: one employer's life, and what a lead may change in it.
package employerpage

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/web/londonday"
	"github.com/muster-ics/muster/services/deployments/internal/web/view"
)

// Handler answers the page and its forms.
type Handler struct{ App *app.App }

// Show answers GET /employers/{ods}.
func (h Handler) Show(w http.ResponseWriter, r *http.Request) error {
	return h.render(w, r, http.StatusOK, view.Form{})
}

// Rename answers POST /employers/{ods}/rename.
func (h Handler) Rename(w http.ResponseWriter, r *http.Request) error {
	err := h.App.RenameEmployer(r.Context(), r.PathValue("ods"), strings.TrimSpace(r.PostForm.Get("name")), r.PostForm.Get("kind"))
	return h.done(w, r, err, "renamed")
}

// Join answers POST /employers/{ods}/join.
func (h Handler) Join(w http.ResponseWriter, r *http.Request) error {
	on, err := londonday.Start("form.joins_on", r.PostForm.Get("joins_on"))
	if err == nil {
		err = h.App.JoinSystem(r.Context(), r.PathValue("ods"), on)
	}
	return h.done(w, r, at(err, "joins_on"), "joined")
}

// Leave answers POST /employers/{ods}/leave.
func (h Handler) Leave(w http.ResponseWriter, r *http.Request) error {
	on, err := londonday.Start("form.leaves_on", r.PostForm.Get("leaves_on"))
	if err == nil {
		err = h.App.LeaveSystem(r.Context(), r.PathValue("ods"), on)
	}
	return h.done(w, r, at(err, "leaves_on"), "left")
}

// closes is the answer that a site goes to nobody.
const closes = "-"

// Site answers POST /employers/{ods}/site.
func (h Handler) Site(w http.ResponseWriter, r *http.Request) error {
	site, to := r.PostForm.Get("site"), r.PostForm.Get("employer")
	on, err := londonday.Start("form.on", r.PostForm.Get("on"))
	switch {
	case err != nil:
	case site == "" || to == "":
		err = fault.New(fault.Invalid, "site_unclear", "Say which site, and to whom it goes.").
			WithFields(fault.Field{Location: "form.site", Message: "Choose a site, and who has it from then on."})
	case to == closes:
		err = h.App.CloseSite(r.Context(), site, on)
	default:
		err = h.App.MoveSite(r.Context(), site, to, on)
	}
	return h.done(w, r, at(err, "on"), "site")
}

// at shows complaints about the field that the domain calls on under the form's own name.
func at(err error, name string) error {
	f := fault.Of(err)
	if err == nil || f == nil {
		return err
	}
	for i, x := range f.Fields {
		if x.Location == "body.on" {
			f.Fields[i].Location = "form." + name
		}
	}
	return f
}

func (h Handler) done(w http.ResponseWriter, r *http.Request, err error, what string) error {
	if err == nil {
		http.Redirect(w, r, "/employers/"+url.PathEscape(r.PathValue("ods"))+"?done="+what, http.StatusSeeOther)
		return nil
	}
	f, status, ok := view.Refusal(err)
	if !ok {
		return err
	}
	return h.render(w, r, status, view.Form{Values: r.PostForm, Fault: f})
}

func (h Handler) render(w http.ResponseWriter, r *http.Request, status int, f view.Form) error {
	life, err := h.App.ReadEmployer(r.Context(), r.PathValue("ods"))
	if err != nil {
		return err
	}
	all, err := h.App.AllEmployers(r.Context())
	if err != nil {
		return err
	}
	v := viewOf(life, all, h.App.Now(), f)
	v.MayChange = h.App.MayKeepRegisters(r.Context()) == nil
	v.Done = done[r.URL.Query().Get("done")]
	return web.Render(w, r, status, Page(v))
}

var done = map[string]string{
	"registered": "The employer is registered.", "renamed": "The name and kind are changed.", "joined": "The employer joins on that day.",
	"left": "The employer leaves on that day.", "site": "The site changes hands on that day.", "succeeded": "Who follows it is recorded.",
}
