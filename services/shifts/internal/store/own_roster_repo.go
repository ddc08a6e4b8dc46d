package store

import (
	"context"
	"fmt"
	"time"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/outbox"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/booking"
	"github.com/muster-ics/muster/services/shifts/internal/ownroster"
	"github.com/muster-ics/muster/services/shifts/internal/store/sqlcgen"
	"github.com/muster-ics/muster/services/shifts/internal/workingtime"
)

// ImportRoster implements app.Hours. The diaries are moved before bookings are judged again, so that a claim on a diary
// without these rows either came before, and its booking is judged here, or fails.
func (r *HoursRepo) ImportRoster(ctx context.Context, importID id.ID, in ownroster.Release, now time.Time,
	recheck func(booking.State, workingtime.Diary) []reason.Reason, tell func(booking.State, []reason.Reason) app.Telling) (conflicts int, err error) {
	err = r.inTx(ctx, func(_ *outbox.Tx, q *sqlcgen.Queries) error {
		conflicts = 0
		workers, err := replaceRoster(ctx, q, importID, in, r.codes(in.Employer), now)
		if err != nil {
			return err
		}
		if err := q.MoveDiaries(ctx, workers); err != nil {
			return fmt.Errorf("move diaries: %w", err)
		}
		var told []app.Telling
		keep := func(b booking.State, d workingtime.Diary) []reason.Reason {
			rs := recheck(b, d)
			if len(rs) > 0 {
				told = append(told, tell(b, rs))
			}
			return rs
		}
		if conflicts, err = recheckBookings(ctx, q, importID, workers, now, keep); err != nil {
			return err
		}
		if err := auditAlone(ctx, q, alone{Entity: "shifts.roster_import", Aggregate: importID.String(), Version: 1, Action: "roster.imported", After: in}); err != nil {
			return err
		}
		return tellIn(ctx, q, told)
	})
	return conflicts, err
}

// replaceRoster gives the workers of the rows that went and of those that came.
func replaceRoster(ctx context.Context, q *sqlcgen.Queries, importID id.ID, in ownroster.Release, codes []string, now time.Time) ([]id.ID, error) {
	if err := q.LockRoster(ctx, in.Employer); err != nil {
		return nil, fmt.Errorf("lock a roster: %w", err)
	}
	err := q.InsertRosterImport(ctx, sqlcgen.InsertRosterImportParams{
		ID: importID, Employer: in.Employer, CoversFrom: in.From, CoversTo: in.To, RowCount: int32(len(in.Rows)), ImportedAt: now})
	if err != nil {
		return nil, fmt.Errorf("keep a roster: %w", err)
	}
	workers, err := q.ClearRoster(ctx, sqlcgen.ClearRosterParams{Employers: codes, CoversFrom: in.From, CoversTo: in.To})
	if err != nil {
		return nil, fmt.Errorf("clear a roster: %w", err)
	}
	rows := make([]sqlcgen.InsertRosterShiftsParams, len(in.Rows))
	for i, row := range in.Rows {
		rows[i] = sqlcgen.InsertRosterShiftsParams{ID: id.New(), ImportID: importID, Employer: in.Employer, WorkerID: row.WorkerID,
			Kind: string(row.Kind), StartsAt: row.StartsAt, EndsAt: row.EndsAt, NetMinutes: int32(row.NetMinutes)}
		workers = append(workers, row.WorkerID)
	}
	if _, err := q.InsertRosterShifts(ctx, rows); err != nil {
		return nil, fmt.Errorf("keep a roster: %w", err)
	}
	return workers, nil
}

func recheckBookings(ctx context.Context, q *sqlcgen.Queries, importID id.ID, workers []id.ID, now time.Time,
	recheck func(booking.State, workingtime.Diary) []reason.Reason) (found int, err error) {
	rows, err := q.BookingsToRecheck(ctx, sqlcgen.BookingsToRecheckParams{Workers: workers, Now: now})
	if err != nil {
		return 0, fmt.Errorf("list bookings to judge again: %w", err)
	}
	ids := make([]id.ID, len(rows))
	for i, row := range rows {
		ids[i] = row.Booking.ID
	}
	if err := q.DropConflicts(ctx, ids); err != nil {
		return 0, fmt.Errorf("judge bookings again: %w", err)
	}
	for _, row := range rows {
		b, err := bookingState(row.Booking)
		if err != nil {
			return 0, err
		}
		d, err := diaryIn(ctx, q, b.WorkerID, b.StartsAt)
		if err != nil {
			return 0, err
		}
		rs := recheck(b, d)
		if len(rs) == 0 {
			continue
		}
		raw, err := encodeReasons(rs)
		if err != nil {
			return 0, err
		}
		if err := q.PutConflict(ctx, sqlcgen.PutConflictParams{BookingID: b.ID, ImportID: importID, Reasons: raw, FoundAt: now}); err != nil {
			return 0, fmt.Errorf("keep what a roster breaks: %w", err)
		}
		found++
	}
	return found, nil
}
