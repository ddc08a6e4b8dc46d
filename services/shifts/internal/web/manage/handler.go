// Package manage is the page /manage: what waits for an employer's people, and the way to everything that their bank runs by.
package manage

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"

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
		if who.Role == auth.Lead || who.Role == auth.Auditor {
			names, err := a.Directory(r.Context())
			if err != nil {
				return err
			}
			return web.Render(w, r, http.StatusOK, Employers(employersOf(names)))
		}
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

// employersOf is a line for each employer, by name.
func employersOf(names app.Directory) []Employer {
	var out []Employer
	for ods, name := range names.Employers() {
		out = append(out, Employer{ODS: ods, Name: name})
	}
	slices.SortFunc(out, func(a, b Employer) int { return strings.Compare(a.Name+a.ODS, b.Name+b.ODS) })
	return out
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
