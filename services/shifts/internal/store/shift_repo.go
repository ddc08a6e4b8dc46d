package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/outbox"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
	"github.com/muster-ics/muster/services/shifts/internal/store/sqlcgen"
)

// ShiftRepo implements app.Shifts.
type ShiftRepo struct{ base }

var _ app.Shifts = (*ShiftRepo)(nil)

// Post implements app.Shifts.
func (r *ShiftRepo) Post(ctx context.Context, shifts []*shift.Shift) error {
	return r.inTx(ctx, func(tx *outbox.Tx, q *sqlcgen.Queries) error { return r.keepPosted(ctx, tx, q, shifts) })
}

// keepPosted writes new shifts and records that they were posted.
func (b base) keepPosted(ctx context.Context, tx *outbox.Tx, q *sqlcgen.Queries, shifts []*shift.Shift) error {
	changes, err := b.insertPosted(ctx, q, shifts)
	if err != nil {
		return err
	}
	return tx.Record(ctx, changes...)
}

// insertPosted writes new shifts and gives what is to be recorded of them.
func (b base) insertPosted(ctx context.Context, q *sqlcgen.Queries, shifts []*shift.Shift) ([]outbox.Change, error) {
	by := app.CallerOf(ctx)
	rows := make([]sqlcgen.InsertShiftParams, len(shifts))
	changes := make([]outbox.Change, len(shifts))
	for i, s := range shifts {
		told, err := b.tell.Shift(nil, s, by)
		if err != nil {
			return nil, err
		}
		changes[i] = change(told, by)
		if rows[i], err = insertShift(s.State()); err != nil {
			return nil, err
		}
	}
	var failed error
	q.InsertShift(ctx, rows).Exec(func(_ int, err error) {
		if err != nil && failed == nil {
			failed = fmt.Errorf("keep a posted shift: %w", err)
		}
	})
	if failed != nil {
		return nil, failed
	}
	return changes, nil
}

func insertShift(s shift.State) (sqlcgen.InsertShiftParams, error) {
	req, err := encodeNeeds(s.Requirements)
	p := sqlcgen.InsertShiftParams{
		ID: s.ID, PostingID: s.PostingID, Employer: s.Employer, Site: s.Site, Ward: s.Ward, StaffGroup: s.StaffGroup, Role: s.Role,
		Band: s.Band, StartsAt: s.StartsAt, EndsAt: s.EndsAt, BreakMinutes: int32(s.BreakMinutes), Reason: s.Reason, CostCode: s.CostCode,
		RatePence: s.RatePence, Requirements: req, Status: string(s.Status), PostedAt: s.PostedAt, BankClosesAt: s.BankClosesAt, BookingMode: s.BookingMode, Version: s.Version,
	}
	p.RefillUntil, p.RestOf = s.RefillUntil, some(s.RestOf)
	if a := s.Approval; a != nil {
		p.SubmittedAt, p.SubmittedBy, p.ApprovalWhy = &a.SubmittedAt, &a.SubmittedBy, &a.Why
	}
	if err == nil {
		err = releaseInserted(&p, s)
	}
	return p, err
}

// Get implements app.Shifts.
func (r *ShiftRepo) Get(ctx context.Context, shiftID id.ID) (shift.State, error) {
	row, err := r.q.GetShift(ctx, shiftID)
	if err != nil {
		return shift.State{}, found(err, "read a shift")
	}
	return shiftState(row.Shift, override{row.OverrideRole, row.OverrideWhy, row.OverrideAt})
}

// List implements app.Shifts.
func (r *ShiftRepo) List(ctx context.Context, f app.ShiftFilter) ([]shift.State, error) {
	statuses := words(f.Statuses)
	if slices.Contains(f.Statuses, shift.Open) {
		statuses = append(statuses, string(shift.Held))
	}
	one, many := r.oneOr(f.Employer)
	rows, err := r.q.ListShifts(ctx, sqlcgen.ListShiftsParams{
		Employer: one, Employers: many, Statuses: statuses, FromAt: f.From, ToAt: f.To, AfterAt: f.After.At, AfterID: f.After.ID, MaxRows: int32(f.Limit),
	})
	if err != nil {
		return nil, fmt.Errorf("list shifts: %w", err)
	}
	out := make([]shift.State, len(rows))
	for i, row := range rows {
		if out[i], err = shiftState(row.Shift, override{row.OverrideRole, row.OverrideWhy, row.OverrideAt}); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Like implements app.Shifts.
func (r *ShiftRepo) Like(ctx context.Context, s shift.State, now time.Time, limit int) ([]shift.State, error) {
	rows, err := r.q.LikeShift(ctx, sqlcgen.LikeShiftParams{
		ID: s.ID, StaffGroup: s.StaffGroup, Role: s.Role, Band: s.Band, Near: s.StartsAt, Now: now, MaxRows: int32(limit)})
	if err != nil {
		return nil, fmt.Errorf("list shifts like one: %w", err)
	}
	return statesOf(len(rows), func(i int) sqlcgen.Shift { return rows[i].Shift })
}

func statesOf(n int, row func(int) sqlcgen.Shift) ([]shift.State, error) {
	out := make([]shift.State, n)
	for i := range out {
		var err error
		if out[i], err = shiftState(row(i), override{}); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Lapsed implements app.Shifts.
func (r *ShiftRepo) Lapsed(ctx context.Context, limit int) ([]id.ID, error) {
	ids, err := r.q.LapsedShifts(ctx, int32(limit))
	if err != nil {
		return nil, fmt.Errorf("list lapsed shifts: %w", err)
	}
	return ids, nil
}

// Unapproved implements app.Shifts.
func (r *ShiftRepo) Unapproved(ctx context.Context, limit int) ([]id.ID, error) {
	ids, err := r.q.UnapprovedShifts(ctx, int32(limit))
	return ids, named("list shifts that nobody approved", err)
}

// Update implements app.Shifts.
func (r *ShiftRepo) Update(ctx context.Context, shiftID id.ID, fn func(*app.Standing) error) error {
	return r.inTx(ctx, func(tx *outbox.Tx, q *sqlcgen.Queries) error {
		st, err := lockShift(ctx, q, shiftID)
		if err != nil {
			return err
		}
		return r.change(ctx, tx, st, fn)
	})
}
