package shiftpage

import (
	"net/http"
	"net/url"
	"strconv"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/shift"
	"github.com/muster-ics/muster/services/shifts/internal/web/view"
)

// Release answers POST /shifts/{id}/release.
func (h Handler) Release(w http.ResponseWriter, r *http.Request) error {
	return h.change(w, r, func(shiftID id.ID) error {
		_, err := h.App.ReleaseNext(r.Context(), shiftID)
		return err
	})
}

// Escalate answers POST /shifts/{id}/escalate.
func (h Handler) Escalate(w http.ResponseWriter, r *http.Request) error {
	return h.change(w, r, func(shiftID id.ID) error {
		_, err := h.App.Escalate(r.Context(), shiftID, shift.Ask{RatePence: view.Pence(r.PostFormValue("escalated_rate")), Why: r.PostFormValue("escalated_why")})
		return err
	})
}

// ApproveEscalation answers POST /escalations/{id}/approve.
func (h Handler) ApproveEscalation(w http.ResponseWriter, r *http.Request) error {
	return h.decide(w, r, "approved", func(escalation id.ID) error {
		_, err := h.App.ApproveEscalation(r.Context(), escalation, shift.Decision{Why: r.PostFormValue("decision_why"), Statement: r.PostFormValue("statement")})
		return err
	})
}

// DeclineEscalation answers POST /escalations/{id}/decline.
func (h Handler) DeclineEscalation(w http.ResponseWriter, r *http.Request) error {
	return h.decide(w, r, "declined", func(escalation id.ID) error {
		_, err := h.App.DeclineEscalation(r.Context(), escalation)
		return err
	})
}

// decide answers a request and shows the page that it came from: of its shift, which the form names, or the list.
func (h Handler) decide(w http.ResponseWriter, r *http.Request, done string, say func(id.ID) error) error {
	escalation, err := view.PathID(r)
	if err != nil {
		return err
	}
	shiftID, err := id.Parse(r.PostFormValue("shift"))
	if err != nil {
		shiftID = id.Nil // Nobody's shift: the page answers that there is none.
	}
	if err := say(escalation); err != nil {
		f, status, ok := view.Refusal(err)
		if !ok {
			return err
		}
		return h.render(w, r, status, shiftID, f)
	}
	to := "/shifts/" + shiftID.String()
	if r.PostFormValue("from") == "list" {
		to = "/escalations?done=" + done
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}

func agencyFill(form url.Values) (shift.AgencyFill, error) {
	var wrong []fault.Field
	tier, _ := strconv.Atoi(form.Get("tier"))
	f := shift.AgencyFill{Framework: view.Chosen(form, "form.", "framework", &wrong, "yes", "no") == "yes", FrameworkName: form.Get("framework_name"), Agency: form.Get("agency"),
		Tier: tier, RatePence: view.Pence(form.Get("rate_pence")), OverCapWhy: form.Get("over_cap_why")}
	if why := form.Get("off_framework_why"); !f.Framework && why != "" {
		f.OffFramework = &shift.OffFramework{Why: why, Statement: form.Get("statement")}
	}
	return f, view.Unreadable(wrong)
}
