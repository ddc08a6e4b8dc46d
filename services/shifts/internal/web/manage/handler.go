// Package manage is the page /manage: what waits for an employer's people, and the way to everything that their bank runs by.
package manage

import (
	"context"
	"net/http"
	"strconv"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
	"github.com/muster-ics/muster/services/shifts/internal/web/view"
)

// counted is up to how many of what waits are counted.
const counted = 100

// Handler answers GET /manage.
func Handler(a *app.App) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, r *http.Request) error {
		who := view.Self(r.Context())
		if who.Role != auth.Employer {
			return fault.New(fault.Forbidden, "not_allowed", "Only an employer's staff manage its bank. Start from the first page.")
		}
		v := View{Posts: who.Has(auth.Post)}
		if err := v.count(r.Context(), a, who); err != nil {
			return err
		}
		return web.Render(w, r, http.StatusOK, Page(v))
	}
}

// count fills in what waits for this person's duties.
func (v *View) count(ctx context.Context, a *app.App, who auth.Principal) error {
	if who.Has(auth.Approve) {
		shifts, err := a.List(ctx, app.ShiftFilter{Employer: who.Employer, Statuses: []shift.Status{shift.AwaitingApproval}, Limit: counted})
		if err != nil {
			return err
		}
		hours, err := a.Hours(ctx, app.HoursFilter{Statuses: app.WaitingHours, Disputes: true, Limit: counted})
		if err != nil {
			return err
		}
		v.Waiting = append(v.Waiting,
			Line{Text: "Shifts to approve", Href: "/approvals", TestID: "approvals", Hint: "Asked for under your employer's rule", Count: words(len(shifts))},
			Line{Text: "Worked hours", Href: "/timesheets", TestID: "timesheets", Hint: "Approve them together; disputes come first", Count: words(len(hours))})
	}
	asked, err := a.Asked(ctx, counted)
	if err != nil {
		return err
	}
	v.Waiting = append(v.Waiting, Line{Text: "For an executive", Href: "/escalations", TestID: "escalations", Hint: "Higher rates and agency steps", Count: words(len(asked))})
	return nil
}

func words(n int) string {
	switch {
	case n == 0:
		return "Nothing waits"
	case n == 1:
		return "1 waits"
	case n >= counted:
		return strconv.Itoa(counted) + " or more wait"
	}
	return strconv.Itoa(n) + " wait"
}
