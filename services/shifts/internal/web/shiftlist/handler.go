// Package shiftlist is the page /shifts: the employer's desk, and every employer's for leads and auditors.
package shiftlist

import (
	"net/http"
	"net/url"
	"time"

	es "github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/web"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
	"github.com/muster-ics/muster/services/shifts/internal/web/view"
)

const (
	shown = 50
	soon  = 72 * time.Hour
)

// statuses are the filters, in the order of use.
var statuses = []shift.Status{shift.AwaitingApproval, shift.Open, shift.Filled, shift.Lapsed, shift.Withdrawn, shift.Cancelled}

// Handler answers GET /shifts?status=&when=&after=.
func Handler(a *app.App) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, r *http.Request) error {
		q := r.URL.Query()
		f, when := filter(q, a.Now())
		after, _, err := web.DecodeCursor[app.Cursor](filters(q, when), q.Get("after"))
		if err != nil {
			return err
		}
		f.After = after
		list, err := a.List(r.Context(), f)
		if err != nil {
			return err
		}
		names, err := a.Directory(r.Context())
		if err != nil {
			return err
		}
		who := view.Self(r.Context())
		v := View{All: who.Role != auth.Employer, MayPost: who.Role == auth.Employer && who.Has(auth.Post), MayApprove: who.Role == auth.Employer && who.Has(auth.Approve), When: when, Tabs: tabs(when, q.Get("status")), Statuses: links(when, q.Get("status"))}
		aided, err := a.AidedShifts(r.Context())
		if err != nil {
			return err
		}
		for _, s := range list {
			shown := view.ShiftOf(app.ShiftState(s), names)
			shown.Aid(aided)
			v.Shifts = append(v.Shifts, shown)
		}
		if n := len(list); n == shown {
			next := url.Values{"status": {q.Get("status")}, "when": {when}, "after": {web.EncodeCursor(filters(q, when), app.Cursor{At: list[n-1].StartsAt, ID: list[n-1].ID})}}
			v.Next = "/shifts?" + next.Encode()
		}
		return web.Render(w, r, http.StatusOK, Page(v))
	}
}

// filters are what shapes the list; when is the time that is shown, also where the address names none.
func filters(q url.Values, when string) []string { return []string{q.Get("status"), when} }

func filter(q url.Values, now time.Time) (app.ShiftFilter, string) {
	f := app.ShiftFilter{Limit: shown}
	for _, s := range statuses {
		if q.Get("status") == string(s) {
			f.Statuses = []shift.Status{s}
		}
	}
	until := now.Add(soon)
	switch q.Get("when") {
	case "later":
		f.From = &until
		return f, "later"
	case "past":
		from := now.Add(-28 * 24 * time.Hour)
		f.From, f.To = &from, &now
		return f, "past"
	}
	f.From, f.To = &now, &until
	return f, "soon"
}

func tabs(when, status string) []Tab {
	return []Tab{
		{"Next 72 hours", address(status, "soon"), when == "soon"},
		{"Later", address(status, "later"), when == "later"},
		{"Last four weeks", address(status, "past"), when == "past"},
	}
}

func links(when, status string) []Tab {
	out := []Tab{{"All", address("", when), status == ""}}
	for _, s := range statuses {
		out = append(out, Tab{view.ShiftStatus(es.ShiftStatus(s)).Text, address(string(s), when), status == string(s)})
	}
	return out
}

func address(status, when string) string {
	q := url.Values{"when": {when}}
	if status != "" {
		q.Set("status", status)
	}
	return "/shifts?" + q.Encode()
}
