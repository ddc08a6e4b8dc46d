// Package approvals is the page /approvals: the shifts that wait for somebody's yes.
package approvals

import (
	"net/http"
	"strconv"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/pkg/web/layout"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
	"github.com/muster-ics/muster/services/shifts/internal/web/view"
)

// shown is how many wait on one page; more come once these are done.
const shown = 100

// Handler answers the list and the yes to many.
type Handler struct{ App *app.App }

// Show answers GET /approvals.
func (h Handler) Show(w http.ResponseWriter, r *http.Request) error {
	done, _ := strconv.Atoi(r.URL.Query().Get("done"))
	return h.render(w, r, http.StatusOK, approved(min(max(done, 0), app.MaxApprovals)), nil)
}

// Approve answers POST /approvals.
func (h Handler) Approve(w http.ResponseWriter, r *http.Request) error {
	chosen := r.PostForm["shift"]
	ids := make([]id.ID, len(chosen))
	for i, raw := range chosen {
		// What cannot be an id names no shift, like an id that is not there.
		ids[i], _ = id.Parse(raw)
	}
	results, err := h.App.ApproveMany(r.Context(), ids)
	if err != nil {
		f, status, ok := view.Refusal(err)
		if !ok {
			return err
		}
		return h.render(w, r, status, "", f)
	}
	done, wrong := 0, fault.New(fault.Conflict, "not_approved", "Not all of them could be approved.")
	for _, res := range results {
		if res.Err == nil {
			done++
			continue
		}
		wrong = wrong.WithFields(fault.Field{Location: "form.shift", Message: "Shift " + view.ShortID(res.ShiftID.String()) + ": " + res.Err.Message})
	}
	if len(wrong.Fields) > 0 {
		return h.render(w, r, http.StatusConflict, approved(done), wrong)
	}
	http.Redirect(w, r, "/approvals?done="+strconv.Itoa(done), http.StatusSeeOther)
	return nil
}

func approved(n int) string {
	switch n {
	case 0:
		return ""
	case 1:
		return "1 shift is open now."
	}
	return strconv.Itoa(n) + " shifts are open now."
}

func (h Handler) render(w http.ResponseWriter, r *http.Request, status int, done string, f *fault.Error) error {
	who := view.Self(r.Context())
	if _, err := h.App.Policy().Check(r.Context(), app.ApproveShift, auth.Facts{Employer: who.Employer}); err != nil {
		return err
	}
	waiting, err := h.App.List(r.Context(), app.ShiftFilter{Employer: who.Employer, Statuses: []shift.Status{shift.AwaitingApproval}, Limit: shown})
	if err != nil {
		return err
	}
	names, err := h.App.Directory(r.Context())
	if err != nil {
		return err
	}
	v := View{Done: done, Fault: f, More: len(waiting) == shown}
	for _, s := range waiting {
		v.Lines = append(v.Lines, Line{Shift: view.ShiftOf(app.ShiftState(s), names), Why: s.Approval.Why, Own: s.Approval.SubmittedBy == who.Subject,
			Asked: layout.Moment(s.Approval.SubmittedAt), Cost: layout.Pounds(s.RatePence * int64(s.NetMinutes()) / 60)})
	}
	return web.Render(w, r, status, Page(v))
}
