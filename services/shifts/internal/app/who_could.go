package app

import (
	"context"
	"errors"

	"github.com/muster-ics/muster/services/shifts/internal/openlist"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// whoCould gives the workers who could take a shift as far as the list in memory can tell: the host's own first, then
// those of employers with an agreement or to which mutual aid has opened it. It may name too many, never too few: dates, working time and what has been
// released to whom are for the judge, before anybody is told.
func (a *App) whoCould(ctx context.Context, s shift.State) ([]openlist.Candidate, error) {
	if err := errors.Join(a.feed.catchUp(ctx), a.feed.meet(ctx)); err != nil {
		return nil, err
	}
	more, err := a.aidedTo(ctx, s.ID, a.clock.Now())
	return a.feed.list.Workers(s, more...), err
}
