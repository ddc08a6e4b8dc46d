package app

import (
	"context"
	"sync"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/odscode"
)

// Live follows what happens to shifts, from a place in the order of all that happened; 0 is from now. No employers
// are all of them.
type Live interface {
	FollowShifts(ctx context.Context, employers []string, after uint64, fn func(ShiftChange)) error
}

// ShiftChange is one change of one shift. Place is where a follower goes on from.
type ShiftChange struct {
	Place   uint64
	ShiftID string
	// Event is the short name, e.g. shift.filled.
	Event string
}

// FollowShifts tells the caller of each change of the shifts that they may see, until ctx ends: an employer of its own,
// leads and auditors of all or one employer's.
func (a *App) FollowShifts(ctx context.Context, employer string, after uint64, fn func(ShiftChange)) error {
	if a.telling.Live == nil {
		return fault.New(fault.Unavailable, "not_live", "Changes cannot be followed here. Load the page again to see what is new.")
	}
	return a.telling.Live.FollowShifts(ctx, a.codes(employer), after, fn)
}

// MayWatch decides who is sent changes; it is asked again while a stream lives. It gives whose changes: of the worker
// who asks, or of the employer (an employer's own when none is named).
func (a *App) MayWatch(ctx context.Context, employer string) (worker id.ID, of string, err error) {
	who, _ := auth.From(ctx)
	// The code becomes part of a subject, in which * and > would stand for everybody.
	if employer != "" && !odscode.Valid(employer) {
		return id.Nil, "", fault.New(fault.Invalid, "employer_unknown", "Give the employer's ODS code, for example RVV.")
	}
	if who.Role == auth.Employer && employer == "" {
		employer = who.Employer
	}
	if who, err = a.check(ctx, WatchChanges, auth.Facts{Employer: employer}); err != nil {
		return id.Nil, "", err
	}
	if who.Role != auth.Worker {
		return id.Nil, employer, nil
	}
	if worker, err = id.Parse(who.WorkerID); err != nil {
		return id.Nil, "", unknown()
	}
	return worker, "", nil
}

// bells ring for workers of whom this process holds a stream.
type bells struct {
	mu   sync.Mutex
	held map[id.ID]map[chan struct{}]struct{}
}

func newBells() *bells { return &bells{held: make(map[id.ID]map[chan struct{}]struct{})} }

func (b *bells) hold(worker id.ID) (rung <-chan struct{}, release func()) {
	b.mu.Lock()
	defer b.mu.Unlock()
	ch := make(chan struct{}, 1)
	if b.held[worker] == nil {
		b.held[worker] = make(map[chan struct{}]struct{})
	}
	b.held[worker][ch] = struct{}{}
	return ch, func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		if delete(b.held[worker], ch); len(b.held[worker]) == 0 {
			delete(b.held, worker)
		}
	}
}

func (b *bells) ring(worker id.ID) {
	b.mu.Lock()
	defer b.mu.Unlock()
	ringEach(b.held[worker])
}

func (b *bells) ringAll() {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, of := range b.held {
		ringEach(of)
	}
}

func ringEach(of map[chan struct{}]struct{}) {
	for ch := range of {
		select {
		case ch <- struct{}{}:
		default: // It has rung and has not been answered yet.
		}
	}
}

func (b *bells) any() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return len(b.held) > 0
}

// lookEvery is how late a notice that another replica has written may show on a stream of this one.
const lookEvery = 250 * time.Millisecond

// KeepStreams rings the bells of workers with new notices, whichever replica wrote them, until ctx ends. It asks the
// database once for all the streams of the process.
func (a *App) KeepStreams(ctx context.Context) error {
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	var last int64
	known := false
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
		if !a.bells.any() {
			known = false
			continue
		}
		n, err := a.freshSince(ctx, last, known)
		if err != nil {
			if ctx.Err() == nil {
				a.log.ErrorContext(ctx, "look for new notices", "err", err)
			}
			continue
		}
		last, known = n, true
	}
}

func (a *App) freshSince(ctx context.Context, last int64, known bool) (int64, error) {
	if !known {
		// What came since the streams of this process opened and before this look, they read themselves.
		n, err := a.telling.Notices.Last(ctx)
		if err == nil {
			a.bells.ringAll()
		}
		return n, err
	}
	fresh, err := a.telling.Notices.Fresh(ctx, last)
	for worker, n := range fresh {
		last = max(last, n)
		a.bells.ring(worker)
	}
	return last, err
}

// noticesAtOnce is how many notices a stream reads at a time.
const noticesAtOnce = 100

// FollowNotices gives a worker's notices after a number, each once and in order, until ctx ends; below 0 it begins with
// what comes. Who may, MayWatch has said.
func (a *App) FollowNotices(ctx context.Context, worker id.ID, after int64, fn func(Notice)) error {
	rung, release := a.bells.hold(worker)
	defer release()
	again := time.NewTicker(10 * time.Second) // A bell that was missed costs no more than this.
	defer again.Stop()
	if after < 0 {
		latest, err := a.telling.Notices.NoticesOf(ctx, worker, maxPlace, 1)
		if err != nil {
			return err
		}
		if after = 0; len(latest) > 0 {
			after = latest[0].N
		}
	}
	for {
		found, err := a.telling.Notices.NoticesAfter(ctx, worker, after, noticesAtOnce)
		if err != nil {
			return err
		}
		for _, n := range found {
			fn(n)
			after = n.N
		}
		if len(found) == noticesAtOnce {
			continue
		}
		select {
		case <-ctx.Done():
			return nil
		case <-rung:
		case <-again.C:
		}
	}
}
