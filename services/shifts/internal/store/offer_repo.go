package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/pkg/pg"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/offer"
	"github.com/muster-ics/muster/services/shifts/internal/store/sqlcgen"
	"github.com/muster-ics/muster/services/shifts/internal/waiting"
)

// OfferRepo implements app.Offers.
type OfferRepo struct{ base }

var _ app.Offers = (*OfferRepo)(nil)

// Make implements app.Offers.
func (r *OfferRepo) Make(ctx context.Context, shiftID, placeID id.ID, fn func(*app.OfferStanding) (*offer.Offer, error)) error {
	by := app.CallerOf(ctx)
	return r.inTx(ctx, func(tx *outbox.Tx, q *sqlcgen.Queries) error {
		st, err := lockShift(ctx, q, shiftID)
		if err != nil {
			return err
		}
		if err := r.endStale(ctx, tx, q, st, by); err != nil {
			return err
		}
		os := app.OfferStanding{Standing: *st}
		if os.Place, err = lockPlace(ctx, q, placeID); err != nil {
			return err
		}
		if os.DatabaseNow, err = q.DatabaseTime(ctx); err != nil {
			return fmt.Errorf("read the database's clock: %w", err)
		}
		placeBefore := placeOf(os.Place)
		made, err := fn(&os)
		if err != nil {
			return err
		}
		if err := savePlace(ctx, tx, r.tell, placeBefore, os.Place, by); err != nil || made == nil {
			return err
		}
		return r.insert(ctx, tx, q, made, by)
	})
}

// endStale ends the offer of the shift whose time is up but which nobody has ended yet.
func (r *OfferRepo) endStale(ctx context.Context, tx *outbox.Tx, q *sqlcgen.Queries, st *app.Standing, by app.Caller) error {
	row, err := q.LockLiveOffer(ctx, st.Shift.State().ID)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("lock the live offer of a shift: %w", err)
	}
	if !row.Over {
		return app.ErrExists
	}
	before := offerState(row.Offer)
	o := offer.Rehydrate(before)
	o.Expire(r.tell.Now())
	place, err := lockPlace(ctx, q, before.PlaceID)
	if err != nil {
		return err
	}
	placeBefore := placeOf(place)
	if place != nil {
		place.End(waiting.Passed, r.tell.Now())
	}
	if err := savePlace(ctx, tx, r.tell, placeBefore, place, by); err != nil {
		return err
	}
	return r.save(ctx, tx, before, o, by)
}

func (r *OfferRepo) insert(ctx context.Context, tx *outbox.Tx, q *sqlcgen.Queries, o *offer.Offer, by app.Caller) error {
	told, err := r.tell.Offer(nil, o, by)
	if err != nil {
		return err
	}
	s := o.State()
	err = q.InsertOffer(ctx, sqlcgen.InsertOfferParams{ID: s.ID, ShiftID: s.ShiftID, WorkerID: s.WorkerID, Employer: s.Employer, Origin: string(s.Origin),
		PlaceID: some(s.PlaceID), Status: string(s.Status), MadeAt: s.MadeAt, ExpiresAt: s.ExpiresAt, Version: s.Version})
	if err != nil {
		return exists(err, "offer_live", "keep an offer")
	}
	later := pg.Later(tx.Tx, func(err error) error { return fmt.Errorf("reserve a shift: %w", err) }).Rows(oneRow)
	if err := sqlcgen.New(later).ReserveShift(ctx, sqlcgen.ReserveShiftParams{ID: s.ShiftID, WorkerID: s.WorkerID, OfferID: s.ID, Until: s.ExpiresAt}); err != nil {
		return err
	}
	return tx.Record(ctx, change(told, by))
}

// Get implements app.Offers.
func (r *OfferRepo) Get(ctx context.Context, offerID id.ID) (offer.State, bool, error) {
	row, err := r.q.GetOffer(ctx, offerID)
	if err != nil {
		return offer.State{}, false, found(err, "read an offer")
	}
	return offerState(row.Offer), row.Over, nil
}

