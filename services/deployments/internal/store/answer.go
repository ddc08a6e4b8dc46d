package store

import (
	"context"
	"encoding/json"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/pkg/pg"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/deployment"
	"github.com/muster-ics/muster/services/deployments/internal/store/sqlcgen"
)

// Answer locks in one order everywhere: the booking, the worker, then agreements by id. The worker's lock makes two
// answers about one worker's days wait for each other; the shared locks make an agreement's end wait for the answer.
func (s deployments) Answer(ctx context.Context, p deployment.Placement, decide func(app.Evidence) (deployment.Deployment, app.Told, error)) error {
	return s.write(ctx, func(tx *outbox.Tx, q *sqlcgen.Queries) error {
		if err := pg.ReusePlans(ctx, tx.Tx); err != nil {
			return err
		}
		later := sqlcgen.New(tx.Later())
		for _, words := range []string{bookingWords(p.Booking), "worker " + p.Worker.String()} {
			if err := later.LockWords(ctx, words); err != nil {
				return err
			}
		}
		answered, err := q.BookingAnswered(ctx, p.Booking)
		if err != nil || answered {
			return err
		}
		evidence, err := gather(ctx, q, p)
		if err != nil {
			return err
		}
		d, told, err := decide(evidence)
		if err != nil {
			return err
		}
		if err := addDeployment(ctx, later, d.Record()); err != nil {
			return err
		}
		return tell(ctx, tx, told)
	})
}

func gather(ctx context.Context, q *sqlcgen.Queries, p deployment.Placement) (app.Evidence, error) {
	rows, err := q.CandidateAgreements(ctx, sqlcgen.CandidateAgreementsParams{
		Home: p.Home, Host: p.Host, EndedAfter: p.StartsAt.AddDate(-1, 0, 0),
	})
	if err != nil || len(rows) == 0 {
		return app.Evidence{}, err
	}
	found := make([]sqlcgen.GetAgreementRow, len(rows))
	limited := false
	for i, r := range rows {
		found[i] = sqlcgen.GetAgreementRow(r)
		limited = limited || r.AgreementVersion.MaxDays > 0
	}
	e := app.Evidence{}
	if e.Candidates, err = whole(ctx, q, found); err != nil || !limited {
		return e, err
	}
	starts, err := q.StartsOfWorker(ctx, sqlcgen.StartsOfWorkerParams{
		WorkerID: p.Worker, After: p.StartsAt.AddDate(0, -13, 0), Before: p.StartsAt.AddDate(0, 13, 0),
	})
	e.Starts = make(map[id.ID][]time.Time, len(starts))
	for _, r := range starts {
		e.Starts[*r.AgreementID] = append(e.Starts[*r.AgreementID], r.StartsAt)
	}
	return e, err
}

func addDeployment(ctx context.Context, q *sqlcgen.Queries, r deployment.Record) error {
	reasons, err := json.Marshal(r.Reasons)
	if err != nil {
		return err
	}
	p := sqlcgen.AddDeploymentParams{
		ID: r.ID, Version: r.Version, BookingID: r.Booking, ShiftID: r.Shift, WorkerID: r.Worker, Home: r.Home, Host: r.Host,
		Site: r.Site, StaffGroup: r.StaffGroup, Band: r.Band, StartsAt: r.StartsAt, EndsAt: r.EndsAt,
		Status: string(r.Status), Reasons: reasons, DecidedAt: r.DecidedAt,
	}
	if r.Agreement != id.Nil {
		p.AgreementID, p.AgreementTerms = &r.Agreement, &r.Terms
	}
	return q.AddDeployment(ctx, p)
}

// Uncovered implements app.Deployments.
func (s deployments) Uncovered(ctx context.Context, now time.Time) ([]app.Uncovered, error) {
	rows, err := s.read().UncoveredDeployments(ctx, now)
	out := make([]app.Uncovered, len(rows))
	for i, r := range rows {
		out[i] = app.Uncovered{Deployment: r.ID, Agreement: r.AgreementID}
	}
	return out, err
}
