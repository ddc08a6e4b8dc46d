// Package sharing is the page /passport/share: to which employers the worker says yes, and what a no would end.
package sharing

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/web/dates"
	"github.com/muster-ics/muster/services/passports/internal/web/view"
)

// Address is where the page lies.
const Address = "/passport/share"

// Handler answers the page and its forms.
type Handler struct{ Use *app.Passports }

// Show answers GET /passport/share.
func (h Handler) Show(w http.ResponseWriter, r *http.Request) error {
	return h.list(w, r, http.StatusOK, url.Values{}, nil)
}

// Authorise answers the form that says yes.
func (h Handler) Authorise(w http.ResponseWriter, r *http.Request) error {
	f := r.PostForm
	hosts := slices.Clone(f["employer"])
	if code := strings.ToUpper(strings.TrimSpace(f.Get("another"))); code != "" {
		hosts = append(hosts, code)
	}
	t := &dates.Reader{}
	until := t.End("until", optional(f.Get("until")))
	err := t.Err()
	if err == nil && len(hosts) == 0 {
		err = app.FieldFault("employers", "Tick at least one employer, or give a code.")
	}
	if err == nil {
		_, err = h.Use.AuthoriseDisclosures(r.Context(), hosts, until, web.RequestID(r.Context()))
	}
	if refused, status, ok := view.Refusal(err, ""); ok {
		return h.list(w, r, status, f, inForm(refused))
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, Address+"?done=yes", http.StatusSeeOther)
	return nil
}

// Ask answers GET /passport/share/{employer}/withdraw: what a no would end.
func (h Handler) Ask(w http.ResponseWriter, r *http.Request) error {
	return h.ask(w, r, http.StatusOK, nil)
}

// Withdraw answers the form that says no, after its bookings were shown.
func (h Handler) Withdraw(w http.ResponseWriter, r *http.Request) error {
	shown := []id.ID{}
	for _, s := range r.PostForm["shown"] {
		booking, err := id.Parse(s)
		if err != nil {
			return app.ErrNoDisclosure
		}
		shown = append(shown, booking)
	}
	_, err := h.Use.WithdrawDisclosure(r.Context(), r.PathValue("employer"), shown, web.RequestID(r.Context()))
	if refused, status, ok := view.Refusal(err, ""); ok {
		return h.ask(w, r, status, refused)
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, Address+"?done=no", http.StatusSeeOther)
	return nil
}

func (h Handler) list(w http.ResponseWriter, r *http.Request, status int, form url.Values, refused *fault.Error) error {
	all, err := h.Use.ShowDisclosures(r.Context())
	if err != nil {
		return err
	}
	return web.Render(w, r, status, Page(viewOf(all, form, refused, done[r.URL.Query().Get("done")])))
}

func (h Handler) ask(w http.ResponseWriter, r *http.Request, status int, refused *fault.Error) error {
	d, err := h.Use.ShowDisclosure(r.Context(), r.PathValue("employer"))
	if err != nil {
		return err
	}
	if !d.Live() {
		return app.ErrNoDisclosure
	}
	return web.Render(w, r, status, WithdrawPage(askOf(d, refused)))
}

var done = map[string]string{
	"yes": "You have said yes. The employers may now rely on your passport when you book with them.",
	"no":  "You have withdrawn your yes. Any bookings that relied on it have ended.",
}

// inForm names the list of employers as the form does.
func inForm(f *fault.Error) *fault.Error {
	for i := range f.Fields {
		switch f.Fields[i].Location {
		case "form.employers":
			f.Fields[i].Location = "form.employer"
		case "form.employer":
			f.Fields[i].Location = "form.another"
		}
	}
	return f
}

func optional(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
