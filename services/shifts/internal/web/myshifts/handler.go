// Package myshifts is the page /my-shifts: what a worker has taken, day by day.
package myshifts

import (
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/pkg/web/layout"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/web/myrequests"
	"github.com/muster-ics/muster/services/shifts/internal/web/view"
)

// back is how far into the past the page looks.
const back = 28 * 24 * time.Hour

// Handler answers GET /my-shifts.
func Handler(a *app.App) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, r *http.Request) error {
		if view.Self(r.Context()).Role != auth.Worker {
			return fault.New(fault.Forbidden, "not_allowed", "Only bank workers have shifts of their own.")
		}
		since := a.Now().Add(-back)
		mine, err := a.Bookings(r.Context(), app.BookingFilter{EndsAfter: &since, Limit: 200})
		if err != nil {
			return err
		}
		names, err := a.Directory(r.Context())
		if err != nil {
			return err
		}
		kept, err := a.Reliability(r.Context(), "")
		if err != nil {
			return err
		}
		v := viewOf(mine, names, a.Now())
		v.Reliability = reliability(kept)
		if v.Requests, err = myrequests.Of(r.Context(), a, names); err != nil {
			return err
		}
		hours, err := a.MyHours(r.Context())
		if err != nil {
			return err
		}
		v.Hours = view.HoursOf(hours)
		blocks, err := a.Blocks(r.Context())
		if err != nil {
			return err
		}
		v.Blocks, v.Appeal = blocksOf(blocks, names), app.Appeal
		return web.Render(w, r, http.StatusOK, Page(v))
	}
}

func viewOf(mine []app.Booked, names app.Directory, now time.Time) View {
	var v View
	for _, m := range mine {
		b := view.BookingOf(m, names, now)
		if a := b.Attendance; a.SendHours || a.Dispute && a.HoursLink || a.CheckIn && m.Booking.StartsAt.Sub(now) <= time.Hour {
			v.Todo = append(v.Todo, b)
		}
		switch {
		case m.Booking.Status.Live() && m.Booking.EndsAt.After(now):
			if n := len(v.Coming); n == 0 || v.Coming[n-1].Heading != b.Shift.Day {
				v.Coming = append(v.Coming, Day{Heading: b.Shift.Day})
			}
			last := &v.Coming[len(v.Coming)-1]
			last.Bookings = append(last.Bookings, b)
		default:
			v.Over = append(v.Over, b)
		}
	}
	slices.Reverse(v.Over) // The latest is what people ask about.
	return v
}

// blocksOf says each block in a sentence. Why it was placed the worker hears from the employer.
func blocksOf(all []app.Block, names app.Directory) []string {
	var out []string
	for _, b := range all {
		where := names.Employer(b.Employer) + ": every ward"
		if b.Ward != "" {
			where = names.Employer(b.Employer) + ": " + app.InWords(b.Ward)
		}
		out = append(out, where+". The employer looks at it again by "+layout.Date(b.ReviewAt)+".")
	}
	return out
}

// reliability says both sides in one sentence: what the employers cancelled stands beside what the worker did.
func reliability(r app.Reliability) string {
	byWorker, byEmployer := 0, 0
	for _, n := range r.ByWorker {
		byWorker += n
	}
	for _, n := range r.ByEmployer {
		byEmployer += n
	}
	if r.Kept+byWorker+byEmployer+r.Absent+r.NotCounted == 0 {
		return ""
	}
	return fmt.Sprintf("In the last %d days: %d kept, %d given back, %d not attended; employers cancelled %d. %d when you could not work are not counted.",
		int(r.To.Sub(r.From).Hours()/24), r.Kept, byWorker, r.Absent, byEmployer, r.NotCounted)
}
