package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/store/sqlcgen"
)

// CalendarRepo implements app.Calendars.
type CalendarRepo struct{ base }

var _ app.Calendars = (*CalendarRepo)(nil)

// PutAddress implements app.Calendars.
func (r *CalendarRepo) PutAddress(ctx context.Context, workerID id.ID, secretHash []byte) error {
	return wrapped(r.q.PutCalendarAddress(ctx, sqlcgen.PutCalendarAddressParams{WorkerID: workerID, SecretHash: secretHash}), "keep a calendar address")
}

// DeleteAddress implements app.Calendars.
func (r *CalendarRepo) DeleteAddress(ctx context.Context, workerID id.ID) error {
	n, err := r.q.DeleteCalendarAddress(ctx, workerID)
	return someRow(n, err, "end a calendar address")
}

// AddressMade implements app.Calendars.
func (r *CalendarRepo) AddressMade(ctx context.Context, workerID id.ID) (*time.Time, error) {
	at, err := r.q.CalendarAddressOf(ctx, workerID)
	if err = found(err, "read a calendar address"); errors.Is(err, app.ErrNotFound) {
		return nil, nil
	}
	return &at, err
}

// WorkerOf implements app.Calendars.
func (r *CalendarRepo) WorkerOf(ctx context.Context, secretHash []byte) (id.ID, error) {
	worker, err := r.q.WorkerOfCalendar(ctx, secretHash)
	return worker, found(err, "find whose calendar it is")
}

// CalendarOf implements app.Calendars.
func (r *CalendarRepo) CalendarOf(ctx context.Context, workerID id.ID, since time.Time, limit int) ([]app.CalendarEntry, error) {
	rows, err := r.q.CalendarOf(ctx, sqlcgen.CalendarOfParams{WorkerID: workerID, Since: since, MaxRows: int32(limit)})
	if err != nil {
		return nil, fmt.Errorf("read a calendar: %w", err)
	}
	out := make([]app.CalendarEntry, len(rows))
	for i, row := range rows {
		out[i].ChangedAt = row.ChangedAt
		if out[i].Shift, err = shiftState(row.Shift, override{}); err != nil {
			return nil, err
		}
		if out[i].Booking, err = bookingState(row.Booking); err != nil {
			return nil, err
		}
	}
	return out, nil
}
