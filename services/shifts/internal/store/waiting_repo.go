package store

import (
	"context"
	"fmt"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/pkg/pg"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/store/sqlcgen"
	"github.com/muster-ics/muster/services/shifts/internal/waiting"
)

// WaitingRepo implements app.WaitingLists.
type WaitingRepo struct{ base }

var _ app.WaitingLists = (*WaitingRepo)(nil)

// Join implements app.WaitingLists.
func (r *WaitingRepo) Join(ctx context.Context, shiftID id.ID, fn func(*app.Standing) (*waiting.Place, error)) error {
	by := app.CallerOf(ctx)
	return r.inTx(ctx, func(tx *outbox.Tx, q *sqlcgen.Queries) error {
		st, err := lockShift(ctx, q, shiftID)
		if err != nil {
			return err
		}
		p, err := fn(st)
		if err != nil {
			return err
		}
		told, err := r.tell.Place(nil, p, by)
		if err != nil {
			return err
		}
		s := p.State()
		err = q.InsertPlace(ctx, sqlcgen.InsertPlaceParams{ID: s.ID, ShiftID: s.ShiftID, WorkerID: s.WorkerID, HomeEmployer: s.HomeEmployer,
			Employer: s.Employer, Status: string(s.Status), JoinedAt: s.JoinedAt, Version: s.Version})
		if err != nil {
			return exists(err, "waiting_place_live", "keep a place on a waiting list")
		}
		return tx.Record(ctx, change(told, by))
	})
}

// Get implements app.WaitingLists.
func (r *WaitingRepo) Get(ctx context.Context, placeID id.ID) (waiting.State, error) {
	row, err := r.q.GetPlace(ctx, placeID)
	if err != nil {
		return waiting.State{}, found(err, "read a place on a waiting list")
	}
	return placeState(row), nil
}

// List implements app.WaitingLists.
func (r *WaitingRepo) List(ctx context.Context, f app.RequestFilter) ([]waiting.State, error) {
	rows, err := r.q.ListPlaces(ctx, sqlcgen.ListPlacesParams{WorkerID: some(f.WorkerID), Employers: r.codes(f.Employer), ShiftID: some(f.ShiftID),
		Statuses: words(f.Statuses), AfterAt: f.After.At, AfterID: f.After.ID, MaxRows: int32(f.Limit)})
	if err != nil {
		return nil, fmt.Errorf("list places on waiting lists: %w", err)
	}
	out := make([]waiting.State, len(rows))
	for i, row := range rows {
		out[i] = placeState(row.WaitingPlace)
	}
	return out, nil
}

// Update implements app.WaitingLists.
func (r *WaitingRepo) Update(ctx context.Context, placeID id.ID, fn func(*waiting.Place) error) error {
	by := app.CallerOf(ctx)
	return r.inTx(ctx, func(tx *outbox.Tx, q *sqlcgen.Queries) error {
		p, err := lockPlace(ctx, q, placeID)
		if err != nil {
			return err
		}
		before := placeOf(p)
		if err := fn(p); err != nil {
			return err
		}
		return savePlace(ctx, tx, r.tell, before, p, by)
	})
}

// Due implements app.WaitingLists.
func (r *WaitingRepo) Due(ctx context.Context, now time.Time, limit int) ([]id.ID, error) {
	ids, err := r.q.ListsDue(ctx, sqlcgen.ListsDueParams{Now: now, MaxRows: int32(limit)})
	if err != nil {
		return nil, fmt.Errorf("list shifts whose waiting list is due: %w", err)
	}
	return ids, nil
}

// Over implements app.WaitingLists.
func (r *WaitingRepo) Over(ctx context.Context, now time.Time, limit int) ([]id.ID, error) {
	ids, err := r.q.PlacesOver(ctx, sqlcgen.PlacesOverParams{Now: now, WorthUntil: now.Add(waiting.WorthComing), MaxRows: int32(limit)})
	if err != nil {
		return nil, fmt.Errorf("list places that are over: %w", err)
	}
	return ids, nil
}

// OpenToAll implements app.WaitingLists.
func (r *WaitingRepo) OpenToAll(ctx context.Context, shiftID id.ID) error {
	if err := r.q.OpenToAll(ctx, shiftID); err != nil {
		return fmt.Errorf("open a shift to all: %w", err)
	}
	return nil
}

// lockPlace locks a place; the id that names nothing gives nil.
func lockPlace(ctx context.Context, q *sqlcgen.Queries, placeID id.ID) (*waiting.Place, error) {
	if placeID == id.Nil {
		return nil, nil
	}
	row, err := q.LockPlace(ctx, placeID)
	if err != nil {
		return nil, found(err, "lock a place on a waiting list")
	}
	return waiting.Rehydrate(placeState(row)), nil
}

func placeOf(p *waiting.Place) waiting.State {
	if p == nil {
		return waiting.State{}
	}
	return p.State()
}

func savePlace(ctx context.Context, tx *outbox.Tx, tell app.Teller, before waiting.State, p *waiting.Place, by app.Caller) error {
	if p == nil || len(p.Events()) == 0 {
		return nil
	}
	told, err := tell.Place(&before, p, by)
	if err != nil {
		return err
	}
	s := p.State()
	later := pg.Later(tx.Tx, func(err error) error { return fmt.Errorf("save a place on a waiting list: %w", err) }).Rows(oneRow)
	if err := sqlcgen.New(later).SavePlace(ctx, sqlcgen.SavePlaceParams{ID: s.ID, Status: string(s.Status), EndedAt: s.EndedAt, Version: s.Version}); err != nil {
		return err
	}
	return tx.Record(ctx, change(told, by))
}

func placeState(p sqlcgen.WaitingPlace) waiting.State {
	return waiting.State{ID: p.ID, ShiftID: p.ShiftID, WorkerID: p.WorkerID, HomeEmployer: p.HomeEmployer, Employer: p.Employer,
		Status: waiting.Status(p.Status), JoinedAt: p.JoinedAt, EndedAt: p.EndedAt, Version: p.Version}
}
