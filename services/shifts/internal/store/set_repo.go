package store

import (
	"context"
	"fmt"
	"time"

	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
	"github.com/muster-ics/muster/services/shifts/internal/store/sqlcgen"
)

// SetRepo implements app.Sets.
type SetRepo struct{ base }

var _ app.Sets = (*SetRepo)(nil)

// Broken implements app.Sets.
func (r *SetRepo) Broken(ctx context.Context, now time.Time, limit int) ([]id.ID, error) {
	ids, err := r.q.SetsDue(ctx, sqlcgen.SetsDueParams{Now: now, MaxRows: int32(limit)})
	if err != nil {
		return nil, fmt.Errorf("list broken sets: %w", err)
	}
	return ids, nil
}

// Shifts implements app.Sets.
func (r *SetRepo) Shifts(ctx context.Context, ids []id.ID) ([]shift.State, error) {
	rows, err := r.q.ShiftsByID(ctx, ids)
	if err != nil {
		return nil, fmt.Errorf("read shifts: %w", err)
	}
	return statesOf(len(rows), func(i int) sqlcgen.Shift { return rows[i].Shift })
}

// accepting is the ways to a booking besides taking an open shift.
func accepting(b base) app.Accepting {
	return app.Accepting{Applications: &ApplicationRepo{b}, Offers: &OfferRepo{b}, Waiting: &WaitingRepo{b}, Swaps: &SwapRepo{b}, Sets: &SetRepo{b}, Experiences: &ExperienceRepo{b}}
}
