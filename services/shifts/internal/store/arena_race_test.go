package store_test

import (
	"math/rand/v2"
	"runtime"
	"sync"
	"testing"
	"time"
)

// everything is all acts by their names.
func everything(sets ...map[string]act) map[string]act {
	all := make(map[string]act)
	for _, set := range sets {
		for name, do := range set {
			all[name] = do
		}
	}
	return all
}

// storm runs every act at the same moment, and more of them until there are at least n, in any order.
func (a *arena) storm(t *testing.T, n int, sets ...map[string]act) {
	t.Helper()
	var wg sync.WaitGroup
	begin := make(chan struct{})
	acts := everything(sets...)
	for started := 0; started < n; {
		for name, do := range acts {
			started++
			wg.Go(func() {
				<-begin
				for range rand.N(8) {
					runtime.Gosched()
				}
				if err := unknownError(do(a, rand.IntN)); err != nil {
					t.Errorf("%s: %v", name, err)
				}
			})
		}
	}
	close(begin)
	wg.Wait()
}

// shorten lets every hold and every offer run out during the storm that comes, at moments of their own.
func (a *arena) shorten(t *testing.T) {
	t.Helper()
	a.as(t, "bookings", "update bookings set hold_expires_at = clock_timestamp() + random() * interval '200 ms' where status = 'held'")
	a.as(t, "offers", "update offers set expires_at = clock_timestamp() + random() * interval '200 ms' where status = 'open'")
	a.as(t, "shifts", "update shifts s set reserved_until = o.expires_at from offers o where o.id = s.reserved_offer and s.status = 'open'")
}

// quiet brings everything to rest and looks at what must hold.
func (a *arena) quiet(t *testing.T) {
	t.Helper()
	for _, name := range []string{"sweep", "expire holds", "open steps"} {
		if err := wards[name](a, rand.IntN); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, what := range append(a.breaches(), a.misled(t.Context())...) {
		t.Error(what)
	}
}

func TestEverythingAtOnceOnOneShift(t *testing.T) {
	t.Parallel()
	a := openArena(t)
	for range 6 {
		a.settle(t, 6, 2)
		a.shifts = a.shifts[1:]
		for range 4 {
			a.shorten(t)
			a.storm(t, 40, claims, wards, requests)
		}
		a.quiet(t)
		if t.Failed() {
			return
		}
	}
}

func TestEverythingAtOnceOnOneWorker(t *testing.T) {
	t.Parallel()
	a := openArena(t)
	for range 4 {
		a.settle(t, 2, 10)
		for range 4 {
			a.shorten(t)
			a.storm(t, 40, claims, wards, requests, changes)
		}
		a.quiet(t)
		if t.Failed() {
			return
		}
	}
}

// At the start of shifts their workers come, do not come, give back, are suspended and hand over, all at once.
func TestEverythingAtOnceAtTheStart(t *testing.T) {
	t.Parallel()
	a := openArena(t)
	for range 4 {
		a.settle(t, 4, 3)
		for range 2 {
			a.storm(t, 40, claims, requests)
		}
		for _, to := range []time.Duration{29*time.Hour + 30*time.Minute, time.Hour, 14 * time.Hour, 24 * time.Hour} {
			a.clock.Advance(to)
			a.storm(t, 40, claims, wards, requests, days)
			a.storm(t, 24, days)
		}
		a.quiet(t)
		if t.Failed() {
			return
		}
	}
}
