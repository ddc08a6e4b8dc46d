package app

import (
	"context"
	"log/slog"
	"sync/atomic"
	"time"

	"github.com/muster-ics/muster/services/analytics/internal/fillrate"
)

const (
	// coalesce is the least time between two publications: at most four changes a second of one cell.
	coalesce = 250 * time.Millisecond
	// look is how often the rows are looked at without being told: other replicas write them too, and windows move.
	look = time.Second
)

// PublishChanges tells the world of figures that have changed, and puts the changes on the streams of this process.
type PublishChanges struct {
	live    *Live
	cells   Cells
	changes *Changes
	ics     string
	log     *slog.Logger

	wake      chan struct{}
	alive     atomic.Bool
	published map[fillrate.Cell]Published
	touched   touched
}

// NewPublishChanges makes the use case for the system ics.
func NewPublishChanges(live *Live, cells Cells, changes *Changes, ics string, log *slog.Logger) *PublishChanges {
	return &PublishChanges{live: live, cells: cells, changes: changes, ics: ics, log: log, wake: make(chan struct{}, 1)}
}

// Wake says that rows have been written.
func (p *PublishChanges) Wake() {
	select {
	case p.wake <- struct{}{}:
	default: // A look is due already.
	}
}

// Running tells whether Run keeps the live figures fresh; otherwise readers do it for themselves.
func (p *PublishChanges) Running() bool { return p.alive.Load() }

// Run publishes until ctx ends. A failure is logged and tried again at the next look: figures are late then, not lost.
func (p *PublishChanges) Run(ctx context.Context) error {
	p.alive.Store(true)
	defer p.alive.Store(false)
	tick := time.NewTicker(look)
	defer tick.Stop()
	for {
		if err := p.Publish(ctx); err != nil && ctx.Err() == nil {
			p.log.Error("fill rates could not be published", "error", err)
			p.published = nil // What is written is not known any more.
		}
		if !pause(ctx, coalesce) {
			return nil
		}
		select {
		case <-ctx.Done():
			return nil
		case <-p.wake:
		case <-tick.C:
		}
	}
}

// Publish does one round: read the rows, count, write what differs, pass it on.
func (p *PublishChanges) Publish(ctx context.Context) error {
	beside := p.touched.take(p.Wake) // First, so that the rows read next have it.
	if err := p.live.Follow(ctx); err != nil {
		return err
	}
	if p.live.merged() {
		p.changes.stir()
	}
	if p.published == nil {
		published, err := p.cells.Published(ctx)
		if err != nil {
			return err
		}
		p.published = published
	}
	if pub := p.live.differing(p.published); len(pub.Cells) > 0 {
		if _, err := p.cells.Publish(ctx, pub, Changed(p.ics, pub)); err != nil {
			return err
		}
		// A cell that was left out had been written by a replica that had read further: the next round compares again.
		for _, c := range pub.Cells {
			p.published[c.Cell] = Published{Figures: c.Figures, Silent: c.Silent}
		}
	}
	if err := p.tellBeside(ctx, beside); err != nil {
		return err
	}
	return p.changes.Tail(ctx)
}

func pause(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-t.C:
		return true
	}
}
