// Package inductionpage is the page /passports/workers/{id}/induction: the people of a host record that they have shown a
// worker round.
package inductionpage

import (
	"net/http"
	"net/url"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/web/dates"
	"github.com/muster-ics/muster/services/passports/internal/web/view"
)

// Handler answers the page and its form.
type Handler struct{ Use *app.Passports }

// View is what the page shows.
type View struct {
	WorkerID, Name, Site string
	DoneOn, Until        layout.Field
	Fault                *fault.Error
}

// Show answers GET /passports/workers/{id}/induction.
func (h Handler) Show(w http.ResponseWriter, r *http.Request) error {
	return h.render(w, r, http.StatusOK, url.Values{"done_on": {view.Today(h.Use.Clock.Now())}}, nil)
}

// Record answers the form and goes back to the card.
func (h Handler) Record(w http.ResponseWriter, r *http.Request) error {
	workerID, err := id.Parse(r.PathValue("id"))
	if err != nil {
		return app.ErrNoWorker
	}
	who, _ := auth.From(r.Context())
	t, until := &dates.Reader{}, r.PostForm.Get("valid_until")
	n := app.NewInduction{
		Employer: who.Employer, Site: r.PostForm.Get("site"), DoneOn: t.Begin("done_on", r.PostForm.Get("done_on")), ValidUntil: t.End("valid_until", &until),
	}
	if err = t.Err(); err == nil {
		_, err = h.Use.RecordInduction(r.Context(), workerID, n, web.RequestID(r.Context()))
	}
	if err == nil {
		http.Redirect(w, r, "/passports/workers/"+workerID.String()+"/card", http.StatusSeeOther)
		return nil
	}
	f, status, ok := view.Refusal(err, "")
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
	c, err := h.Use.ShowCard(r.Context(), workerID)
	if err != nil {
		return err
	}
	if !c.MayInduct {
		return app.ErrNoWorker
	}
	w.Header().Set("Cache-Control", "no-store")
	return web.Render(w, r, status, Page(viewOf(workerID.String(), c.Name, c.Site, values, f)))
}

func viewOf(workerID, name, site string, values url.Values, f *fault.Error) View {
	field := func(name, label, hint string) layout.Field {
		out := layout.Field{Name: name, Label: label, Hint: hint, Type: "date", Width: "10", Value: values.Get(name)}
		if f != nil {
			out.Error = layout.ErrorFor(f.Fields, name)
		}
		return out
	}
	return View{
		WorkerID: workerID, Name: name, Site: site, Fault: f, DoneOn: field("done_on", "When were they shown round?", ""),
		Until: field("valid_until", "Last day on which it holds (optional)", "Leave this empty when you do not repeat it."),
	}
}
