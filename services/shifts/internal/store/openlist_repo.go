package store

import (
	"context"
	"fmt"

	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
	"github.com/muster-ics/muster/services/shifts/internal/store/sqlcgen"
)

// ListRepo implements app.ListSource.
type ListRepo struct{ base }

var _ app.ListSource = (*ListRepo)(nil)

// listBatch is how many rows are read at a time, so that no statement takes long and memory holds one batch twice at most.
const listBatch = 5000

// OpenNow implements app.ListSource.
func (r *ListRepo) OpenNow(ctx context.Context, each func([]shift.State) error) error {
	for after := id.Nil; ; {
		rows, err := r.q.OpenNow(ctx, sqlcgen.OpenNowParams{AfterID: after, MaxRows: listBatch})
		if err != nil {
			return fmt.Errorf("read the open shifts: %w", err)
		}
		states, err := statesOf(len(rows), func(i int) sqlcgen.Shift { return rows[i].Shift })
		if err != nil {
			return err
		}
		if err := each(states); err != nil {
			return err
		}
		if len(rows) < listBatch {
			return nil
		}
		after = rows[len(rows)-1].Shift.ID
	}
}

// StillOpen implements app.ListSource.
func (r *ListRepo) StillOpen(ctx context.Context, ids []id.ID) ([]shift.State, error) {
	rows, err := r.q.StillOpen(ctx, ids)
	if err != nil {
		return nil, fmt.Errorf("read which shifts are still open: %w", err)
	}
	return statesOf(len(rows), func(i int) sqlcgen.Shift { return rows[i].Shift })
}

// WorkersTold implements app.ListSource.
func (r *ListRepo) WorkersTold(ctx context.Context, each func([]app.WorkerTold) error) error {
	for after := id.Nil; ; {
		rows, err := r.q.WorkersTold(ctx, sqlcgen.WorkersToldParams{AfterID: after, MaxRows: listBatch})
		if err != nil {
			return fmt.Errorf("read the workers: %w", err)
		}
		told := make([]app.WorkerTold, len(rows))
		for i, w := range rows {
			told[i] = app.WorkerTold{ID: w.ID, Version: w.Version, Rank: w.Rank, HomeEmployer: w.HomeEmployer, Status: w.Status, Floor: w.RevocationFloor, Passport: w.Passport}
		}
		if err := each(told); err != nil {
			return err
		}
		if len(rows) < listBatch {
			return nil
		}
		after = rows[len(rows)-1].ID
	}
}

// AgreementsTold implements app.ListSource.
func (r *ListRepo) AgreementsTold(ctx context.Context) ([]app.AgreementTold, error) {
	rows, err := r.q.AgreementsTold(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the agreements: %w", err)
	}
	told := make([]app.AgreementTold, len(rows))
	for i, a := range rows {
		told[i] = app.AgreementTold{ID: a.ID, Version: a.Version, Status: a.Status, State: a.State}
	}
	return told, nil
}
