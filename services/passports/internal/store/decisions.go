package store

import (
	"context"

	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/clearance"
	"github.com/muster-ics/muster/services/passports/internal/store/sqlcgen"
)

// insertDecision keeps a decision with its inputs. version is that of the clearance which it makes.
func insertDecision(ctx context.Context, q *sqlcgen.Queries, d app.Judged, version int64) error {
	b := d.Booking
	return q.InsertDecision(ctx, sqlcgen.InsertDecisionParams{
		ID: d.ID, WorkerID: b.WorkerID, BookingID: b.ID, ShiftID: b.ShiftID, HomeEmployer: b.HomeEmployer, HostEmployer: b.HostEmployer,
		StartsAt: b.StartsAt, EndsAt: b.EndsAt, Version: version, Cause: d.Cause, Outcome: string(d.Outcome), PassportVersion: d.PassportVersion,
		Engine: int32(d.Engine), Inputs: string(d.Inputs), Digest: d.Digest, Decision: string(d.Canonical()), DecidedAt: d.At,
	})
}

// Around implements app.Clearances.
func (s *Store) Around(ctx context.Context, b clearance.Booking) (app.Circumstances, error) {
	return circumstances(ctx, s.read(), b)
}

// circumstances reads what a decision looks at beside passport and booking.
func circumstances(ctx context.Context, q *sqlcgen.Queries, b clearance.Booking) (app.Circumstances, error) {
	read, err := registersRead(ctx, q, b.HomeEmployer)
	if err != nil {
		return app.Circumstances{}, err
	}
	return app.Circumstances{RegistersRead: read}, nil
}
