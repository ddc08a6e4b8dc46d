package store_test

import (
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/outbox"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

const racers = 24

func TestManyClaimsOfOneShiftHaveOneWinner(t *testing.T) {
	t.Parallel()
	f := open(t)
	for range 5 {
		s := f.post(t, posting("RVV", f.clock.Now().Truncate(time.Minute).Add(48*time.Hour), 8*time.Hour))
		var won, lost atomic.Int32
		var group sync.WaitGroup
		for range racers {
			group.Go(func() {
				switch _, err := f.claim(t.Context(), s, id.New(), "RVV"); {
				case err == nil:
					won.Add(1)
				case errors.Is(err, app.ErrNotTaken):
					lost.Add(1)
				default:
					t.Error(err)
				}
			})
		}
		group.Wait()
		if won.Load() != 1 || lost.Load() != racers-1 {
			t.Fatalf("%d won, %d lost", won.Load(), lost.Load())
		}
	}
}

func TestManyClaimsOfOneWorkerForOverlappingShiftsHaveOneWinner(t *testing.T) {
	t.Parallel()
	f := open(t)
	worker := id.New()
	starts := f.clock.Now().Truncate(time.Minute).Add(48 * time.Hour)
	var shifts []shift.State
	for i := range racers {
		employer := []string{"RVV", "RPA"}[i%2]
		shifts = append(shifts, f.post(t, posting(employer, starts.Add(time.Duration(i)*10*time.Minute), 8*time.Hour)))
	}
	var won, lost atomic.Int32
	var group sync.WaitGroup
	for _, s := range shifts {
		group.Go(func() {
			switch _, err := f.claim(t.Context(), s, worker, "RVV"); {
			case err == nil:
				won.Add(1)
			case errors.Is(err, app.ErrTooNear):
				lost.Add(1)
			default:
				t.Error(err)
			}
		})
	}
	group.Wait()
	if won.Load() != 1 || lost.Load() != racers-1 {
		t.Fatalf("%d won, %d lost", won.Load(), lost.Load())
	}
	open := 0
	err := f.List.OpenNow(t.Context(), func(some []shift.State) error {
		for _, s := range some {
			if s.Status == shift.Open {
				open++
			}
		}
		return nil
	})
	if err != nil || open != racers-1 {
		t.Errorf("%d shifts are open, %v", open, err)
	}
}

func TestElevenHoursAreElapsedTimeAlsoWhenTheClocksChange(t *testing.T) {
	t.Parallel()
	f := open(t)
	for name, ends := range map[string]time.Time{
		"an ordinary day":                 time.Date(2026, 12, 10, 19, 30, 0, 0, clock.London),
		"the night the clocks go forward": time.Date(2027, 3, 27, 21, 0, 0, 0, clock.London),
		"the night the clocks go back":    time.Date(2027, 10, 30, 21, 0, 0, 0, clock.London),
		"across midnight":                 time.Date(2026, 12, 11, 0, 0, 0, 0, clock.London),
		"29 March 2026":                   time.Date(2026, 3, 28, 21, 0, 0, 0, clock.London),
		"25 October 2026":                 time.Date(2026, 10, 24, 21, 0, 0, 0, clock.London),
	} {
		for step, gap := range map[string]time.Duration{"eleven hours": 11 * time.Hour, "a minute less": 11*time.Hour - time.Minute} {
			t.Run(name+"/"+step, func(t *testing.T) {
				t.Parallel()
				f := f
				f.clock = clock.At(ends.Add(-72 * time.Hour))
				first := f.post(t, posting("RVV", ends.Add(-8*time.Hour), 8*time.Hour))
				second := f.post(t, posting("RPA", ends.Add(gap), 8*time.Hour))
				// Whichever is taken first, the other is judged the same.
				for _, order := range [][2]shift.State{{first, second}, {second, first}} {
					worker := id.New()
					a := f.post(t, posting(order[0].Employer, order[0].StartsAt, 8*time.Hour))
					b := f.post(t, posting(order[1].Employer, order[1].StartsAt, 8*time.Hour))
					if _, err := f.claim(t.Context(), a, worker, "RVV"); err != nil {
						t.Fatal(err)
					}
					_, err := f.claim(t.Context(), b, worker, "RVV")
					if want := gap < 11*time.Hour; errors.Is(err, app.ErrTooNear) != want || (err != nil) != want {
						t.Errorf("%v", err)
					}
				}
			})
		}
	}
}

func TestAClaimWritesItsIdempotencyKeyOrNothing(t *testing.T) {
	t.Parallel()
	f := open(t)
	starts := f.clock.Now().Truncate(time.Minute).Add(48 * time.Hour)
	a, b := f.post(t, posting("RVV", starts, 8*time.Hour)), f.post(t, posting("RVV", starts, 8*time.Hour))
	key := outbox.Idempotency{Scope: "worker accept", Key: "k", RequestHash: []byte("h")}
	if _, err := f.claim(outbox.WithIdempotency(t.Context(), key), a, id.New(), "RVV"); err != nil {
		t.Fatal(err)
	}
	if _, err := f.claim(outbox.WithIdempotency(t.Context(), key), b, id.New(), "RVV"); !errors.Is(err, app.ErrRepeated) {
		t.Errorf("the second use: %v", err)
	}
	if st, err := f.Shifts.Get(t.Context(), b.ID); err != nil || st.Status != shift.Open {
		t.Errorf("the second shift is %s, %v", st.Status, err)
	}
	// A key whose day is over is free again.
	if _, err := f.db.Pool.Exec(t.Context(), "update idempotency set expires_at = clock_timestamp() - interval '1 second'"); err != nil {
		t.Fatal(err)
	}
	if _, err := f.claim(outbox.WithIdempotency(t.Context(), key), b, id.New(), "RVV"); err != nil {
		t.Errorf("after a day: %v", err)
	}
}

func TestAShiftThatChangedSinceItWasReadIsNotClaimed(t *testing.T) {
	t.Parallel()
	f := open(t)
	s := f.post(t, posting("RVV", f.clock.Now().Truncate(time.Minute).Add(48*time.Hour), 8*time.Hour))
	stale := s
	stale.Version = 7
	if _, err := f.claim(t.Context(), stale, id.New(), "RVV"); !errors.Is(err, app.ErrNotTaken) {
		t.Errorf("an older version: %v", err)
	}
	late := f
	late.clock = clock.At(s.StartsAt.Add(-time.Second))
	b := s
	b.StartsAt = b.StartsAt.Add(time.Hour) // The caller thinks that there is time; the row knows better.
	late.clock.Set(s.StartsAt)
	if _, err := late.claim(t.Context(), b, id.New(), "RVV"); !errors.Is(err, app.ErrNotTaken) {
		t.Errorf("after the start: %v", err)
	}
}
