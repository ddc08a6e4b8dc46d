// Package amendshift is the page /shifts/{id}/amend: what a shift asks for, to be changed while it still may.
package amendshift

import (
	"net/http"
	"net/url"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
	"github.com/muster-ics/muster/services/shifts/internal/template"
	"github.com/muster-ics/muster/services/shifts/internal/walltime"
	"github.com/muster-ics/muster/services/shifts/internal/web/view"
	"github.com/muster-ics/muster/services/shifts/internal/web/workform"
)

// Handler answers the form and its sending.
type Handler struct{ App *app.App }

// View is what the page shows.
type View struct {
	workform.Form
	Shift view.Shift
	// Taken tells that somebody has the shift, so that only what they did not agree to may change.
	// Place is the site's code.
	Place   string
	Taken   bool
	Version string
}

// Show answers GET /shifts/{id}/amend.
func (h Handler) Show(w http.ResponseWriter, r *http.Request) error {
	s, err := h.one(r)
	if err != nil {
		return err
	}
	return h.render(w, r, http.StatusOK, s, valuesOf(s), nil)
}

// Send answers POST /shifts/{id}/amend.
func (h Handler) Send(w http.ResponseWriter, r *http.Request) error {
	s, err := h.one(r)
	if err != nil {
		return err
	}
	a, err := read(r.PostForm, s)
	if err == nil {
		_, err = h.App.Amend(r.Context(), s.ID, a, view.Seen(r.PostForm))
	}
	if err == nil {
		http.Redirect(w, r, "/shifts/"+s.ID.String(), http.StatusSeeOther)
		return nil
	}
	f, status, ok := view.Refusal(err)
	if !ok {
		return err
	}
	return h.render(w, r, status, s, r.PostForm, workform.OnTheForm(f))
}

func (h Handler) one(r *http.Request) (shift.State, error) {
	shiftID, err := view.PathID(r)
	if err != nil {
		return shift.State{}, err
	}
	s, _, err := h.App.Shift(r.Context(), shiftID)
	if err == nil {
		_, err = h.App.Policy().Check(r.Context(), app.AmendShift, auth.Facts{Employer: s.Employer})
	}
	return s, err
}

func (h Handler) render(w http.ResponseWriter, r *http.Request, status int, s shift.State, form url.Values, f *fault.Error) error {
	names, err := h.App.Directory(r.Context())
	if err != nil {
		return err
	}
	known, err := h.App.KnownWork(r.Context(), s.Employer)
	if err != nil {
		return err
	}
	version := view.Version(s.Version)
	if f != nil {
		// Whoever was refused decides on what they saw, not on what has come since.
		version = form.Get("version")
	}
	return web.Render(w, r, status, Page(View{Form: workform.Of(s.Employer, names, known, form, f), Shift: view.ShiftOf(app.ShiftState(s), names),
		Place: s.Site, Taken: taken(s), Version: version}))
}

func taken(s shift.State) bool { return s.Status != shift.Open && s.Status != shift.AwaitingApproval }

// content is the shift as if it came from a template: its times as clocks in London show them.
func content(s shift.State) (template.Content, walltime.Day, walltime.Zone) {
	starts, ends := s.StartsAt.In(clock.London), s.EndsAt.In(clock.London)
	c := template.Content{Site: s.Site, Ward: s.Ward, StaffGroup: s.StaffGroup, Role: s.Role, Band: s.Band,
		Span:         walltime.Span{Starts: walltime.Clock(starts.Hour()*60 + starts.Minute()), Ends: walltime.Clock(ends.Hour()*60 + ends.Minute())},
		BreakMinutes: s.BreakMinutes, Reason: s.Reason, CostCode: s.CostCode, RatePence: s.RatePence, Requirements: s.Requirements, FallbackBand: s.FallbackBand}
	for _, t := range []time.Time{starts, ends} {
		if _, err := walltime.At(walltime.DayOf(t), walltime.Clock(t.Hour()*60+t.Minute()), walltime.Unsaid); err != nil {
			return c, walltime.DayOf(starts), walltime.Zone(t.Format("MST"))
		}
	}
	return c, walltime.DayOf(starts), walltime.Unsaid
}

func valuesOf(s shift.State) url.Values {
	c, day, zone := content(s)
	v := workform.Values(c)
	v.Set("date", day.String())
	v.Set("clock", string(zone))
	return v
}

// read makes an amendment of the form. Of a shift that somebody has the form asks only what may still change.
func read(form url.Values, s shift.State) (shift.Amendment, error) {
	_, ward := workform.Where(form)
	reason, costCode := form.Get("reason"), form.Get("cost_code")
	a := shift.Amendment{Ward: &ward, Reason: &reason, CostCode: &costCode}
	if taken(s) {
		return a, nil
	}
	var wrong []fault.Field
	c, unread := workform.Read(form)
	wrong = append(wrong, unread...)
	day := workform.Day(form, "date", "Give the day on which the shift starts.", &wrong)
	if err := view.Unreadable(wrong); err != nil {
		return a, err
	}
	p, err := template.State{Employer: s.Employer, Content: c}.Posting(template.Ask{Day: day, Zone: walltime.Zone(form.Get("clock")), Places: 1})
	if err != nil {
		return a, app.AsFault(err)
	}
	a.StartsAt, a.EndsAt, a.BreakMinutes, a.RatePence = &p.StartsAt, &p.EndsAt, &p.BreakMinutes, &p.RatePence
	a.Requirements, a.FallbackBand = &c.Requirements, &c.FallbackBand
	return a, nil
}
