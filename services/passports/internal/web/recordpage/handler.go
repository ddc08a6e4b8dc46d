// Package recordpage is the pages /passports/workers/{id}/record/{form}: one thing that the home employer records, a page.
package recordpage

import (
	"maps"
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

// Handler answers every form.
type Handler struct{ Use *app.Passports }

// forms are all of them, by the last part of their address.
var forms = func() map[string]form {
	all := map[string]form{"registration": registrationForm(), "working-time": workingTimeForm(), "staff-number": staffNumberForm()}
	for _, some := range []map[string]form{checkForms(), competencyForms(), engagementForms(), endingForms()} {
		maps.Copy(all, some)
	}
	return all
}()

var errNoForm = fault.New(fault.NotFound, "no_such_page", "There is nothing at this address. Check it, or start from the first page.")

// Done says what a form has come to; empty for what is no form.
func Done(slug string) string { return forms[slug].done }

// Show answers GET /passports/workers/{id}/record/{form}. What the address says of a question is its first answer.
func (h Handler) Show(w http.ResponseWriter, r *http.Request) error {
	values := url.Values{}
	for _, name := range []string{"supersedes", "engagement"} {
		if s := r.URL.Query().Get(name); s != "" {
			values.Set(name, s)
		}
	}
	return h.render(w, r, http.StatusOK, values, nil)
}

// Send answers the form: back to the passport, or the same page with what to put right.
func (h Handler) Send(w http.ResponseWriter, r *http.Request) error {
	workerID, err := id.Parse(r.PathValue("id"))
	if err != nil {
		return app.ErrNoWorker
	}
	slug := r.PathValue("form")
	f, known := forms[slug]
	if !known {
		return errNoForm
	}
	if f.more != "" && r.PostForm.Get("more") != "" {
		return h.render(w, r, http.StatusOK, r.PostForm, nil) // nothing is recorded yet
	}
	who, _ := auth.From(r.Context())
	a := answers{worker: workerID, employer: who.Employer, requestID: web.RequestID(r.Context()), values: r.PostForm, dates: &dates.Reader{}}
	if err = f.send(r.Context(), h.Use, a); err == nil {
		to := "/passports/workers/" + workerID.String() + "?done=" + slug
		if !who.Has(auth.Verify) {
			to = "/passports/health" // occupational health goes on to the next assessment
		}
		http.Redirect(w, r, to, http.StatusSeeOther)
		return nil
	}
	refused, status, ok := view.Refusal(err, "")
	if !ok {
		return err
	}
	return h.render(w, r, status, r.PostForm, refused)
}

func (h Handler) render(w http.ResponseWriter, r *http.Request, status int, values url.Values, refused *fault.Error) error {
	workerID, err := id.Parse(r.PathValue("id"))
	if err != nil {
		return app.ErrNoWorker
	}
	slug := r.PathValue("form")
	f, known := forms[slug]
	if !known {
		return errNoForm
	}
	name, err := h.Use.SubjectOf(r.Context(), workerID, f.action)
	if err != nil {
		return err
	}
	v := viewOf(workerID.String(), slug, name, values, refused)
	if v.restrictions, err = h.Use.Restrictions(r.Context()); err != nil {
		return err
	}
	w.Header().Set("Cache-Control", "no-store")
	return web.Render(w, r, status, Page(v))
}

func viewOf(workerID, slug, name string, values url.Values, refused *fault.Error) View {
	f := forms[slug]
	if values.Get("supersedes") != "" {
		f.questions = append(append([]question{}, correcting...), f.questions...)
		f.title = "Correct a check: " + app.DueName("check", slug, 0)
	}
	if f.asks != nil {
		f.questions = append(append([]question{}, f.questions...), f.asks(values)...)
	}
	return View{WorkerID: workerID, Slug: slug, Name: name, Fault: refused, form: f, values: values}
}
