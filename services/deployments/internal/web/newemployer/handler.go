// Package newemployer is the page /employers/new: one employer is registered.
package newemployer

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/web/londonday"
	"github.com/muster-ics/muster/services/deployments/internal/web/view"
)

// Handler answers the form and its sending.
type Handler struct{ App *app.App }

// Show answers GET /employers/new.
func (h Handler) Show(w http.ResponseWriter, r *http.Request) error {
	return h.render(w, r, http.StatusOK, view.Form{})
}

// Send answers POST /employers/new.
func (h Handler) Send(w http.ResponseWriter, r *http.Request) error {
	ods := strings.ToUpper(strings.TrimSpace(r.PostForm.Get("ods")))
	since, err := londonday.Start("form.since", r.PostForm.Get("since"))
	if err == nil {
		_, _, err = h.App.RegisterEmployer(r.Context(), app.EmployerDetails{
			ODS: ods, Name: strings.TrimSpace(r.PostForm.Get("name")), Kind: r.PostForm.Get("kind"), ICS: h.App.ICS, Since: since,
		})
	}
	if err == nil {
		http.Redirect(w, r, "/employers/"+url.PathEscape(ods)+"?done=registered", http.StatusSeeOther)
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
	return web.Render(w, r, status, Page(f))
}
