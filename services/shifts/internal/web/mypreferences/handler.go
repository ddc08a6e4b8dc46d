// Package mypreferences is the page /my-preferences: what a worker wants to see of the open shifts. Only they see it.
package mypreferences

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/preferences"
	"github.com/muster-ics/muster/services/shifts/internal/web/view"
)

// Handler answers for the page.
type Handler struct{ App *app.App }

// Show answers GET /my-preferences.
func (h Handler) Show(w http.ResponseWriter, r *http.Request) error {
	return h.render(w, r, http.StatusOK, nil, nil)
}

// Save answers POST /my-preferences: where distances are from, and how far.
func (h Handler) Save(w http.ResponseWriter, r *http.Request) error {
	p, err := h.App.Preferences(r.Context())
	if err != nil {
		return err
	}
	p.Area = strings.TrimSpace(r.PostForm.Get("postcode"))
	if p.WithinKM, err = km(r.PostForm.Get("within_km")); err == nil {
		_, err = h.App.Prefer(r.Context(), p)
	}
	return h.answer(w, r, err)
}

func km(typed string) (int, error) {
	typed = strings.TrimSpace(typed)
	if typed == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(typed)
	if err != nil {
		return 0, fault.New(fault.Invalid, "invalid_input", "Some of this cannot be read; see what to change.").WithFields(
			fault.Field{Location: "form.within_km", Message: fmt.Sprintf("Give a whole number of kilometres up to %d, or 0 for any distance.", preferences.MaxKM)})
	}
	return n, nil
}

// Mark answers POST /my-preferences/wards: one ward gets another mark.
func (h Handler) Mark(w http.ResponseWriter, r *http.Request) error {
	f := r.PostForm
	return h.answer(w, r, h.App.MarkWard(r.Context(), preferences.Ward{Site: f.Get("site"), Ward: f.Get("ward")}, preferences.Mark(f.Get("mark"))))
}

func (h Handler) answer(w http.ResponseWriter, r *http.Request, err error) error {
	if err == nil {
		http.Redirect(w, r, "/my-preferences?saved=1", http.StatusSeeOther)
		return nil
	}
	f, status, ok := view.Refusal(err)
	if !ok {
		return err
	}
	return h.render(w, r, status, f, r.PostForm)
}

func (h Handler) render(w http.ResponseWriter, r *http.Request, status int, f *fault.Error, form url.Values) error {
	p, err := h.App.Preferences(r.Context())
	if err != nil {
		return err
	}
	names, err := h.App.Directory(r.Context())
	if err != nil {
		return err
	}
	v := View{Fault: f, Form: form, Saved: f == nil && r.URL.Query().Has("saved"), Area: p.Area}
	if p.WithinKM > 0 {
		v.WithinKM = strconv.Itoa(p.WithinKM)
	}
	v.Favourites, v.Hidden = wards(p.Favourites, names), wards(p.Hidden, names)
	return web.Render(w, r, status, Page(v))
}

func wards(ws []preferences.Ward, names app.Directory) []Ward {
	out := make([]Ward, len(ws))
	for i, w := range ws {
		out[i] = Ward{Site: w.Site, Code: w.Ward, Name: view.Words(w.Ward) + ", " + names.Site(w.Site)}
	}
	return out
}
