package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/pkg/pg"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/booking"
	"github.com/muster-ics/muster/services/shifts/internal/eligibility"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
	"github.com/muster-ics/muster/services/shifts/internal/store/sqlcgen"
)

// Candidate implements app.Bookings.
func (r *BookingRepo) Candidate(ctx context.Context, shiftID, workerID id.ID) (shift.State, eligibility.Worker, []eligibility.Entry, error) {
	w := eligibility.Worker{ID: workerID}
	row, err := r.q.LoadForClaim(ctx, sqlcgen.LoadForClaimParams{ShiftID: shiftID, WorkerID: workerID, Rest: eligibility.Rest})
	if err != nil {
		return shift.State{}, w, nil, found(err, "load a shift to be claimed")
	}
	s, err := shiftState(row.Shift, override{})
	if err != nil {
		return shift.State{}, w, nil, err
	}
	if !row.Reserved {
		s.Reserved = nil
	}
	w.HomeEmployer, w.Status, w.Floor = row.HomeEmployer, row.WorkerStatus, row.Floor
	diary, err := decodeDiary(row.Diary)
	return s, w, diary, err
}

func decodeDiary(b []byte) ([]eligibility.Entry, error) {
	var rows []struct {
		BookingID id.ID     `json:"booking_id"`
		StartsAt  time.Time `json:"starts_at"`
		EndsAt    time.Time `json:"ends_at"`
	}
	if err := json.Unmarshal(b, &rows); err != nil {
		return nil, fmt.Errorf("read a diary: %w", err)
	}
	diary := make([]eligibility.Entry, len(rows))
	for i, e := range rows {
		diary[i] = eligibility.Entry{BookingID: e.BookingID, StartsAt: e.StartsAt.UTC(), EndsAt: e.EndsAt.UTC()}
	}
	return diary, nil
}

// claimTries is how often a claim that lost a race inside Postgres (40001, 40P01) is made again.
const claimTries = 3

// Claim implements app.Bookings.
func (r *BookingRepo) Claim(ctx context.Context, s shift.State, b *booking.Booking) (func(), error) {
	by := app.CallerOf(ctx)
	told, err := r.tell.Booking(nil, b, s, by)
	if err != nil {
		return nil, err
	}
	row, err := outbox.Prepare(ctx, change(told, by))
	if err != nil {
		return nil, err
	}
	params := claimParams(s, b.State(), row)
	key, keyed := outbox.IdempotencyFrom(ctx)
	if keyed {
		params.IdempotencyScope, params.IdempotencyKey, params.RequestHash = key.Scope, key.Key, key.RequestHash
	}
	if err := r.claim(ctx, params); err != nil {
		return nil, err
	}
	if keyed {
		outbox.IdempotencyWritten(ctx)
	}
	return func() { r.out.Offer(ctx, row.Envelope) }, nil
}

func claimParams(s shift.State, b booking.State, row outbox.Row) sqlcgen.ClaimParams {
	var offer *id.ID
	if s.Reserved != nil {
		offer = some(s.Reserved.Offer)
	}
	return sqlcgen.ClaimParams{
		Offer: offer, SuccessorOf: some(b.SuccessorOf), ApprovedBy: some(b.ApprovedBy), SetID: some(b.SetID), SetSize: some(int32(b.SetSize)),
		WorkerID: b.WorkerID, ShiftID: s.ID, ShiftVersion: s.Version, Now: b.HeldAt, BookingID: b.ID,
		HomeEmployer: b.HomeEmployer, RestUntil: b.RestUntil(),
		EventID: row.EventID, EventType: row.Type, EventSubject: row.Subject, EventBody: row.Body,
		Action: row.Action, Actor: row.Actor, OnBehalfOf: row.OnBehalfOf, RequestID: row.RequestID, AfterHash: row.AfterHash,
	}
}

func (r *BookingRepo) claim(ctx context.Context, p sqlcgen.ClaimParams) error {
	for try := 1; ; try++ {
		_, err := r.q.Claim(ctx, p)
		switch {
		case err == nil:
			return nil
		case errors.Is(err, pgx.ErrNoRows), pg.IsUnique(err, "slot_live"), pg.IsUnique(err, "booking_one_successor"):
			return app.ErrNotTaken
		case pg.IsExclusion(err, "worker_rest"):
			return app.ErrTooNear
		case pg.IsUnique(err, "idempotency_pkey"):
			freed, ferr := r.q.FreeExpiredKey(ctx, sqlcgen.FreeExpiredKeyParams{Scope: p.IdempotencyScope, Key: p.IdempotencyKey})
			if ferr != nil {
				return fmt.Errorf("free an expired idempotency key: %w", ferr)
			}
			if freed == 0 {
				return app.ErrRepeated
			}
		case pg.Code(err) != "40001" && pg.Code(err) != "40P01":
			return fmt.Errorf("claim a shift: %w", err)
		}
		if try == claimTries {
			return fmt.Errorf("claim a shift: %w", err)
		}
	}
}
