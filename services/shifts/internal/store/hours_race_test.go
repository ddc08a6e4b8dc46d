package store_test

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/booking"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
	"github.com/muster-ics/muster/services/shifts/internal/workingtime"
)

// accept judges a claim on the diary as it is, again and again while it moves, as the use case does.
func (f fixture) accept(ctx context.Context, shiftID, worker id.ID) error {
	for {
		s, w, facts, _, err := f.Bookings.Candidate(ctx, shiftID, worker)
		if err != nil {
			return err
		}
		w.HomeEmployer = "RVV"
		b, err := booking.Hold(id.New(), shift.Rehydrate(s), w, facts, f.clock.Now())
		if err != nil {
			return err
		}
		if _, err = f.Bookings.Claim(ctx, s, b); !errors.Is(err, app.ErrDiaryMoved) {
			return err
		}
	}
}

func TestClaimsThatAreLegalAloneAndNotTogetherDoNotAllWin(t *testing.T) {
	t.Parallel()
	f := open(t)
	worker := id.New()
	morning := f.clock.Now().Truncate(24 * time.Hour).Add(10*24*time.Hour + 7*time.Hour)
	// A shift of 11 h of work on each of 15 days at two employers: five bring a week to 55 h, a sixth to 66 h.
	var wanted []shift.State
	for i := range 30 {
		wanted = append(wanted, f.post(t, posting([]string{"RVV", "RPA"}[i%2], morning.Add(time.Duration(i/2)*24*time.Hour), 12*time.Hour)))
	}
	var won atomic.Int32
	var group sync.WaitGroup
	for _, s := range wanted {
		group.Go(func() {
			var no *booking.Refusal
			switch err := f.accept(t.Context(), s.ID, worker); {
			case err == nil:
				won.Add(1)
			case !errors.As(err, &no):
				t.Error(err)
			}
		})
	}
	group.Wait()

	d, err := f.Bookings.Diary(t.Context(), worker, morning)
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Entries) != int(won.Load()) || won.Load() < 5 {
		t.Fatalf("%d won, %d are in the diary", won.Load(), len(d.Entries))
	}
	if d.Version != int64(won.Load()) {
		t.Errorf("the diary has version %d after %d claims", d.Version, won.Load())
	}
	if most := busiestWeek(d.Entries); most > 60*60 {
		t.Errorf("%d min of work in 7 days were accepted", most)
	}
	// What is left is refused one by one for the same reason as together.
	for _, s := range wanted {
		if err := f.accept(t.Context(), s.ID, worker); err == nil {
			t.Errorf("a shift on %s that was refused in the race is not refused after it", s.StartsAt)
		}
	}
}

// busiestWeek adds up, for each minute-exact week that begins with a shift, the shifts that lie in it.
func busiestWeek(es []workingtime.Entry) int {
	most := 0
	for _, first := range es {
		sum := 0
		for _, e := range es {
			if !e.StartsAt.Before(first.StartsAt) && e.EndsAt.Before(first.StartsAt.Add(7*24*time.Hour)) {
				sum += e.NetMinutes
			}
		}
		most = max(most, sum)
	}
	return most
}

func TestAClaimOnAnOldDiaryWritesNothing(t *testing.T) {
	t.Parallel()
	f := open(t)
	worker := id.New()
	starts := f.clock.Now().Truncate(time.Minute).Add(48 * time.Hour)
	first, second := f.post(t, posting("RVV", starts, 8*time.Hour)), f.post(t, posting("RPA", starts.Add(48*time.Hour), 8*time.Hour))
	s, w, facts, _, err := f.Bookings.Candidate(t.Context(), second.ID, worker)
	if err != nil {
		t.Fatal(err)
	}
	w.HomeEmployer = "RVV"
	if err := f.accept(t.Context(), first.ID, worker); err != nil {
		t.Fatal(err)
	}
	b, err := booking.Hold(id.New(), shift.Rehydrate(s), w, facts, f.clock.Now())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Bookings.Claim(t.Context(), s, b); !errors.Is(err, app.ErrDiaryMoved) {
		t.Fatalf("%v", err)
	}
	if again, _ := f.Shifts.Get(t.Context(), second.ID); again.Status != shift.Open || again.Version != 1 {
		t.Errorf("the shift is %s at version %d", again.Status, again.Version)
	}
	if _, _, err := f.Bookings.Get(t.Context(), b.State().ID); !errors.Is(err, app.ErrNotFound) {
		t.Errorf("the booking is there: %v", err)
	}
}
