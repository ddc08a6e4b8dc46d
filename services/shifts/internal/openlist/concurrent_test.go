package openlist

import (
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// Everything that is fed and asked at the same time; the race detector judges, and the end must be what was put last.
func TestFeedingAndAskingAtOnce(t *testing.T) {
	t.Parallel()
	l := New()
	ids := make([]id.ID, 50)
	for i := range ids {
		ids[i] = id.New()
	}
	const rounds = 400
	var all sync.WaitGroup
	for feeder := range uint64(4) {
		all.Go(func() {
			c := chance{rand.New(rand.NewPCG(feeder, 11))}
			for round := range int64(rounds) {
				s := c.shift()
				s.ID, s.Version = ids[c.IntN(len(ids))], round+1
				put(l, s)
				w := c.worker()
				w.ID = ids[c.IntN(len(ids))]
				l.PutWorker(w, round+1, 0)
				if round%50 == 0 {
					l.PutAgreement(c.agreement(), round+1)
				}
			}
		})
	}
	for asker := range uint64(2) {
		all.Go(func() {
			c := chance{rand.New(rand.NewPCG(asker, 13))}
			for range rounds {
				for _, e := range l.Open(c.worker(), nil, now) {
					if e.Shift.ID == id.Nil || !e.Shift.StartsAt.After(now) {
						t.Errorf("listed %+v", e.Shift)
					}
				}
				l.Workers(c.shift())
				l.All(now)
			}
		})
	}
	all.Wait()
	for _, k := range ids {
		put(l, shift.State{ID: k, Status: shift.Lapsed, Version: rounds + 1})
	}
	if left := l.All(time.Time{}); len(left) != 0 {
		t.Errorf("%d shifts are left", len(left))
	}
}
