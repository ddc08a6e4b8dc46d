package store_test

import (
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/deployments/internal/app"
)

func TestTheNewestVersionOfAShiftStandsInWhateverOrderItIsHeardOf(t *testing.T) {
	t.Parallel()
	k := open(t)
	shift, start := id.New(), k.clock.Now().Add(48*time.Hour)
	tell := func(version int64, status, filledBy string) {
		k.must(k.app.LearnShifts(t.Context(), app.ShiftFact{
			Shift: shift, Version: version, Host: "RVV", Site: "RVV01", Ward: "w1", StaffGroup: "nursing_midwifery", Role: "registered_nurse", Band: "5",
			StartsAt: start, EndsAt: start.Add(12 * time.Hour), NetMinutes: 690, RatePence: 1800, Status: status, FilledBy: filledBy,
			Requirements: []byte(`{"competencies":[]}`), PostedAt: k.clock.Now(),
		}))
	}
	tell(1, "open", "")
	tell(3, "open", "")
	tell(2, "filled", "own_bank")
	tell(3, "open", "")
	got, err := k.app.ShiftFacts.Some(t.Context(), []id.ID{shift})
	k.must(err)
	if len(got) != 1 || got[0].Version != 3 || got[0].Status != "open" || got[0].FilledBy != "" || !got[0].StartsAt.Equal(start) {
		t.Fatalf("%+v", got)
	}
	seen := 0
	k.must(k.app.ShiftFacts.Each(t.Context(), app.ShiftFactQuery{Hosts: []string{"RVV"}, From: start, Before: start.Add(time.Hour)},
		func(some []app.ShiftFact) error { seen += len(some); return nil }))
	if seen != 1 {
		t.Errorf("%d shifts in its hour", seen)
	}

	booking := app.BookingFact{Booking: id.New(), Version: 2, Worker: id.New(), Home: "RPA", StartsAt: start, EndsAt: start.Add(12 * time.Hour)}
	k.must(k.app.LearnBookings(t.Context(), booking)) // its end, heard first
	booking.Version, booking.Stands = 1, true
	k.must(k.app.LearnBookings(t.Context(), booking))
	busy, err := k.app.ShiftFacts.Busy(t.Context(), start, start.Add(time.Hour))
	k.must(err)
	if len(busy) != 0 {
		t.Errorf("busy by a booking that has ended: %+v", busy)
	}
	booking.Version, booking.Stands = 3, true
	k.must(k.app.LearnBookings(t.Context(), booking))
	if busy, err = k.app.ShiftFacts.Busy(t.Context(), start, start.Add(time.Hour)); err != nil || len(busy) != 1 {
		t.Errorf("%+v %v", busy, err)
	}

	k.clock.Advance(60 * 24 * time.Hour)
	if n, err := k.app.ForgetShifts(t.Context()); err != nil || n != 0 {
		t.Errorf("forgot %d of 58 days ago: %v", n, err)
	}
	k.clock.Advance(40 * 24 * time.Hour)
	if n, err := k.app.ForgetShifts(t.Context()); err != nil || n != 2 {
		t.Errorf("forgot %d of 98 days ago: %v", n, err)
	}
}
