package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/deployment"
	"github.com/muster-ics/muster/services/deployments/internal/store/sqlcgen"
)

type deployments struct{ *Store }

func deploymentOf(r sqlcgen.Deployment) (deployment.Deployment, error) {
	var reasons []reason.Reason
	if err := json.Unmarshal(r.Reasons, &reasons); err != nil {
		return deployment.Deployment{}, fmt.Errorf("reasons of deployment %s: %w", r.ID, err)
	}
	out := deployment.Record{
		ID: r.ID, Version: r.Version, Status: deployment.Status(r.Status), Reasons: reasons,
		DecidedAt: r.DecidedAt.UTC(), EndedAt: utc(r.EndedAt),
		Placement: deployment.Placement{
			Booking: r.BookingID, Shift: r.ShiftID, Worker: r.WorkerID, Home: r.Home, Host: r.Host, Site: r.Site,
			StaffGroup: r.StaffGroup, Band: r.Band, EPP: r.Epp, Children: r.Children, StartsAt: r.StartsAt.UTC(), EndsAt: r.EndsAt.UTC(),
		},
	}
	if r.AgreementID != nil {
		out.Agreement, out.Terms = *r.AgreementID, *r.AgreementTerms
	}
	if r.MutualAidID != nil {
		out.Aid = *r.MutualAidID
	}
	return deployment.Rehydrate(out), nil
}

func (s deployments) List(ctx context.Context, q app.DeploymentQuery) ([]deployment.Deployment, error) {
	p := sqlcgen.ListDeploymentsParams{Employers: named(q.Codes, q.Employer), Status: optional(q.Status), Most: int32(q.Most)}
	if q.Booking != id.Nil {
		p.BookingID = &q.Booking
	}
	if q.Worker != id.Nil {
		p.WorkerID = &q.Worker
	}
	if !q.EndsAfter.IsZero() {
		p.EndsAfter = &q.EndsAfter
	}
	if !q.AfterStart.IsZero() {
		p.AfterStart, p.AfterID = &q.AfterStart, &q.AfterID
	}
	rows, err := s.read().ListDeployments(ctx, p)
	if err != nil {
		return nil, err
	}
	out := make([]deployment.Deployment, len(rows))
	for i, r := range rows {
		if out[i], err = deploymentOf(r); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (s deployments) BookingEnded(ctx context.Context, booking id.ID, endedAs string, act func(*deployment.Deployment) (app.Told, bool, error)) error {
	return s.write(ctx, func(tx *outbox.Tx, q *sqlcgen.Queries) error {
		if err := q.LockWords(ctx, bookingWords(booking)); err != nil {
			return err
		}
		row, err := q.LockDeploymentOfBooking(ctx, booking)
		if errors.Is(err, pgx.ErrNoRows) {
			return q.RememberBookingEnd(ctx, sqlcgen.RememberBookingEndParams{BookingID: booking, EndedAs: endedAs})
		}
		if err != nil {
			return err
		}
		return change(ctx, tx, q, row, act)
	})
}

func change(ctx context.Context, tx *outbox.Tx, q *sqlcgen.Queries, row sqlcgen.Deployment, act func(*deployment.Deployment) (app.Told, bool, error)) error {
	d, err := deploymentOf(row)
	if err != nil {
		return err
	}
	told, changed, err := act(&d)
	if err != nil || !changed {
		return err
	}
	if err := saveDeployment(ctx, q, d.Record()); err != nil {
		return err
	}
	return tell(ctx, tx, told)
}

func saveDeployment(ctx context.Context, q *sqlcgen.Queries, r deployment.Record) error {
	reasons, err := json.Marshal(r.Reasons)
	if err != nil {
		return err
	}
	return q.SaveDeployment(ctx, sqlcgen.SaveDeploymentParams{
		ID: r.ID, Version: r.Version, Status: string(r.Status), Reasons: reasons, EndedAt: r.EndedAt,
	})
}

// bookingWords is what the request and the end of one booking lock, so that neither misses the other.
func bookingWords(booking id.ID) string { return "booking " + booking.String() }
