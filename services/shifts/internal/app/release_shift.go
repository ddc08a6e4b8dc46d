package app

import (
	"context"
	"errors"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/release"

	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

const (
	// dueAtOnce is how many shifts one transaction of the scheduler takes; their rows are locked for its length.
	dueAtOnce = 50
	// dueRounds bounds one sweep: a shift that several steps have fallen due for takes one a round.
	dueRounds = 40
)

// OpenSteps opens the steps that have fallen due by the database's clock, asks for those that need approval, and puts rates
// back whose time is up. Replicas may do it at the same time: each takes what no other has locked, and a step that is open
// is not due any more. It gives how many changes it made.
func (a *App) OpenSteps(ctx context.Context) (int, error) { return a.openSteps(ctx, nil) }

// OpenStepsAt is OpenSteps as of a moment, for whoever writes a history by the injected clock.
func (a *App) OpenStepsAt(ctx context.Context, at time.Time) (int, error) {
	return a.openSteps(ctx, &at)
}

func (a *App) openSteps(ctx context.Context, at *time.Time) (int, error) {
	n := 0
	for range dueRounds {
		changed, err := a.openStepsOnce(ctx, at)
		n += changed
		if err != nil || changed == 0 {
			return n, err
		}
	}
	return n, nil
}

// openStepsOnce goes through all shifts that are due, one change each. Of some nothing can change yet, like those of an
// agency's step while the banks have their time: the others do not wait for them.
func (a *App) openStepsOnce(ctx context.Context, at *time.Time) (changed int, err error) {
	var after Cursor
	for {
		made := 0
		taken, last, err := a.shifts.TakeDue(ctx, at, after, dueAtOnce, func(s *shift.Shift, due time.Time) error {
			if s.OpenDue(id.New, due) {
				made++
			}
			return nil
		})
		if err != nil {
			return changed, err
		}
		changed += made
		if taken < dueAtOnce {
			return changed, nil
		}
		after = last
	}
}

// ReleaseNext opens the next step of a shift's ladder before it falls due.
func (a *App) ReleaseNext(ctx context.Context, shiftID id.ID) (shift.State, error) {
	return a.changeShift(ctx, ReleaseShift, shiftID, func(st *Standing) error {
		return st.Shift.OpenNext(a.clock.Now())
	})
}

// ladderFor is the ladder that holds for an employer's staff group.
func (a *App) ladderFor(ctx context.Context, employer, staffGroup string) (release.Ladder, error) {
	l, err := a.ladders.For(ctx, employer, staffGroup)
	if errors.Is(err, ErrNotFound) {
		return release.Default(), nil
	}
	return l, err
}
