package myshifts

import (
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/pkg/web/pagetest"
	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/booking"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

func TestMyShiftsAreGroupedByDayAndTheRestIsOver(t *testing.T) {
	t.Parallel()
	s := Stories()[0]
	p := pagetest.Render(t, s.Component, s.Principal)
	p.Has("coming", "Confirmed", "William Harvey Hospital")
	p.Has("over", "Given back")
	p.Has("hours-cap", "Student visa", "18 h 30 min of 20 h this week", "Near the limit")
	p.Has("hours-average", "41 h 10 min a week over the last 17 weeks; the limit is 48 h")
	p.Has("hours-rest", "Wednesday 11 March at 18:30")
	none := Stories()[1]
	pagetest.Render(t, none.Component, none.Principal).One("none")
}

func TestWhatHasEndedIsOverAndTwoOfADayShareItsHeading(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)
	at := func(hours int, status booking.Status) app.Booked {
		start := now.Add(time.Duration(hours) * time.Hour)
		return app.Booked{Booking: booking.State{ID: id.New(), StartsAt: start, EndsAt: start.Add(time.Hour), Status: status}, Shift: shift.State{StartsAt: start, EndsAt: start.Add(time.Hour)}}
	}
	v := viewOf([]app.Booked{at(-30, booking.Confirmed), at(1, booking.Confirmed), at(3, booking.Held), at(5, booking.Refused), at(24, booking.Confirmed)}, app.Directory{}, now)
	if len(v.Coming) != 2 || len(v.Coming[0].Bookings) != 2 || len(v.Over) != 2 {
		t.Errorf("%d days to come, %d over", len(v.Coming), len(v.Over))
	}
	if !v.Over[0].Shift.StartsAt.After(v.Over[1].Shift.StartsAt) {
		t.Error("the latest is not first")
	}
}
