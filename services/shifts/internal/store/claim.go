package store

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/pkg/pg"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/booking"
	"github.com/muster-ics/muster/services/shifts/internal/eligibility"
	"github.com/muster-ics/muster/services/shifts/internal/pay"
	"github.com/muster-ics/muster/services/shifts/internal/policy"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
	"github.com/muster-ics/muster/services/shifts/internal/store/sqlcgen"
	"github.com/muster-ics/muster/services/shifts/internal/workingtime"
)

// Candidate implements app.Bookings.
func (r *BookingRepo) Candidate(ctx context.Context, shiftID, workerID id.ID) (shift.State, eligibility.Worker, eligibility.Facts, pay.Rules, error) {
	w := eligibility.Worker{ID: workerID}
	row, err := r.q.LoadForClaim(ctx, sqlcgen.LoadForClaimParams{ShiftID: shiftID, WorkerID: workerID, Reach: workingtime.Reach})
	if err != nil {
		return shift.State{}, w, eligibility.Facts{}, pay.Rules{}, found(err, "load a shift to be claimed")
	}
	s, err := shiftState(row.Shift, override{})
	if err != nil {
		return shift.State{}, w, eligibility.Facts{}, pay.Rules{}, err
	}
	if !row.Reserved {
		s.Reserved = nil
	}
	w.HomeEmployer, w.Status, w.Floor = row.HomeEmployer, row.WorkerStatus, row.Floor
	if err := json.Unmarshal(row.Hours, &w.Hours); err != nil {
		return shift.State{}, w, eligibility.Facts{}, pay.Rules{}, fmt.Errorf("read a worker's hours: %w", err)
	}
	pol, err := policy.Read[policy.WorkingTime](row.WorkingTime)
	if err != nil {
		return shift.State{}, w, eligibility.Facts{}, pay.Rules{}, fmt.Errorf("of %s: %w", s.Employer, err)
	}
	blocks, err := decodeBlocks(s.Employer, row.Blocks)
	if err != nil {
		return shift.State{}, w, eligibility.Facts{}, pay.Rules{}, err
	}
	aids, err := decodeAids(row.Aids)
	if err != nil {
		return shift.State{}, w, eligibility.Facts{}, pay.Rules{}, err
	}
	rules, err := claimPay(row, &w)
	facts := eligibility.Facts{
		Diary:  workingtime.Diary{Version: row.DiaryVersion, Entries: lines(row)},
		Hosts:  map[string]eligibility.Host{s.Employer: {Hours: pol.Policy}},
		Blocks: blocks, Aids: aids,
	}
	if err == nil {
		err = r.ofLine(ctx, s, workerID, &facts, &rules)
	}
	return s, w, facts, rules, err
}

// lines makes entries of the columns in which the diary comes.
func lines(row sqlcgen.LoadForClaimRow) []eligibility.Entry {
	diary := make([]eligibility.Entry, len(row.Ids))
	for i := range diary {
		diary[i] = eligibility.Entry{BookingID: row.Ids[i], Kind: workingtime.Kind(row.Kinds[i]), Host: row.Hosts[i], Employer: row.Employers[i],
			StartsAt: row.Starts[i].UTC(), EndsAt: row.Ends[i].UTC(), NetMinutes: int(row.Net[i])}
	}
	return diary
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
	params, err := claimParams(s, b.State(), b.DiaryVersion(), row)
	if err != nil {
		return nil, err
	}
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

func claimParams(s shift.State, b booking.State, diary int64, row outbox.Row) (sqlcgen.ClaimParams, error) {
	var offer *id.ID
	if s.Reserved != nil {
		offer = some(s.Reserved.Offer)
	}
	quote, err := encodeQuote(b.Pay)
	if err != nil {
		return sqlcgen.ClaimParams{}, err
	}
	return sqlcgen.ClaimParams{
		RatePence: b.RatePence, Pay: quote,
		Offer: offer, SuccessorOf: some(b.SuccessorOf), ApprovedBy: some(b.ApprovedBy), SetID: some(b.SetID), SetSize: some(int32(b.SetSize)),
		WorkerID: b.WorkerID, DiaryVersion: diary, ShiftID: s.ID, ShiftVersion: s.Version, Now: b.HeldAt, BookingID: b.ID,
		HomeEmployer: b.HomeEmployer, StartsAt: b.StartsAt, NetMinutes: int32(b.NetMinutes), RestUntil: b.RestUntil(),
		EventID: row.EventID, EventType: row.Type, EventSubject: row.Subject, EventBody: row.Body,
		Action: row.Action, Actor: row.Actor, OnBehalfOf: row.OnBehalfOf, RequestID: row.RequestID, AfterHash: row.AfterHash,
	}, nil
}

func (r *BookingRepo) claim(ctx context.Context, p sqlcgen.ClaimParams) error {
	for try := 1; ; try++ {
		got, err := r.q.Claim(ctx, p)
		switch {
		case err == nil && got.Claimed:
			return nil
		case err == nil && got.ShiftStood && !got.DiaryStood:
			return app.ErrDiaryMoved
		case err == nil, pg.IsUnique(err, "slot_live"), pg.IsUnique(err, "booking_one_successor"):
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
