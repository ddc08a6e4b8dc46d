package app

import (
	"context"
	"sync"
	"time"

	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// Gate stands in front of the claims of each shift in this process: one goes to the database, the others wait for its
// verdict and share it. It only thins the herd; the database decides. A verdict is forgotten when the shift opens again
// and, since another replica may open it, after a second.
type Gate struct {
	mu    sync.Mutex
	doors map[id.ID]*door
}

type door struct {
	// busy is closed when the attempt that is at the database comes back; nil when none is there.
	busy    chan struct{}
	verdict *Verdict
	// opened counts how often the shift has opened again, so that an attempt from before cannot close it.
	opened  uint64
	waiting int
}

// Verdict says that the shift is taken.
type Verdict struct {
	// TakenAt is when, by the service's clock; zero when that is not known.
	TakenAt time.Time
	Shift   shift.State

	once sync.Once
	// like are shifts for the same work, as the first who came too late found them.
	like []Alternative
}

// verdictLife bounds how long this process believes a verdict without asking the database.
const verdictLife = time.Second

// NewGate makes a gate.
func NewGate() *Gate { return &Gate{doors: make(map[id.ID]*door)} }

// Through runs attempt for the first who comes, and for each next one as long as no attempt has found the shift taken.
// An attempt returns the verdict that holds for those behind it, or nil when the next may try. Whoever did not attempt
// gets the verdict of the one who did.
func (g *Gate) Through(ctx context.Context, shiftID id.ID, attempt func() (*Verdict, error)) (shared *Verdict, err error) {
	for {
		d, turn := g.enter(shiftID)
		switch {
		case turn:
			return nil, g.run(shiftID, d, attempt)
		case d.verdict != nil:
			return d.verdict, nil
		}
		select {
		case <-d.busy:
			g.leave(shiftID)
		case <-ctx.Done():
			g.leave(shiftID)
			return nil, ctx.Err()
		}
	}
}

// enter gives the caller the turn, the verdict, or something to wait for (a copy of the door; leave follows).
func (g *Gate) enter(shiftID id.ID) (d door, turn bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	at := g.doors[shiftID]
	if at == nil {
		at = &door{}
		g.doors[shiftID] = at
	}
	if at.verdict != nil {
		return *at, false
	}
	if at.busy == nil {
		at.busy = make(chan struct{})
		return *at, true
	}
	at.waiting++
	return *at, false
}

func (g *Gate) leave(shiftID id.ID) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if at := g.doors[shiftID]; at != nil {
		at.waiting--
		g.tidy(shiftID, at)
	}
}

func (g *Gate) run(shiftID id.ID, d door, attempt func() (*Verdict, error)) (err error) {
	var v *Verdict
	defer func() {
		g.mu.Lock()
		defer g.mu.Unlock()
		at := g.doors[shiftID]
		close(at.busy)
		at.busy = nil
		if v != nil && at.opened == d.opened {
			at.verdict = v
			time.AfterFunc(verdictLife, func() { g.forget(shiftID, v) })
		}
		g.tidy(shiftID, at)
	}()
	v, err = attempt()
	return err
}

// Open forgets the verdict on a shift that can be taken again. It is called before the change commits and after: before,
// so that nobody who sees the shift open is told that it is taken; after, for an attempt that read in between.
func (g *Gate) Open(shiftID id.ID) {
	g.mu.Lock()
	defer g.mu.Unlock()
	at := g.doors[shiftID]
	if at == nil {
		return
	}
	at.opened++
	at.verdict = nil
	g.tidy(shiftID, at)
}

func (g *Gate) forget(shiftID id.ID, v *Verdict) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if at := g.doors[shiftID]; at != nil && at.verdict == v {
		at.verdict = nil
		g.tidy(shiftID, at)
	}
}

// tidy drops a door that nobody needs. A door with an attempt inside stays, since it counts the openings for it.
func (g *Gate) tidy(shiftID id.ID, at *door) {
	if at.busy == nil && at.verdict == nil && at.waiting <= 0 {
		delete(g.doors, shiftID)
	}
}
