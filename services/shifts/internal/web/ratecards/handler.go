// Package ratecards is the pages /rate-cards: what an employer pays for each kind of work, and from when.
package ratecards

import (
	"net/http"
	"net/url"
	"strconv"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/pay"
	"github.com/muster-ics/muster/services/shifts/internal/web/view"
)

// Handler answers the list and the form of one card.
type Handler struct{ App *app.App }

// List answers GET /rate-cards. Leads and auditors say whose in the query.
func (h Handler) List(w http.ResponseWriter, r *http.Request) error {
	employer := r.URL.Query().Get("employer")
	if who := view.Self(r.Context()); who.Role == auth.Employer && employer == "" {
		employer = who.Employer
	}
	names, err := h.App.Directory(r.Context())
	if err != nil {
		return err
	}
	v := ListView{Employer: names.Employer(employer), MayChange: h.mayChange(r, employer)}
	if employer != "" {
		cards, err := h.App.RateCards(r.Context(), employer)
		if err != nil {
			return err
		}
		v.Groups = grouped(cards, pay.DayOf(h.App.Now()))
	}
	return web.Render(w, r, http.StatusOK, List(v))
}

func (h Handler) mayChange(r *http.Request, employer string) bool {
	_, err := h.App.Policy().Check(r.Context(), app.ChangeRateCard, auth.Facts{Employer: employer})
	return err == nil
}

// New answers GET /rate-cards/new.
func (h Handler) New(w http.ResponseWriter, r *http.Request) error {
	if _, err := h.App.Policy().Check(r.Context(), app.ChangeRateCard, auth.Facts{Employer: view.Self(r.Context()).Employer}); err != nil {
		return err
	}
	form := url.Values{"staff_group": {"nursing_midwifery"}, "band": {"5"}, "scheme": {string(pay.AfC)}, "from": {pay.DayOf(h.App.Now()).String()}}
	return web.Render(w, r, http.StatusOK, Edit(EditView{Form: form}))
}

// Add answers POST /rate-cards/new.
func (h Handler) Add(w http.ResponseWriter, r *http.Request) error {
	c, err := read(r.PostForm)
	if err == nil {
		c.StaffGroup, c.Band, c.Role, c.Ward = r.PostForm.Get("staff_group"), r.PostForm.Get("band"), r.PostForm.Get("role"), r.PostForm.Get("ward")
		_, err = h.App.AddRateCard(r.Context(), c)
	}
	return sent(w, r, err, EditView{Form: r.PostForm})
}

// Show answers GET /rate-cards/{id}.
func (h Handler) Show(w http.ResponseWriter, r *http.Request) error {
	c, err := h.card(r)
	if err != nil {
		return err
	}
	v := viewOf(c)
	v.Form, v.MayChange = formOf(c), h.mayChange(r, c.Employer)
	return web.Render(w, r, http.StatusOK, Edit(v))
}

// Change answers POST /rate-cards/{id}. The version that the form shows must be the newest.
func (h Handler) Change(w http.ResponseWriter, r *http.Request) error {
	before, err := h.card(r)
	if err != nil {
		return err
	}
	c, err := read(r.PostForm)
	if err == nil {
		c.Windows, c.HighCostLeast, c.HighCostMost = before.Windows, before.HighCostLeast, before.HighCostMost
		_, err = h.App.ChangeRateCard(r.Context(), before.ID, c, func(version int64) error {
			if r.PostForm.Get("version") != strconv.FormatInt(version, 10) {
				return fault.New(fault.Conflict, "stale", "Somebody changed this card before you. Open it again, then make your change.")
			}
			return nil
		})
	}
	v := viewOf(before)
	v.Form, v.MayChange = r.PostForm, true
	return sent(w, r, err, v)
}

func (h Handler) card(r *http.Request) (pay.Card, error) {
	cardID, err := view.PathID(r)
	if err != nil {
		return pay.Card{ID: id.Nil}, err
	}
	return h.App.RateCard(r.Context(), cardID)
}

// sent leads back to the list, or shows the form with what to change.
func sent(w http.ResponseWriter, r *http.Request, err error, v EditView) error {
	if err == nil {
		http.Redirect(w, r, "/rate-cards", http.StatusSeeOther)
		return nil
	}
	f, status, ok := view.Refusal(err)
	if !ok {
		return err
	}
	v.Fault = onTheForm(f)
	return web.Render(w, r, status, Edit(v))
}
