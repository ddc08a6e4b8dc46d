package app

import (
	"context"
	"sync"
	"time"

	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/booking"
)

// outcomes lets whoever accepted a shift wait for the end of the hold. Settling in this process wakes them; a poll finds
// what another replica has settled.
type outcomes struct {
	mu      sync.Mutex
	waiters map[id.ID]chan Booked
}

// poll is how often a waiter looks at the database by itself. Under load each look delays the answer that it looks for.
const poll = 250 * time.Millisecond

func newOutcomes() *outcomes { return &outcomes{waiters: make(map[id.ID]chan Booked)} }

// expect registers the one who waits for a booking. It comes before the booking is told to anybody, so that no answer is
// too quick. stop is called when the wait is over.
func (o *outcomes) expect(bookingID id.ID) (woken <-chan Booked, stop func()) {
	o.mu.Lock()
	defer o.mu.Unlock()
	ch := make(chan Booked, 1)
	o.waiters[bookingID] = ch
	return ch, func() {
		o.mu.Lock()
		defer o.mu.Unlock()
		delete(o.waiters, bookingID)
	}
}

// settled gives whoever waits for the booking what has been committed.
func (o *outcomes) settled(b Booked) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if ch, ok := o.waiters[b.Booking.ID]; ok {
		ch <- b
		delete(o.waiters, b.Booking.ID)
	}
}

// await gives the booking once it is settled: what woken brings, or what look finds, which is called each poll and when
// within is over. After that it is given as it is.
func await(ctx context.Context, woken <-chan Booked, within time.Duration, look func() (Booked, error)) (Booked, error) {
	deadline := time.NewTimer(within)
	defer deadline.Stop()
	tick := time.NewTicker(poll)
	defer tick.Stop()
	for {
		over := false
		select {
		case b := <-woken:
			return b, nil
		case <-tick.C:
		case <-deadline.C:
			over = true
		case <-ctx.Done():
			return Booked{}, ctx.Err()
		}
		if b, err := look(); err != nil || over || b.Booking.Status != booking.Held {
			return b, err
		}
	}
}
