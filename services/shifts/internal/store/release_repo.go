package store

import (
	"context"
	"fmt"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/pkg/pg"
	"github.com/muster-ics/muster/pkg/release"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
	"github.com/muster-ics/muster/services/shifts/internal/store/sqlcgen"
)

// TakeDue implements app.Releases.
func (r *ShiftRepo) TakeDue(ctx context.Context, at *time.Time, after app.Cursor, limit int, change func(*shift.Shift, time.Time) error) (int, app.Cursor, error) {
	n, last := 0, after
	err := r.inTx(ctx, func(tx *outbox.Tx, q *sqlcgen.Queries) error {
		rows, err := q.LockDueSteps(ctx, sqlcgen.LockDueStepsParams{At: at, AfterAt: after.At, AfterID: after.ID, MaxRows: int32(limit)})
		if err != nil {
			return fmt.Errorf("lock shifts with a due step: %w", err)
		}
		n, last = len(rows), after
		for _, row := range rows {
			last = app.Cursor{At: dueAt(row.Shift), ID: row.Shift.ID}
			st, err := standing(ctx, q, row.Shift, override{row.OverrideRole, row.OverrideWhy, row.OverrideAt}, nil)
			if err != nil {
				return err
			}
			err = r.change(ctx, tx, st, func(st *app.Standing) error { return change(st.Shift, row.Due) })
			if err != nil {
				return fmt.Errorf("shift %s: %w", row.Shift.ID, err)
			}
		}
		return nil
	})
	return n, last, err
}

// dueAt is when time alone asked for a change.
func dueAt(s sqlcgen.Shift) time.Time {
	switch {
	case s.NextStepAt == nil:
		return *s.EscalatedUntil
	case s.EscalatedUntil == nil || s.NextStepAt.Before(*s.EscalatedUntil):
		return *s.NextStepAt
	}
	return *s.EscalatedUntil
}

// saveApprovals writes what an executive was asked or has said, before the shift that refers to it.
func saveApprovals(ctx context.Context, tx *outbox.Tx, s *shift.Shift) error {
	q := sqlcgen.New(tx.Later())
	if o := s.OffFrameworkGiven(); o != nil {
		if err := q.InsertOffFrameworkApproval(ctx, sqlcgen.InsertOffFrameworkApprovalParams{
			ID: o.ID, ShiftID: s.State().ID, Why: o.Why, Statement: o.Statement, ApprovedBy: o.By, ApprovedAt: o.At}); err != nil {
			return fmt.Errorf("save an off-framework approval: %w", err)
		}
	}
	for _, e := range s.Escalations() {
		if err := saveEscalation(ctx, tx, e); err != nil {
			return fmt.Errorf("save an escalation: %w", err)
		}
	}
	return nil
}

func saveEscalation(ctx context.Context, tx *outbox.Tx, e shift.Escalation) error {
	switch e.Outcome {
	case shift.Asked:
		later := pg.Later(tx.Tx, func(err error) error {
			if pg.IsUnique(err, "escalation_rate_once") {
				return app.ErrAsked
			}
			return fmt.Errorf("save an escalation: %w", err)
		})
		return sqlcgen.New(later).InsertEscalation(ctx, sqlcgen.InsertEscalationParams{
			ID: e.ID, ShiftID: e.ShiftID, Kind: e.Kind, Step: string(e.Step), Tier: int32(e.Tier), RatePence: e.RatePence, Why: e.Why,
			ExpiresAt: e.ExpiresAt, AskedBy: e.AskedBy, AskedAt: e.AskedAt})
	case shift.Ended:
		return nil // The row keeps what was decided; the shift's version tells that the time is up.
	}
	return sqlcgen.New(pg.Later(tx.Tx, nil).Rows(oneRow)).DecideEscalation(ctx, sqlcgen.DecideEscalationParams{
		ID: e.ID, Status: string(e.Outcome), DecidedBy: some(e.DecidedBy), DecidedAt: e.DecidedAt})
}

