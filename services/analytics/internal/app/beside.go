package app

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"
	"time"

	"github.com/muster-ics/muster/services/analytics/internal/fact"
	"github.com/muster-ics/muster/services/analytics/internal/fillrate"
)

// Beside is something that stands beside the figures and has changed, although no figure may have moved: What is BesideShifts
// or BesideAlerts. It says where to look again and nothing of what is there.
type Beside struct {
	What string `json:"what"`
	// Employer is empty for what holds for all.
	Employer string `json:"employer,omitempty"`
}

// What stands beside the figures: the shifts themselves, with their steps of release, wards and approvals; and alerts.
const (
	BesideShifts = "shifts"
	BesideAlerts = "alerts"
)

// besideEvery is the least time between two words of this process on what stands beside the figures.
const besideEvery = time.Second

// touched is what has changed beside the figures and was not told of yet.
type touched struct {
	mu  sync.Mutex
	all map[Beside]struct{}
	// resting tells that something was told less than besideEvery ago.
	resting bool
}

// Heard notes what a batch that was written changed, and has it told of.
func (p *PublishChanges) Heard(heard []Heard) {
	var all []Beside
	for _, h := range heard {
		// The first version of a shift always moves a figure.
		if h.Fact.Kind == fact.KindShift && h.Fact.Version > 1 {
			all = append(all, Beside{BesideShifts, h.Fact.State.Place().Employer})
		}
	}
	p.Touch(all...)
}

// Touch has it told that these have changed, with the next figures. What a process that dies did not tell is seen a minute
// later: screens look again by themselves.
func (p *PublishChanges) Touch(all ...Beside) {
	p.touched.add(all)
	p.Wake()
}

func (t *touched) add(all []Beside) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.all == nil {
		t.all = map[Beside]struct{}{}
	}
	for _, b := range all {
		t.all[b] = struct{}{}
	}
}

// take gives what is to be told now, in no order; none while it rests.
func (t *touched) take(awake func()) []Beside {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.all) == 0 || t.resting {
		return nil
	}
	out := make([]Beside, 0, len(t.all))
	for b := range t.all {
		out = append(out, b)
	}
	clear(t.all)
	t.resting = true
	time.AfterFunc(besideEvery, func() {
		t.mu.Lock()
		t.resting = false
		more := len(t.all) > 0
		t.mu.Unlock()
		if more {
			awake()
		}
	})
	return out
}

// tellBeside puts what changed beside the figures among the changes, after the rows that it speaks of were read.
func (p *PublishChanges) tellBeside(ctx context.Context, all []Beside) error {
	if len(all) == 0 {
		return nil
	}
	err := p.cells.Beside(ctx, all)
	if err != nil {
		p.touched.add(all)
	}
	return err
}

// readBeside reads back what changed beside the figures.
func readBeside(s StoredChange) (*Change, error) {
	var b Beside
	if err := json.Unmarshal(s.Body, &b); err != nil {
		return nil, fmt.Errorf("change %d: %w", s.N, err)
	}
	return &Change{N: s.N, Beside: b.What, CellFigures: CellFigures{Cell: fillrate.Cell{Group: fillrate.Group{Employer: b.Employer}}}}, nil
}

// of tells whether a change is for who watches a window in a scope and was told all figures at a moment.
func (c *Change) of(w fillrate.Window, s Scope, told time.Time) bool {
	if c.Beside != "" {
		return c.Cell.Employer == "" || s.Has(c.Cell.Employer)
	}
	return c.Cell.Window == w && s.includes(c.Cell.Group) && !c.AsOf.Before(told)
}