// List implements app.Offers.
func (r *OfferRepo) List(ctx context.Context, f app.RequestFilter) ([]offer.State, error) {
	rows, err := r.q.ListOffers(ctx, sqlcgen.ListOffersParams{WorkerID: some(f.WorkerID), Employers: r.codes(f.Employer), ShiftID: some(f.ShiftID),
		Statuses: words(f.Statuses), AfterAt: f.After.At, AfterID: f.After.ID, MaxRows: int32(f.Limit)})
	if err != nil {
		return nil, fmt.Errorf("list offers: %w", err)
	}
	out := make([]offer.State, len(rows))
	for i, row := range rows {
		out[i] = offerState(row.Offer)
	}
	return out, nil
}

// Update implements app.Offers.
func (r *OfferRepo) Update(ctx context.Context, offerID id.ID, fn func(*app.OfferStanding) error) error {
	by := app.CallerOf(ctx)
	at, err := r.q.GetOffer(ctx, offerID)
	if err != nil {
		return found(err, "read an offer")
	}
	return r.inTx(ctx, func(tx *outbox.Tx, q *sqlcgen.Queries) error {
		st, err := lockShift(ctx, q, at.Offer.ShiftID)
		if err != nil {
			return err
		}
		place, err := lockPlace(ctx, q, uid(at.Offer.PlaceID))
		if err != nil {
			return err
		}
		row, err := q.LockOffer(ctx, offerID)
		if err != nil {
			return found(err, "lock an offer")
		}
		before, placeBefore := offerState(row.Offer), placeOf(place)
		os := app.OfferStanding{Standing: *st, Offer: offer.Rehydrate(before), Over: row.Over, Place: place}
		if err := fn(&os); err != nil {
			return err
		}
		if err := savePlace(ctx, tx, r.tell, placeBefore, os.Place, by); err != nil || len(os.Offer.Events()) == 0 {
			return err
		}
		return r.save(ctx, tx, before, os.Offer, by)
	})
}

// save keeps an offer that has ended and frees its shift. A place that ended with it is saved before, so that it does not
// count among those who still wait.
func (r *OfferRepo) save(ctx context.Context, tx *outbox.Tx, before offer.State, o *offer.Offer, by app.Caller) error {
	told, err := r.tell.Offer(&before, o, by)
	if err != nil {
		return err
	}
	s := o.State()
	later := pg.Later(tx.Tx, func(err error) error { return fmt.Errorf("save an offer: %w", err) }).Rows(oneRow)
	if err := sqlcgen.New(later).SaveOffer(ctx, sqlcgen.SaveOfferParams{ID: s.ID, Status: string(s.Status), EndedAt: s.EndedAt, BookingID: some(s.BookingID), Version: s.Version}); err != nil {
		return err
	}
	if err := sqlcgen.New(tx.Later()).ReleaseReservation(ctx, sqlcgen.ReleaseReservationParams{ID: s.ShiftID, OfferID: s.ID}); err != nil {
		return err
	}
	return tx.Record(ctx, change(told, by))
}

// Due implements app.Offers.
func (r *OfferRepo) Due(ctx context.Context, limit int) ([]id.ID, error) {
	ids, err := r.q.OffersDue(ctx, int32(limit))
	if err != nil {
		return nil, fmt.Errorf("list offers that are due: %w", err)
	}
	return ids, nil
}

func offerState(o sqlcgen.Offer) offer.State {
	return offer.State{ID: o.ID, ShiftID: o.ShiftID, WorkerID: o.WorkerID, Employer: o.Employer, Origin: offer.Origin(o.Origin), PlaceID: uid(o.PlaceID),
		Status: offer.Status(o.Status), MadeAt: o.MadeAt, ExpiresAt: o.ExpiresAt, EndedAt: o.EndedAt, BookingID: uid(o.BookingID), Version: o.Version}
}
