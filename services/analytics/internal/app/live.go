package app

import (
	"context"
	"slices"
	"sync"
	"time"

	"github.com/muster-ics/muster/events/footprint"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/services/analytics/internal/fact"
	"github.com/muster-ics/muster/services/analytics/internal/fillrate"
	"github.com/muster-ics/muster/services/analytics/internal/silence"
)

// margin is how much longer than any window looks back a shift is kept in memory.
const margin = 24 * time.Hour

// followed are the kinds of facts that the live figures are made of.
var followed = []fact.Kind{fact.KindShift, fact.KindBooking, fact.KindEmployer, fact.KindSite}

// Live keeps the fold of the projection in memory, and the figures of all cells as of a moment ago. It learns of changes
// from the rows only, whoever wrote them: this process, another replica, a rebuild. It is safe for concurrent use.
type Live struct {
	projection Projection
	clock      clock.Clock

	// following is held while rows are read, so that two readers do not overtake each other; mu only for the memory.
	following sync.Mutex
	// hour is that up to which it is known in which hours something was heard; following guards it.
	hour time.Time

	mu       sync.Mutex
	fold     *fillrate.Running
	stale    map[fillrate.Group]struct{}
	picture  picture
	readTo   int64
	progress []Progress
	// heirs is who has followed whom, nil when it must be made anew.
	heirs *footprint.Heirs
	// merger is the latest one of which readers were told that its day has come.
	merger time.Time
}

// NewLive makes an empty one; the first Follow loads it.
func NewLive(p Projection, c clock.Clock) *Live {
	l := &Live{projection: p, clock: c}
	l.picture.quiets = newQuiets(nil, nil)
	l.reset()
	return l
}

func (l *Live) reset() {
	l.fold, l.readTo = fillrate.NewRunning(), 0
	quiets := l.picture.quiets
	l.stale, l.picture = map[fillrate.Group]struct{}{}, newPicture()
	l.picture.quiets, l.heirs = quiets, nil
}

// Follow takes in what the rows have gained.
func (l *Live) Follow(ctx context.Context) error {
	l.following.Lock()
	defer l.following.Unlock()
	l.mu.Lock()
	readTo, horizon := l.readTo, l.clock.Now().Add(-fillrate.Horizon-margin)
	l.mu.Unlock()
	f, err := l.projection.Follow(ctx, followed, readTo, horizon)
	if err != nil {
		return err
	}
	if err := l.readHours(ctx); err != nil {
		return err
	}
	if l.replaced(f.Progress) {
		if f, err = l.projection.Follow(ctx, followed, 0, horizon); err != nil {
			return err
		}
		l.take(f, true)
		return nil
	}
	l.take(f, false)
	return nil
}

// readHours reads once an hour in which hours something was heard of each employer.
func (l *Live) readHours(ctx context.Context) error {
	hour := l.clock.Now().Truncate(time.Hour)
	if l.hour.Equal(hour) {
		return nil
	}
	heard, err := l.projection.Hours(ctx, hour.Add(-silence.Kept-silence.Most), hour)
	if err != nil {
		return err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.hour, l.picture.quiets = hour, newQuiets(heard, l.picture.ages)
	return nil
}

// replaced tells that the rows are of another epoch than the memory: rows may have gone, which no change tells.
func (l *Live) replaced(p []Progress) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.progress) > 0 && !slices.EqualFunc(l.progress, p, func(a, b Progress) bool {
		return a.Producer == b.Producer && a.Epoch == b.Epoch
	})
}

func (l *Live) take(f Following, anew bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if anew {
		l.reset()
	}
	for _, x := range f.Facts {
		switch s := x.State.(type) {
		case fact.Employer:
			l.picture.names[x.Key], l.picture.known[x.ID], l.heirs = s.Name, s, nil
		case fact.Site:
			l.picture.names[x.Key], l.picture.sites[x.ID] = s.Name, s
		default:
			for _, g := range l.fold.Apply(x) {
				l.stale[g] = struct{}{}
			}
		}
	}
	l.readTo, l.picture.ages, l.progress = f.ReadTo, f.Ages, f.Progress
	l.picture.quiets.move(f.Ages)
}

// evaluate brings the cells to now: those with changed shifts, and those whose windows have moved over a start since a
// second ago. It is called under mu.
func (l *Live) evaluate() {
	now := l.clock.Now()
	if moved := now.Sub(l.picture.asOf); moved >= time.Second || moved < 0 {
		for _, g := range l.fold.Advance(now) {
			l.stale[g] = struct{}{}
		}
		l.picture.asOf = now
	}
	for g := range l.stale {
		for w, f := range l.fold.Figures(g) {
			l.picture.figures[fillrate.Cell{Group: g, Window: w}] = f
		}
	}
	clear(l.stale)
}

// watermark is the time of the newest event counted, over all producers; zero before the first. It is called under mu.
func (l *Live) watermark() time.Time {
	var newest time.Time
	for _, p := range l.progress {
		if p.Newest != nil && p.Newest.After(newest) {
			newest = *p.Newest
		}
	}
	return newest
}

// differing gives the cells whose figures are not the published ones.
func (l *Live) differing(published map[fillrate.Cell]Published) Publication {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.evaluate()
	p := Publication{Watermark: l.watermark(), AsOf: l.picture.asOf, ReadTo: l.readTo}
	for c, f := range l.picture.figures {
		cell, was := l.picture.cell(c, f), published[c]
		if f != was.Figures || cell.Silent != was.Silent && f != (fillrate.Figures{}) {
			p.Cells = append(p.Cells, cell)
		}
	}
	for c, was := range published {
		if _, counted := l.picture.figures[c]; !counted && was.Figures != (fillrate.Figures{}) {
			p.Cells = append(p.Cells, l.picture.cell(c, fillrate.Figures{}))
		}
	}
	slices.SortFunc(p.Cells, func(a, b CellFigures) int { return a.Cell.Compare(b.Cell) })
	return p
}
