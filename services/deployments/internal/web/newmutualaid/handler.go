// Package newmutualaid is the page /mutual-aid/new: a lead chooses the agreement, then the shifts that are opened to the
// workers of all its parties.
package newmutualaid

import (
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/web/view"
)

// Handler answers the form and its sending.
type Handler struct{ App *app.App }

// offered is how far ahead shifts are offered: mutual aid is for what is near.
const offered = 7 * 24 * time.Hour

// Show answers GET /mutual-aid/new.
func (h Handler) Show(w http.ResponseWriter, r *http.Request) error {
	if err := h.App.MayActivate(r.Context()); err != nil {
		return err
	}
	return h.render(w, r, http.StatusOK, r.URL.Query(), nil)
}

// Send answers POST /mutual-aid/new.
func (h Handler) Send(w http.ResponseWriter, r *http.Request) error {
	if err := h.App.MayActivate(r.Context()); err != nil {
		return err
	}
	cmd, err := read(r.PostForm, h.App.Now())
	if err == nil {
		var m app.MutualAid
		if m, err = h.App.ActivateMutualAid(r.Context(), cmd); err == nil {
			http.Redirect(w, r, "/mutual-aid/"+m.Record().ID.String()+"?done=opened", http.StatusSeeOther)
			return nil
		}
	}
	f, status, ok := view.Refusal(err)
	if !ok {
		return err
	}
	return h.render(w, r, status, r.PostForm, f)
}

// read understands the form. What it cannot understand it names, each at its place.
func read(form url.Values, now time.Time) (app.ActivateMutualAid, error) {
	var wrong []fault.Field
	say := func(field, message string) {
		wrong = append(wrong, fault.Field{Location: "form." + field, Message: message})
	}
	cmd := app.ActivateMutualAid{Why: form.Get("why"), Note: form.Get("note")}
	var err error
	if cmd.Agreement, err = id.Parse(form.Get("agreement_id")); err != nil {
		say("agreement_id", "Choose an agreement.")
	}
	hours, err := strconv.Atoi(form.Get("until"))
	if err != nil || hours < 1 || hours > 168 {
		say("until", "Enter a whole number of hours, such as 12.")
	}
	cmd.Until = now.Add(time.Duration(hours) * time.Hour)
	for _, raw := range form["shifts"] {
		shift, err := id.Parse(raw)
		if err != nil {
			say("shifts", "Choose from the shifts that are listed.")
			break
		}
		cmd.Shifts = append(cmd.Shifts, shift)
	}
	if len(wrong) > 0 {
		return cmd, fault.New(fault.Invalid, "mutual_aid_invalid", "The shifts cannot be opened as it stands.").WithFields(wrong...)
	}
	return cmd, nil
}

func (h Handler) render(w http.ResponseWriter, r *http.Request, status int, form url.Values, f *fault.Error) error {
	q := app.OpeningQuery{Host: form.Get("host"), StaffGroup: form.Get("staff_group"), Within: offered}
	q.Agreement, _ = id.Parse(form.Get("agreement_id"))
	found, err := h.App.ToOpen(r.Context(), q)
	if err != nil {
		return err
	}
	if q.Agreement == id.Nil && len(found.Agreements) == 1 {
		q.Agreement = found.Agreements[0].ID()
		if found, err = h.App.ToOpen(r.Context(), q); err != nil {
			return err
		}
	}
	names, err := view.EmployerNames(r.Context(), h.App)
	if err != nil {
		return err
	}
	sites, err := view.SiteNames(r.Context(), h.App)
	if err != nil {
		return err
	}
	return web.Render(w, r, status, Page(viewOf(found, q, names, sites, form, f)))
}
