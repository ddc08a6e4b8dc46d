package app

import (
	"context"
	"sync"
	"time"

	"github.com/muster-ics/muster/pkg/id"
)

// outcomes lets whoever accepted a shift wait for the end of the hold. Settling in this process wakes them; a poll finds
// what another replica has settled.
type outcomes struct {
	mu      sync.Mutex
	waiters map[id.ID]chan struct{}
}

// poll is how often a waiter looks at the database by itself.
const poll = 100 * time.Millisecond

func newOutcomes() *outcomes { return &outcomes{waiters: make(map[id.ID]chan struct{})} }

// expect registers the one who waits for a booking. It comes before the booking is told to anybody, so that no answer is
// too quick. stop is called when the wait is over.
func (o *outcomes) expect(bookingID id.ID) (woken <-chan struct{}, stop func()) {
	o.mu.Lock()
	defer o.mu.Unlock()
	ch := make(chan struct{})
	o.waiters[bookingID] = ch
	return ch, func() {
		o.mu.Lock()
		defer o.mu.Unlock()
		delete(o.waiters, bookingID)
	}
}

// settled wakes whoever waits for the booking.
func (o *outcomes) settled(bookingID id.ID) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if ch, ok := o.waiters[bookingID]; ok {
		close(ch)
		delete(o.waiters, bookingID)
	}
}

// await calls look until it says that the booking is settled: at once when woken, else each poll, until within is over.
func await(ctx context.Context, woken <-chan struct{}, within time.Duration, look func() (done bool, err error)) error {
	deadline := time.NewTimer(within)
	defer deadline.Stop()
	tick := time.NewTicker(poll)
	defer tick.Stop()
	for {
		over := false
		select {
		case <-woken:
			woken = nil
		case <-tick.C:
		case <-deadline.C:
			over = true
		case <-ctx.Done():
			return ctx.Err()
		}
		if done, err := look(); done || err != nil || over {
			return err
		}
	}
}
