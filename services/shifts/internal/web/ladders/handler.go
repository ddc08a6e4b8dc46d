// Package ladders is the pages /ladders: to whom an employer releases its shifts and when, and what another ladder would
// have meant for last month's shifts.
package ladders

import (
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/release"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/pkg/web/layout"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/web/releasepart"
	"github.com/muster-ics/muster/services/shifts/internal/web/view"
)

// Handler answers the list and the form of one ladder.
type Handler struct{ App *app.App }

// all stands for every staff group in an address.
const all = "all"

// List answers GET /ladders. Leads and auditors say whose in the query.
func (h Handler) List(w http.ResponseWriter, r *http.Request) error {
	employer := r.URL.Query().Get("employer")
	ladders, err := h.App.LaddersOf(r.Context(), employer)
	if err != nil {
		return err
	}
	v := ListView{}
	for _, l := range ladders {
		v.Ladders = append(v.Ladders, summaryOf(l))
	}
	return web.Render(w, r, http.StatusOK, List(v))
}

// Show answers GET /ladders/{staff_group}.
func (h Handler) Show(w http.ResponseWriter, r *http.Request) error {
	l, err := h.App.LadderOf(r.Context(), "", groupOf(r))
	if err != nil {
		return err
	}
	return h.render(w, r, http.StatusOK, EditView{Form: formOf(l), Version: h.ownVersion(l, groupOf(r))})
}

// ownVersion is the version of the group's own ladder; 0 when that of every group stands in for it.
func (h Handler) ownVersion(l release.Ladder, group string) string {
	if l.StaffGroup != group {
		return "0"
	}
	return strconv.FormatInt(l.Version, 10)
}

// Save answers POST /ladders/{staff_group}.
func (h Handler) Save(w http.ResponseWriter, r *http.Request) error {
	if err := h.allCounts(r); err != nil {
		return h.refuse(w, r, err)
	}
	read, _ := strconv.ParseInt(r.PostFormValue("version"), 10, 64)
	_, err := h.App.ChangeLadder(r.Context(), ladderOf(r.PostForm, groupOf(r)), func(version int64) error {
		if version != read {
			return fault.New(fault.Conflict, "stale", "Somebody changed this ladder while you did. Open it again, then make your change.")
		}
		return nil
	})
	if err != nil {
		return h.refuse(w, r, err)
	}
	http.Redirect(w, r, "/ladders", http.StatusSeeOther)
	return nil
}

// allCounts refuses a form of which something would be dropped.
func (h Handler) allCounts(r *http.Request) error {
	l, err := h.App.LadderOf(r.Context(), "", groupOf(r))
	if err != nil {
		return err
	}
	return unused(r.PostForm, formOf(l))
}

// refuse shows the form as it was sent, with what to change.
func (h Handler) refuse(w http.ResponseWriter, r *http.Request, err error) error {
	f, status, ok := view.Refusal(err)
	if !ok {
		return err
	}
	return h.render(w, r, status, EditView{Form: r.PostForm, Fault: onTheForm(f, r.PostForm), Version: r.PostFormValue("version")})
}

// month is how far back a ladder is tried.
const month = 31 * 24 * time.Hour

// Try answers POST /ladders/{staff_group}/what-if: the form as it is, over the shifts posted in the last month.
func (h Handler) Try(w http.ResponseWriter, r *http.Request) error {
	if err := h.allCounts(r); err != nil {
		return h.refuse(w, r, err)
	}
	now := h.App.Now()
	past, err := h.App.WhatIf(r.Context(), ladderOf(r.PostForm, groupOf(r)), now.Add(-month), now)
	if err != nil {
		return h.refuse(w, r, err)
	}
	return h.render(w, r, http.StatusOK, EditView{Form: r.PostForm, Version: r.PostFormValue("version"), Tried: triedOf(past)})
}

func (h Handler) render(w http.ResponseWriter, r *http.Request, status int, v EditView) error {
	v.Group, v.Name = r.PathValue("staff_group"), groupName(groupOf(r))
	if v.Form == nil {
		v.Form = url.Values{}
	}
	who := view.Self(r.Context())
	_, err := h.App.Policy().Check(r.Context(), app.ChangeLadder, auth.Facts{Employer: who.Employer})
	v.MayChange = err == nil
	return web.Render(w, r, status, Edit(v))
}

func groupOf(r *http.Request) string {
	if g := r.PathValue("staff_group"); g != all {
		return g
	}
	return release.AllGroups
}

func groupName(g string) string {
	if g == release.AllGroups {
		return "All other staff groups"
	}
	return view.StaffGroups[g]
}

func summaryOf(l release.Ladder) Summary {
	s := Summary{Name: groupName(l.StaffGroup), Href: "/ladders/" + l.StaffGroup, Standard: l.Version == 0, BankShare: strconv.Itoa(l.BankShare)}
	if l.StaffGroup == release.AllGroups {
		s.Href = "/ladders/" + all
	}
	for _, step := range l.Steps {
		s.Steps = append(s.Steps, releasepart.Name(step.Kind, step.Tier)+": "+when(step))
	}
	return s
}

func when(s release.Step) string {
	switch {
	case s.Window > 0:
		return "alone for " + layout.Duration(s.Window)
	case s.Trigger.On == release.LeadTime:
		return length(s.Trigger.After) + " before the start"
	case s.Trigger.On == release.Dwell:
		return length(s.Trigger.After) + " after the step before"
	}
	return "at posting"
}

// length says whole days as days.
func length(d time.Duration) string {
	if day := 24 * time.Hour; d >= 2*day && d%day == 0 {
		return strconv.Itoa(int(d/day)) + " days"
	}
	return layout.Duration(d)
}

func triedOf(p release.WhatIf) *Tried {
	t := &Tried{Shifts: p.Shifts, BankAtRisk: p.BankAtRisk, AgencyHeldBack: p.AgencyHeldBack, Unfilled: p.Unfilled}
	for _, k := range release.Kinds {
		if n := p.ReachedBy[k]; n > 0 {
			t.Reached = append(t.Reached, Reached{Name: releasepart.Name(k, 0), Shifts: n})
		}
	}
	for _, r := range p.Rows {
		if !r.AgencyEarlier && !r.AgencyLater && r.FilledAt != nil {
			continue
		}
		if len(t.Rows) == maxRows {
			break
		}
		t.Rows = append(t.Rows, triedRow(r))
	}
	return t
}

// maxRows is how many shifts the page names; the API gives all.
const maxRows = 50

func triedRow(r release.Replayed) TriedRow {
	row := TriedRow{Href: "/shifts/" + r.ShiftID.String(), Start: layout.Moment(r.StartsAt), Agencies: layout.Moment(r.Plan.BankClosesAt(r.For)), Filled: "Nobody"}
	if r.FilledAt != nil {
		row.Filled = view.Words(r.FilledBy) + ", " + layout.Moment(*r.FilledAt)
	}
	switch {
	case r.AgencyEarlier:
		row.Means = "Agencies would have been asked before the bank worker came"
	case r.AgencyLater:
		row.Means = "The agency would not have been let in yet"
	default:
		row.Means = "Reached " + releasepart.Name(r.Reached, 0)
	}
	return row
}
