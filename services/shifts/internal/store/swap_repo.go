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
	"github.com/muster-ics/muster/services/shifts/internal/swap"
)

// SwapRepo implements app.Swaps.
type SwapRepo struct{ base }

var _ app.Swaps = (*SwapRepo)(nil)

// Offer implements app.Swaps.
func (r *SwapRepo) Offer(ctx context.Context, bookingID id.ID, fn func(*app.Standing) (*swap.Swap, error)) error {
	by := app.CallerOf(ctx)
	return r.inTx(ctx, func(tx *outbox.Tx, q *sqlcgen.Queries) error {
		st, _, err := lockBooked(ctx, q, bookingID)
		if err != nil {
			return err
		}
		w, err := fn(st)
		if err != nil {
			return err
		}
		told, err := r.tell.Swap(nil, w, by)
		if err != nil {
			return err
		}
		s := w.State()
		err = q.InsertSwap(ctx, sqlcgen.InsertSwapParams{ID: s.ID, BookingID: s.BookingID, ShiftID: s.ShiftID, WorkerID: s.WorkerID, Employer: s.Employer,
			OnlyFor: some(s.OnlyFor), Status: string(s.Status), OfferedAt: s.OfferedAt, Version: s.Version})
		if err != nil {
			return exists(err, "swap_live", "keep a swap")
		}
		return tx.Record(ctx, change(told, by))
	})
}

// Get implements app.Swaps.
func (r *SwapRepo) Get(ctx context.Context, swapID id.ID) (swap.State, error) {
	row, err := r.q.GetSwap(ctx, swapID)
	if err != nil {
		return swap.State{}, found(err, "read a swap")
	}
	return swapState(row)
}

// List implements app.Swaps.
func (r *SwapRepo) List(ctx context.Context, f app.SwapFilter) ([]swap.State, error) {
	rows, err := r.q.ListSwaps(ctx, sqlcgen.ListSwapsParams{WorkerID: some(f.WorkerID), OpenTo: some(f.OpenTo), Employers: r.codes(f.Employer), ShiftID: some(f.ShiftID),
		BookingID: some(f.BookingID), Statuses: words(f.Statuses), AfterAt: f.After.At, AfterID: f.After.ID, MaxRows: int32(f.Limit)})
	if err != nil {
		return nil, fmt.Errorf("list swaps: %w", err)
	}
	out := make([]swap.State, len(rows))
	for i, row := range rows {
		if out[i], err = swapState(row.Swap); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Update implements app.Swaps.
func (r *SwapRepo) Update(ctx context.Context, swapID id.ID, fn func(*swap.Swap) error) error {
	by := app.CallerOf(ctx)
	return r.inTx(ctx, func(tx *outbox.Tx, q *sqlcgen.Queries) error {
		row, err := q.LockSwap(ctx, swapID)
		if err != nil {
			return found(err, "lock a swap")
		}
		before, err := swapState(row)
		if err != nil {
			return err
		}
		w := swap.Rehydrate(before)
		if err := fn(w); err != nil || len(w.Events()) == 0 {
			return err
		}
		told, err := r.tell.Swap(&before, w, by)
		if err != nil {
			return err
		}
		s := w.State()
		rs, err := encodeReasons(s.Reasons)
		if err != nil {
			return err
		}
		later := pg.Later(tx.Tx, func(err error) error { return fmt.Errorf("save a swap: %w", err) }).Rows(oneRow)
		err = sqlcgen.New(later).SaveSwap(ctx, sqlcgen.SaveSwapParams{ID: s.ID, Status: string(s.Status), EndedAt: s.EndedAt, TakerID: some(s.TakerID),
			TakerHome: some(s.TakerHome), SuccessorID: some(s.SuccessorID), ApprovedBy: some(s.ApprovedBy), ShownPence: s.ShownPence, Reasons: rs, Version: s.Version})
		if err != nil {
			return err
		}
		return tx.Record(ctx, change(told, by))
	})
}

// Due implements app.Swaps.
func (r *SwapRepo) Due(ctx context.Context, now time.Time, limit int) ([]id.ID, error) {
	ids, err := r.q.SwapsDue(ctx, sqlcgen.SwapsDueParams{Now: now, MaxRows: int32(limit)})
	if err != nil {
		return nil, fmt.Errorf("list swaps that are due: %w", err)
	}
	return ids, nil
}

func swapState(w sqlcgen.Swap) (swap.State, error) {
	rs, err := decodeReasons(w.Reasons)
	return swap.State{ID: w.ID, BookingID: w.BookingID, ShiftID: w.ShiftID, WorkerID: w.WorkerID, Employer: w.Employer, OnlyFor: uid(w.OnlyFor),
		Status: swap.Status(w.Status), OfferedAt: w.OfferedAt, EndedAt: w.EndedAt, TakerID: uid(w.TakerID), TakerHome: text(w.TakerHome),
		SuccessorID: uid(w.SuccessorID), ApprovedBy: text(w.ApprovedBy), ShownPence: w.ShownPence, Reasons: rs, Version: w.Version}, err
}
