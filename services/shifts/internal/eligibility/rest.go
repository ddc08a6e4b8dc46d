package eligibility

import (
	"fmt"
	"time"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/id"
)

// Rest is the least time between two shifts of one worker, across all employers. It is elapsed time: on the night that
// the clocks go back the next shift may start an hour earlier by the wall, and in March an hour later.
const Rest = 11 * time.Hour

// Entry is one engagement in a worker's diary.
type Entry struct {
	BookingID        id.ID
	StartsAt, EndsAt time.Time
}

// RestReasons says which entries of the diary overlap the wanted one or leave less than Rest on either side. Exactly
// eleven hours are enough.
func RestReasons(want Entry, diary []Entry) []reason.Reason {
	var rs []reason.Reason
	for _, e := range diary {
		if r, clash := clashes(want, e); clash {
			rs = append(rs, r)
		}
	}
	return rs
}

func clashes(want, e Entry) (reason.Reason, bool) {
	if want.StartsAt.Before(e.EndsAt) && e.StartsAt.Before(want.EndsAt) {
		return hardFrom("OVERLAP",
			fmt.Sprintf("You already have a shift %s, at the same time as this one.", span(e)),
			"Choose a shift at another time, or give the other one back first.", e.EndsAt.Add(Rest)), true
	}
	if gap := want.StartsAt.Sub(e.EndsAt); gap >= 0 && gap < Rest {
		return hardFrom("REST_11H",
			fmt.Sprintf("Your shift %s leaves %s before this one, and 11 h of rest are needed.", span(e), Hours(gap)),
			"Choose a shift that starts at "+londonTime(e.EndsAt.Add(Rest))+" or later.", e.EndsAt.Add(Rest)), true
	}
	if gap := e.StartsAt.Sub(want.EndsAt); gap >= 0 && gap < Rest {
		return hard("REST_11H",
			fmt.Sprintf("This shift leaves %s before your shift %s, and 11 h of rest are needed.", Hours(gap), span(e)),
			"Choose a shift that ends at "+londonTime(e.StartsAt.Add(-Rest))+" or earlier."), true
	}
	return reason.Reason{}, false
}

// Hours says a length in hours and minutes, e.g. "10 h 59 min".
func Hours(d time.Duration) string {
	h, m := int(d/time.Hour), int(d%time.Hour/time.Minute)
	if m == 0 {
		return fmt.Sprintf("%d h", h)
	}
	return fmt.Sprintf("%d h %d min", h, m)
}

func span(e Entry) string {
	return "from " + londonTime(e.StartsAt) + " to " + londonTime(e.EndsAt)
}

func londonTime(t time.Time) string { return t.In(clock.London).Format("Mon 2 Jan 15:04") }
func londonDay(t time.Time) string  { return t.In(clock.London).Format("2 January 2006") }
