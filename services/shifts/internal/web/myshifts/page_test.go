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

func TestWhatWaitsForTheWorkerComesFirst(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)
	at := func(start time.Duration, status booking.Status) app.Booked {
		b := booking.State{ID: id.New(), StartsAt: now.Add(start), EndsAt: now.Add(start + 8*time.Hour), NetMinutes: 480, Status: status}
		return app.Booked{Booking: b, Shift: shift.State{StartsAt: b.StartsAt, EndsAt: b.EndsAt}}
	}
	v := viewOf([]app.Booked{at(-9*time.Hour, booking.Confirmed), at(30*time.Minute, booking.Confirmed), at(26*time.Hour, booking.Confirmed), at(-9*time.Hour, booking.Withdrawn)}, app.Directory{}, now)
	if len(v.Todo) != 2 || !v.Todo[0].Attendance.SendHours || !v.Todo[1].Attendance.CheckIn {
		t.Errorf("%d to do", len(v.Todo))
	}
	v.Reliability = reliability(app.Reliability{From: now.AddDate(0, 0, -180), To: now, Kept: 3, Absent: 1})
	p := pagetest.Render(t, Page(v), Stories()[0].Principal)
	p.Has("todo", "Check in", "Hours")
	p.Has("reliability", "3 kept", "1 not attended")
}
