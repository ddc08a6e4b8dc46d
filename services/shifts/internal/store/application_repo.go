package store

import (
	"context"
	"fmt"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/pkg/pg"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/application"
	"github.com/muster-ics/muster/services/shifts/internal/eligibility"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
	"github.com/muster-ics/muster/services/shifts/internal/store/sqlcgen"
)

// ApplicationRepo implements app.Applications.
type ApplicationRepo struct{ base }

var _ app.Applications = (*ApplicationRepo)(nil)

// Submit implements app.Applications.
func (r *ApplicationRepo) Submit(ctx context.Context, a *application.Application) error {
	by := app.CallerOf(ctx)
	return r.inTx(ctx, func(tx *outbox.Tx, q *sqlcgen.Queries) error {
		told, err := r.tell.Application(nil, a, by)
		if err != nil {
			return err
		}
		s := a.State()
		err = q.InsertApplication(ctx, sqlcgen.InsertApplicationParams{ID: s.ID, ShiftID: s.ShiftID, WorkerID: s.WorkerID, HomeEmployer: s.HomeEmployer,
			Employer: s.Employer, Status: string(s.Status), SubmittedAt: s.SubmittedAt, ShownPence: s.ShownPence, Version: s.Version})
		if err != nil {
			return exists(err, "application_live", "keep an application")
		}
		return tx.Record(ctx, change(told, by))
	})
}

// Get implements app.Applications.
func (r *ApplicationRepo) Get(ctx context.Context, applicationID id.ID) (application.State, error) {
	row, err := r.q.GetApplication(ctx, applicationID)
	if err != nil {
		return application.State{}, found(err, "read an application")
	}
	return applicationState(row)
}

// List implements app.Applications.
func (r *ApplicationRepo) List(ctx context.Context, f app.RequestFilter) ([]application.State, error) {
	rows, err := r.q.ListApplications(ctx, sqlcgen.ListApplicationsParams{WorkerID: some(f.WorkerID), Employers: r.codes(f.Employer), ShiftID: some(f.ShiftID),
		Statuses: words(f.Statuses), AfterAt: f.After.At, AfterID: f.After.ID, MaxRows: int32(f.Limit)})
	if err != nil {
		return nil, fmt.Errorf("list applications: %w", err)
	}
	out := make([]application.State, len(rows))
	for i, row := range rows {
		if out[i], err = applicationState(row.Application); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Update implements app.Applications.
func (r *ApplicationRepo) Update(ctx context.Context, applicationID id.ID, fn func(*application.Application) error) error {
	by := app.CallerOf(ctx)
	return r.inTx(ctx, func(tx *outbox.Tx, q *sqlcgen.Queries) error {
		row, err := q.LockApplication(ctx, applicationID)
		if err != nil {
			return found(err, "lock an application")
		}
		before, err := applicationState(row)
		if err != nil {
			return err
		}
		a := application.Rehydrate(before)
		if err := fn(a); err != nil || len(a.Events()) == 0 {
			return err
		}
		told, err := r.tell.Application(&before, a, by)
		if err != nil {
			return err
		}
		s := a.State()
		rs, err := encodeReasons(s.Reasons)
		if err != nil {
			return err
		}
		later := pg.Later(tx.Tx, func(err error) error { return fmt.Errorf("save an application: %w", err) }).Rows(oneRow)
		err = sqlcgen.New(later).SaveApplication(ctx, sqlcgen.SaveApplicationParams{ID: s.ID, Status: string(s.Status), EndedAt: s.EndedAt, DecidedAt: s.DecidedAt,
			BookingID: some(s.BookingID), ApprovedBy: some(s.ApprovedBy), Reasons: rs, Version: s.Version})
		if err != nil {
			return err
		}
		return tx.Record(ctx, change(told, by))
	})
}

// Due implements app.Applications.
func (r *ApplicationRepo) Due(ctx context.Context, now time.Time, limit int) ([]app.DueApplication, error) {
	rows, err := r.q.ApplicationsDue(ctx, sqlcgen.ApplicationsDueParams{Now: now, Rest: eligibility.Rest, MaxRows: int32(limit)})
	if err != nil {
		return nil, fmt.Errorf("list applications that are due: %w", err)
	}
	out := make([]app.DueApplication, len(rows))
	for i, row := range rows {
		out[i] = app.DueApplication{ID: row.ID, ShiftStatus: shift.Status(row.ShiftStatus), Started: row.Started}
		if row.ClashEndsAt.Unix() != 0 {
			out[i].ClashStartsAt, out[i].ClashEndsAt = row.ClashStartsAt, row.ClashEndsAt
		}
	}
	return out, nil
}

func applicationState(a sqlcgen.Application) (application.State, error) {
	rs, err := decodeReasons(a.Reasons)
	return application.State{ID: a.ID, ShiftID: a.ShiftID, WorkerID: a.WorkerID, HomeEmployer: a.HomeEmployer, Employer: a.Employer,
		Status: application.Status(a.Status), SubmittedAt: a.SubmittedAt, DecidedAt: a.DecidedAt, EndedAt: a.EndedAt, BookingID: uid(a.BookingID),
		ApprovedBy: text(a.ApprovedBy), ShownPence: a.ShownPence, Reasons: rs, Version: a.Version}, err
}

// exists says that the one live row which a unique index allows is there already.
func exists(err error, index, what string) error {
	if pg.IsUnique(err, index) {
		return app.ErrExists
	}
	return fmt.Errorf("%s: %w", what, err)
}