func standAgency(ctx context.Context, tx *outbox.Tx, before shift.State) error {
	later := pg.Later(tx.Tx, func(err error) error { return fmt.Errorf("give a shift back to its agency: %w", err) }).Rows(oneRow)
	return sqlcgen.New(later).StandAgency(ctx, sqlcgen.StandAgencyParams{ID: before.ID, Version: before.Version})
}

// Escalation implements app.Releases.
func (r *ShiftRepo) Escalation(ctx context.Context, escalation id.ID) (shift.Escalation, error) {
	row, err := r.q.GetEscalation(ctx, escalation)
	if err != nil {
		return shift.Escalation{}, found(err, "read an escalation")
	}
	return escalationOf(row), nil
}

// EscalationsOf implements app.Releases.
func (r *ShiftRepo) EscalationsOf(ctx context.Context, shiftID id.ID) ([]shift.Escalation, error) {
	rows, err := r.q.EscalationsOfShift(ctx, shiftID)
	if err != nil {
		return nil, fmt.Errorf("list the escalations of a shift: %w", err)
	}
	out := make([]shift.Escalation, len(rows))
	for i, row := range rows {
		out[i] = escalationOf(row)
	}
	return out, nil
}

// Asked implements app.Releases.
func (r *ShiftRepo) Asked(ctx context.Context, employer string, now time.Time, limit int) ([]app.AskedFor, error) {
	rows, err := r.q.AskedOfEmployer(ctx, sqlcgen.AskedOfEmployerParams{Employers: r.codes(employer), Now: now, MaxRows: int32(limit)})
	if err != nil {
		return nil, fmt.Errorf("list what waits for an answer: %w", err)
	}
	out := make([]app.AskedFor, len(rows))
	for i, row := range rows {
		out[i].Escalation = escalationOf(row.Escalation)
		if out[i].Shift, err = shiftState(row.Shift, override{}); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func escalationOf(e sqlcgen.Escalation) shift.Escalation {
	return shift.Escalation{ID: e.ID, ShiftID: e.ShiftID, Kind: e.Kind, RatePence: e.RatePence, Step: release.Kind(e.Step), Tier: int(e.Tier), Why: e.Why,
		ExpiresAt: e.ExpiresAt, Outcome: shift.Outcome(e.Status), AskedBy: e.AskedBy, AskedAt: e.AskedAt, DecidedBy: text(e.DecidedBy), DecidedAt: e.DecidedAt}
}

// OffFramework implements app.Releases.
func (r *ShiftRepo) OffFramework(ctx context.Context, approval id.ID) (shift.OffFramework, error) {
	row, err := r.q.OffFrameworkApproval(ctx, approval)
	return shift.OffFramework{ID: row.ID, Why: row.Why, Statement: row.Statement, By: row.ApprovedBy, At: row.ApprovedAt}, found(err, "read an off-framework approval")
}

// PostedBetween implements app.Releases.
func (r *ShiftRepo) PostedBetween(ctx context.Context, employer, staffGroup string, from, to time.Time, limit int) ([]release.Past, error) {
	rows, err := r.q.ShiftsForWhatIf(ctx, sqlcgen.ShiftsForWhatIfParams{Employers: r.codes(employer), StaffGroup: staffGroup, FromAt: from, ToAt: to, MaxRows: int32(limit)})
	if err != nil {
		return nil, fmt.Errorf("list past shifts: %w", err)
	}
	out := make([]release.Past, len(rows))
	for i, row := range rows {
		out[i] = release.Past{ShiftID: row.ID, FilledBy: text(row.FilledBy), FilledAt: row.FirstFilledAt,
			For: release.For{PostedAt: row.PostedAt, StartsAt: row.StartsAt, StaffGroup: row.StaffGroup, Band: row.Band, Preferred: row.Preferred, Fallback: row.Fallback}}
		if out[i].FilledBy == "" {
			out[i].FilledAt = nil // Reopened and never filled again.
		}
	}
	return out, nil
}
