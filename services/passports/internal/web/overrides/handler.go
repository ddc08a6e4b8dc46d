// Package overrides has the pages /passports/overrides and /passports/refusals: what named people decide in place of a
// requirement, and the bookings for which they could be asked.
package overrides

import (
	"net/http"
	"net/url"
	"time"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/web/dates"
	"github.com/muster-ics/muster/services/passports/internal/web/view"
)

// Address is where the list lies.
const Address = "/passports/overrides"

const pageSize = 50

// refusalsSize is how many refusals a page holds: each says much, and somebody reads them on a phone.
const refusalsSize = 10

// Handler answers the pages and their forms.
type Handler struct{ Use *app.Passports }

// List answers GET /passports/overrides.
func (h Handler) List(w http.ResponseWriter, r *http.Request) error {
	page, err := h.Use.FindOverrides(r.Context(), "", before(r), pageSize)
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, ListPage(listOf(r.Context(), page, next(Address, page.Next))))
}

// One answers GET /passports/overrides/{id}.
func (h Handler) One(w http.ResponseWriter, r *http.Request) error {
	return h.one(w, r, http.StatusOK, nil)
}

// Grant answers the button that grants.
func (h Handler) Grant(w http.ResponseWriter, r *http.Request) error { return h.decide(w, r, true) }

// Refuse answers the button that refuses.
func (h Handler) Refuse(w http.ResponseWriter, r *http.Request) error { return h.decide(w, r, false) }

// Refusals answers GET /passports/refusals.
func (h Handler) Refusals(w http.ResponseWriter, r *http.Request) error {
	page, err := h.Use.FindRefusals(r.Context(), before(r), refusalsSize)
	if err != nil {
		return err
	}
	v := Refusals{Next: next("/passports/refusals", page.Next)}
	for _, d := range page.Decisions {
		v.Lines = append(v.Lines, refusalOf(r.Context(), d))
	}
	return web.Render(w, r, http.StatusOK, RefusalsPage(v))
}

// Ask answers GET /passports/refusals/{id}.
func (h Handler) Ask(w http.ResponseWriter, r *http.Request) error {
	return h.ask(w, r, http.StatusOK, url.Values{}, nil)
}

// Send answers the form that asks.
func (h Handler) Send(w http.ResponseWriter, r *http.Request) error {
	decisionID, err := known(r, app.ErrNoDecision)
	if err != nil {
		return err
	}
	f := r.PostForm
	t := &dates.Reader{}
	n := app.OverrideOf{Requirement: f.Get("requirement"), Why: f.Get("why"), Words: f.Get("words"), ExpiresAt: expiry(t, f.Get("expires_on"))}
	var o app.OverrideView
	if err = t.Err(); err == nil {
		o, err = h.Use.AskOverrideOf(r.Context(), decisionID, n, web.RequestID(r.Context()))
	}
	if refused, status, ok := refusal(err); ok {
		view.Reword(refused, "requirement", "Choose what is to be decided.")
		return h.ask(w, r, status, f, refused)
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, Address+"/"+o.OverrideID+"?done=ask", http.StatusSeeOther)
	return nil
}

// expiry is the end of the day by which what is missing has to be there; zero when none was given.
func expiry(t *dates.Reader, day string) time.Time {
	if until := t.End("expires_on", &day); until != nil {
		return *until
	}
	return time.Time{}
}

var done = map[string]string{"ask": "You have asked.", "grant": "You have granted it.", "refuse": "You have refused it."}

func (h Handler) decide(w http.ResponseWriter, r *http.Request, grant bool) error {
	overrideID, err := known(r, app.ErrNoOverride)
	if err != nil {
		return err
	}
	_, err = h.Use.DecideOverride(r.Context(), overrideID, grant, web.RequestID(r.Context()))
	if refused, status, ok := refusal(err); ok {
		return h.one(w, r, status, refused)
	}
	if err != nil {
		return err
	}
	did := "refuse"
	if grant {
		did = "grant"
	}
	http.Redirect(w, r, Address+"/"+overrideID.String()+"?done="+did, http.StatusSeeOther)
	return nil
}

func (h Handler) one(w http.ResponseWriter, r *http.Request, status int, f *fault.Error) error {
	overrideID, err := known(r, app.ErrNoOverride)
	if err != nil {
		return err
	}
	o, err := h.Use.ShowOverride(r.Context(), overrideID)
	if err != nil {
		return err
	}
	return web.Render(w, r, status, OnePage(oneOf(r.Context(), o, done[r.URL.Query().Get("done")], f)))
}

func (h Handler) ask(w http.ResponseWriter, r *http.Request, status int, sent url.Values, f *fault.Error) error {
	decisionID, err := known(r, app.ErrNoDecision)
	if err != nil {
		return err
	}
	d, err := h.Use.ShowRefusal(r.Context(), decisionID)
	if err != nil {
		return err
	}
	return web.Render(w, r, status, AskPage(askOf(r.Context(), d, sent, f)))
}

// refusal is what the page shows beside its form; who may not decide is told so there too.
func refusal(err error) (*fault.Error, int, bool) {
	if f, status, ok := view.Refusal(err, ""); ok {
		return f, status, ok
	}
	if fault.Is(err, fault.Forbidden) {
		return fault.Of(err), http.StatusForbidden, true
	}
	return nil, 0, false
}

func known(r *http.Request, no error) (id.ID, error) {
	v, err := id.Parse(r.PathValue("id"))
	if err != nil {
		return id.Nil, no
	}
	return v, nil
}

// before reads the cursor; one that is none begins at the newest.
func before(r *http.Request) id.ID {
	v, err := id.Parse(r.URL.Query().Get("before"))
	if err != nil {
		return id.Nil
	}
	return v
}

func next(address string, cursor id.ID) string {
	if cursor == id.Nil {
		return ""
	}
	return address + "?before=" + cursor.String()
}
