// Package workerpage is the page /passports/workers/{id}: one passport for the home employer, who adds to it, suspends it
// and holds it.
package workerpage

import (
	"net/http"
	"net/url"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/web/dates"
	"github.com/muster-ics/muster/services/passports/internal/web/view"
)

// Handler answers the page and its forms.
type Handler struct{ Use *app.Passports }

// Show answers GET /passports/workers/{id}.
func (h Handler) Show(w http.ResponseWriter, r *http.Request) error {
	return h.render(w, r, http.StatusOK, url.Values{}, nil)
}

// Hold answers the form that places a hold.
func (h Handler) Hold(w http.ResponseWriter, r *http.Request) error {
	return h.change(w, r, "hold", func(workerID id.ID, f form, t *dates.Reader) error {
		n := app.NewHold{Why: f.get("why"), Until: t.End("until", f.optional("until"))}
		if err := t.Err(); err != nil {
			return err
		}
		_, _, err := h.Use.PlaceHold(r.Context(), workerID, n, web.RequestID(r.Context()))
		return err
	})
}

// Lift answers the button that lifts a hold.
func (h Handler) Lift(w http.ResponseWriter, r *http.Request) error {
	return h.change(w, r, "lift", func(workerID id.ID, _ form, _ *dates.Reader) error {
		holdID, err := id.Parse(r.PathValue("hold"))
		if err != nil {
			return app.ErrNoWorker
		}
		_, err = h.Use.LiftHold(r.Context(), workerID, holdID, web.RequestID(r.Context()))
		return err
	})
}

// Suspend answers the form that suspends the passport.
func (h Handler) Suspend(w http.ResponseWriter, r *http.Request) error {
	return h.change(w, r, "suspend", func(workerID id.ID, f form, _ *dates.Reader) error {
		_, err := h.Use.SuspendWorker(r.Context(), workerID, f.get("why"), web.RequestID(r.Context()))
		return err
	})
}

// Reinstate answers the button that reinstates the passport.
func (h Handler) Reinstate(w http.ResponseWriter, r *http.Request) error {
	return h.change(w, r, "reinstate", func(workerID id.ID, _ form, _ *dates.Reader) error {
		_, err := h.Use.ReinstateWorker(r.Context(), workerID, web.RequestID(r.Context()))
		return err
	})
}

// form is one of the page's forms: its inputs' names begin with its own.
type form struct {
	values url.Values
	prefix string
}

func (f form) get(name string) string { return f.values.Get(f.prefix + name) }

func (f form) optional(name string) *string {
	s := f.get(name)
	return &s
}

// change makes a change and goes back to the page, or shows the page again with what to put right.
func (h Handler) change(w http.ResponseWriter, r *http.Request, name string, do func(id.ID, form, *dates.Reader) error) error {
	workerID, err := id.Parse(r.PathValue("id"))
	if err != nil {
		return app.ErrNoWorker
	}
	prefix := name + "_"
	if err = do(workerID, form{values: r.PostForm, prefix: prefix}, &dates.Reader{}); err == nil {
		http.Redirect(w, r, "/passports/workers/"+workerID.String()+"?done="+name, http.StatusSeeOther)
		return nil
	}
	f, status, ok := view.Refusal(err, prefix)
	if !ok {
		return err
	}
	return h.render(w, r, status, r.PostForm, f)
}

func (h Handler) render(w http.ResponseWriter, r *http.Request, status int, values url.Values, f *fault.Error) error {
	workerID, err := id.Parse(r.PathValue("id"))
	if err != nil {
		return app.ErrNoWorker
	}
	v, err := h.Use.ShowWorker(r.Context(), workerID)
	if err != nil {
		return err
	}
	who, _ := auth.From(r.Context())
	w.Header().Set("Cache-Control", "no-store")
	return web.Render(w, r, status, Page(viewOf(r.Context(), who, v, h.Use.Clock.Now(), r.URL.Query().Get("done"), values, f)))
}
