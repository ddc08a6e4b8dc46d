package store

import (
	"context"
	"fmt"

	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/store/sqlcgen"
)

// HistoryRepo implements app.Histories.
type HistoryRepo struct{ base }

var _ app.Histories = (*HistoryRepo)(nil)

// OfShift implements app.Histories.
func (r *HistoryRepo) OfShift(ctx context.Context, shiftID id.ID) ([]app.Entry, error) {
	return r.of(ctx, "shifts.shift", shiftID)
}

// OfBooking implements app.Histories.
func (r *HistoryRepo) OfBooking(ctx context.Context, bookingID id.ID) ([]app.Entry, error) {
	return r.of(ctx, "shifts.booking", bookingID)
}

func (r *HistoryRepo) of(ctx context.Context, entity string, aggregate id.ID) ([]app.Entry, error) {
	rows, err := r.q.AuditOf(ctx, sqlcgen.AuditOfParams{Entity: entity, Aggregate: aggregate.String()})
	if err != nil {
		return nil, fmt.Errorf("read the history of %s %s: %w", entity, aggregate, err)
	}
	out := make([]app.Entry, len(rows))
	for i, e := range rows {
		out[i] = app.Entry{Version: e.Version, Event: e.Event, Action: e.Action, Reason: e.Reason, Actor: e.Actor, At: e.At}
	}
	return out, nil
}
