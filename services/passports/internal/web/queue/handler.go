// Package queue is the page /passports/queue: what of an employer's workers runs out or is missing next, and the means to
// record it again from the row.
package queue

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/web/dates"
	"github.com/muster-ics/muster/services/passports/internal/web/view"
)

// Handler answers the page, its forms and its file.
type Handler struct{ Use *app.Passports }

const perPage = 25

// Show answers GET /passports/queue.
func (h Handler) Show(w http.ResponseWriter, r *http.Request) error {
	return h.render(w, r, http.StatusOK, Read(r.URL.Query()), sent{done: done[r.URL.Query().Get("done")]})
}

// done says what a change has come to.
var done = map[string]string{
	"renewed":  "It is recorded. Every employer that relies on the passport sees it at once.",
	"register": "The reading is recorded for all of your staff on that register.",
}

// Renew answers the form of a row.
func (h Handler) Renew(w http.ResponseWriter, r *http.Request) error {
	f, row := Read(r.PostForm), r.PostForm.Get("row")
	workerID, err := id.Parse(r.PostForm.Get("worker"))
	if err != nil {
		return app.ErrNoWorker
	}
	t, until := &dates.Reader{}, r.PostForm.Get("until_"+row)
	n := app.Renew{
		Worker: workerID, Kind: r.PostForm.Get("kind"), Code: r.PostForm.Get("code"), RequestID: web.RequestID(r.Context()),
		DoneOn: t.Begin("done_on", r.PostForm.Get("done_on_"+row)), Until: t.End("until", &until),
	}
	if err = t.Err(); err == nil {
		_, err = h.Use.RenewEvidence(r.Context(), n)
	}
	if err == nil {
		http.Redirect(w, r, "/passports/queue?"+f.Query(f.After)+"&done=renewed", http.StatusSeeOther)
		return nil
	}
	refused, status, ok := view.Refusal(err, "")
	if !ok {
		return err
	}
	return h.render(w, r, status, f, sent{fault: refused, values: r.PostForm, row: n})
}

// Register answers the button that says that a register was read for all staff.
func (h Handler) Register(w http.ResponseWriter, r *http.Request) error {
	who, _ := auth.From(r.Context())
	f := Read(r.PostForm)
	if r.PostForm.Get("nothing_differs") != "yes" {
		refused := app.FieldFault("form.nothing_differs_"+r.PostForm.Get("body"), "Say that nothing differs from what is recorded. What does differ is recorded for its worker first.")
		return h.render(w, r, http.StatusUnprocessableEntity, f, sent{fault: refused, values: r.PostForm})
	}
	_, err := h.Use.ReadRegister(r.Context(), who.Employer, r.PostForm.Get("body"), web.RequestID(r.Context()))
	if err == nil {
		http.Redirect(w, r, "/passports/queue?"+f.Query("")+"&done=register", http.StatusSeeOther)
		return nil
	}
	refused, status, ok := view.Refusal(err, "")
	if !ok {
		return err
	}
	return h.render(w, r, status, f, sent{fault: refused, values: r.PostForm})
}

// sent is what a form was answered with.
type sent struct {
	done   string
	fault  *fault.Error
	values url.Values
	row    app.Renew
}

func (h Handler) render(w http.ResponseWriter, r *http.Request, status int, f Filter, s sent) error {
	who, _ := auth.From(r.Context())
	find, err := f.Find(who.Employer, perPage)
	if err != nil {
		return err
	}
	page, err := h.Use.FindDue(r.Context(), find)
	if err != nil {
		return err
	}
	choices, err := h.Use.DueChoices(r.Context(), who.Employer)
	if err != nil {
		return err
	}
	w.Header().Set("Cache-Control", "no-store")
	v := viewOf(who.Employer, f, page, choices, h.Use.Clock.Now(), s)
	return web.Render(w, r, status, Page(v))
}

// fieldsOf names the inputs of a row for what the use case refused.
func fieldsOf(f *fault.Error, row string) {
	for i, field := range f.Fields {
		switch strings.TrimPrefix(field.Location, "form.") {
		case "done_on", "checked_on", "achieved_on":
			f.Fields[i].Location = "form.done_on_" + row
		case "until", "valid_until":
			f.Fields[i].Location = "form.until_" + row
		}
	}
}
