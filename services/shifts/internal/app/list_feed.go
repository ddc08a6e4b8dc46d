package app

import (
	"context"
	"encoding/json"
	"errors"
	"sync"
	"sync/atomic"
	"time"

	"github.com/muster-ics/muster/events/footprint"
	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/openlist"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// feed keeps the list in memory equal to what is committed.
//
// Shifts: an event, or a commit of this process, only says which shift to look at; what it is like is read from the
// database, many at a time, at the latest when somebody asks for the list. So the order in which events come cannot
// matter, and one's own change shows at once. Workers and agreements are told with a version, and the newest stands.
//
// After a gap, in which something may have been missed, all is read again. Every instance begins in one, which ends with
// KeepList or, where nobody runs the instance, with the first question.
type feed struct {
	list *openlist.List
	from ListSource
	// lineage names employers in the list; heirs is by which it does now.
	lineage Lineage
	heirs   *footprint.Heirs

	// reading is held by whoever reads shifts and applies them, so that what was read later is applied later.
	reading sync.Mutex
	shifts  bool // the list has the shifts, less those that are named

	// meeting is held by whoever reads workers and agreements. It is the slower of the two, and those who look for shifts
	// do not wait for it.
	meeting sync.Mutex
	words   int // how many words the dictionary had when the workers were read last

	mu      sync.Mutex
	named   map[id.ID]struct{} // shifts to look at
	gap     bool               // shifts may have been missed
	unknown bool               // workers or agreements may have been missed
	wake    chan struct{}

	heard atomic.Bool // somebody listens to what others change
	ready atomic.Bool
}

func newFeed(from ListSource, lineage Lineage) *feed {
	return &feed{lineage: lineage, list: openlist.New(), from: from, named: make(map[id.ID]struct{}), gap: true, unknown: true, wake: make(chan struct{}, 1)}
}

// name says that a shift may have changed. It does not wait.
func (f *feed) name(shiftID id.ID) {
	f.mu.Lock()
	f.named[shiftID] = struct{}{}
	f.mu.Unlock()
	f.rouse()
}

// missed says that something may not have been heard.
func (f *feed) missed() {
	f.mu.Lock()
	f.gap, f.unknown = true, true
	f.mu.Unlock()
	f.rouse()
}

func (f *feed) rouse() {
	select {
	case f.wake <- struct{}{}:
	default:
	}
}

// due takes what there is to look at.
func (f *feed) due() (named []id.ID, gap bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	named, gap = make([]id.ID, 0, len(f.named)), f.gap
	for k := range f.named {
		named = append(named, k)
	}
	clear(f.named)
	f.gap = false
	return named, gap
}

// again gives back what could not be looked at.
func (f *feed) again(named []id.ID, gap bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, k := range named {
		f.named[k] = struct{}{}
	}
	f.gap = f.gap || gap
}

// catchUp brings the shifts up to what is committed now.
func (f *feed) catchUp(ctx context.Context) error {
	f.reading.Lock()
	defer f.reading.Unlock()
	if f.lineage.Heirs() != f.heirs {
		f.missed() // Everybody is called otherwise.
	}
	named, gap := f.due()
	err := f.look(ctx, named, gap || !f.shifts)
	if err != nil {
		f.again(named, gap)
	}
	return err
}

func (f *feed) look(ctx context.Context, named []id.ID, all bool) error {
	if all {
		f.shifts = false
		var open []shift.State
		err := f.from.OpenNow(ctx, func(some []shift.State) error {
			open = append(open, some...)
			return nil
		})
		if err != nil {
			return err
		}
		f.replace(open)
		f.shifts = true
		return nil
	}
	for len(named) > 0 {
		some := named[:min(len(named), lookAtOnce)]
		named = named[len(some):]
		open, err := f.from.StillOpen(ctx, some)
		if err != nil {
			return err
		}
		f.list.UpdateShifts(some, open)
	}
	return nil
}

func (f *feed) replace(open []shift.State) {
	heirs := f.lineage.Heirs()
	if heirs == f.heirs {
		f.list.ReplaceShifts(open)
		return
	}
	f.meeting.Lock() // Who is being put by the old names is put again by the new.
	defer f.meeting.Unlock()
	f.list.Rename(heirs.Last, open)
	f.heirs = heirs
	f.mu.Lock()
	f.unknown = true
	f.mu.Unlock()
	f.rouse()
}

// lookAtOnce is how many shifts one statement looks at.
const lookAtOnce = 2000

// meet brings workers and agreements up to what has been told, if some of it may have been missed. It comes after the
// shifts, which make the dictionary: what no shift asks for is not told apart.
func (f *feed) meet(ctx context.Context) error {
	f.meeting.Lock()
	defer f.meeting.Unlock()
	f.mu.Lock()
	due := f.unknown
	f.unknown = false
	f.mu.Unlock()
	if !due {
		return nil
	}
	err := f.readPeople(ctx)
	if err != nil {
		f.mu.Lock()
		f.unknown = true
		f.mu.Unlock()
	}
	return err
}

func (f *feed) readPeople(ctx context.Context) error {
	f.words = f.list.Size().Words
	agreements, err := f.from.AgreementsTold(ctx)
	if err != nil {
		return err
	}
	for _, a := range agreements {
		if err := f.agreement(a.State, a.Version); err != nil {
			return err
		}
	}
	return f.from.WorkersTold(ctx, func(some []WorkerTold) error {
		for _, w := range some {
			if err := f.worker(w.Passport, w.Floor, w.Version, w.Rank); err != nil {
				return err
			}
		}
		return nil
	})
}

func (f *feed) worker(passport json.RawMessage, floor, version int64, rank int16) error {
	w, err := workerOf(passport, floor)
	if err != nil {
		return err
	}
	f.list.PutWorker(w, version, rank)
	return nil
}

func (f *feed) agreement(state json.RawMessage, version int64) error {
	a, err := agreementOf(state)
	if err != nil {
		return err
	}
	f.list.PutAgreement(a, version)
	return nil
}

// The rhythm of an instance that runs.
const (
	// breath is how long the list waits for more changes before it looks at the first; whoever asks does not wait for it.
	breath = 20 * time.Millisecond
	// refineEvery is how often the workers are read again when shifts ask for something that none did before: until then
	// every worker may have it.
	refineEvery = time.Minute
	retryEvery  = time.Second
)

// KeepList keeps the list up to date until ctx ends. The list is ready when it has been read after the first HeardGap.
func (a *App) KeepList(ctx context.Context) error {
	refine := time.NewTicker(refineEvery)
	defer refine.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-refine.C:
			a.feed.refine()
			continue
		case <-a.feed.wake:
		}
		pause := breath
		if !a.feed.ready.Load() {
			pause = 0
		}
		if !wait(ctx, pause) {
			return nil
		}
		heard := a.feed.heard.Load()
		if err := errors.Join(a.feed.catchUp(ctx), a.feed.meet(ctx)); err != nil {
			if ctx.Err() != nil {
				return nil
			}
			a.log.ErrorContext(ctx, "the open-shift list is behind", "error", err)
			if !wait(ctx, retryEvery) {
				return nil
			}
			a.feed.rouse()
			continue
		}
		if heard && !a.feed.ready.Swap(true) {
			n := a.feed.list.Size()
			a.log.InfoContext(ctx, "open-shift list read", "shifts", n.Shifts, "workers", n.Workers, "agreements", n.Agreements)
		}
	}
}

func wait(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-t.C:
		return true
	}
}

// refine has the workers read again if the dictionary has grown since.
func (f *feed) refine() {
	f.meeting.Lock()
	defer f.meeting.Unlock()
	if f.list.Size().Words > f.words {
		f.mu.Lock()
		f.unknown = true
		f.mu.Unlock()
		f.rouse()
	}
}

// HeardShift says that a shift has changed, by this process or another.
func (a *App) HeardShift(shiftID string) {
	if k, err := id.Parse(shiftID); err == nil {
		a.feed.name(k)
	}
}

// HeardGap says that changes may have been missed: before the first time, and after each interruption.
func (a *App) HeardGap() {
	a.feed.missed()
	a.feed.heard.Store(true)
	a.feed.rouse()
}

// ListReady tells whether the list has been read; Ready of the service waits for it.
func (a *App) ListReady() error {
	if !a.feed.ready.Load() {
		return errors.New("the open-shift list is being read")
	}
	return nil
}
