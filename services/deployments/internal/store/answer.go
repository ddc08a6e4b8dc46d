package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/pkg/pg"
	"github.com/muster-ics/muster/services/deployments/internal/agreement"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/deployment"
	"github.com/muster-ics/muster/services/deployments/internal/store/sqlcgen"
)

// Answer locks in one order everywhere: the booking, the worker, then agreements by id. The worker's lock makes two
// answers about one worker's days wait for each other; the shared locks make an agreement's end wait for the answer.
func (s deployments) Answer(ctx context.Context, p deployment.Placement, decide func(app.Evidence) (app.Decided, error)) error {
	return s.write(ctx, func(tx *outbox.Tx, q *sqlcgen.Queries) error {
		if err := pg.ReusePlans(ctx, tx.Tx); err != nil {
			return err
		}
		later := sqlcgen.New(tx.Later())
		for _, words := range []string{bookingWords(p.Booking), workerWords(p.Worker)} {
			if err := later.LockWords(ctx, words); err != nil {
				return err
			}
		}
		if err := later.LockCandidates(ctx, sqlcgen.LockCandidatesParams{
			Home: p.Home, Host: p.Host, EndedAfter: p.StartsAt.AddDate(-1, 0, 0), StartsAt: p.StartsAt,
		}); err != nil {
			return err
		}
		answered, err := q.BookingAnswered(ctx, p.Booking)
		if err != nil || answered {
			return err
		}
		candidates, err := candidates(ctx, q, p)
		if err != nil {
			return err
		}
		evidence, err := gather(ctx, q, p, candidates)
		if err != nil {
			return err
		}
		if evidence.Aid, err = aidOfPlacement(ctx, q, p); err != nil {
			return err
		}
		made, err := decide(evidence)
		if err != nil {
			return err
		}
		r := made.Deployment.Record()
		if err := addDeployment(ctx, later, r); err != nil {
			return err
		}
		if err := addAuthorisation(ctx, later, r, made.Authorisation); err != nil {
			return err
		}
		return tell(ctx, tx, made.Told)
	})
}

func candidates(ctx context.Context, q *sqlcgen.Queries, p deployment.Placement) ([]agreement.Agreement, error) {
	rows, err := q.CandidateAgreements(ctx, sqlcgen.CandidateAgreementsParams{
		Home: p.Home, Host: p.Host, EndedAfter: p.StartsAt.AddDate(-1, 0, 0), StartsAt: p.StartsAt,
	})
	if err != nil {
		return nil, err
	}
	found := make([]sqlcgen.GetAgreementRow, len(rows))
	for i, r := range rows {
		found[i] = sqlcgen.GetAgreementRow(r)
	}
	return decided(ctx, q, found)
}

// gather finds what the rules need beside the agreements.
func gather(ctx context.Context, q *sqlcgen.Queries, p deployment.Placement, candidates []agreement.Agreement) (app.Evidence, error) {
	e := app.Evidence{Agreements: candidates}
	around, err := q.AroundPlacement(ctx, sqlcgen.AroundPlacementParams{WorkerID: p.Worker, Home: p.Home, Host: p.Host, StartsAt: p.StartsAt})
	if err != nil {
		return e, err
	}
	e.Home = deployment.Standing{Codes: around.HomeCodes, Closes: utc(around.HomeCloses)}
	e.Host = deployment.Standing{Codes: around.HostCodes, Closes: utc(around.HostCloses)}
	if err := json.Unmarshal(around.Names, &e.Names); err != nil {
		return e, fmt.Errorf("names of employers: %w", err)
	}
	if around.Version != nil {
		e.Known = &app.Known{Version: *around.Version, State: around.State, HostChecks: around.HostChecks}
	}
	if !limitsDays(candidates) {
		return e, nil
	}
	given, err := q.StartsOfWorker(ctx, sqlcgen.StartsOfWorkerParams{
		WorkerID: p.Worker, BookingID: p.Booking, After: p.StartsAt.AddDate(0, -13, 0), Before: p.StartsAt.AddDate(0, 13, 0),
	})
	for _, g := range given {
		e.Given = append(e.Given, app.Given{Agreement: *g.AgreementID, Host: g.Host, StartsAt: g.StartsAt.UTC()})
	}
	return e, err
}

func limitsDays(candidates []agreement.Agreement) bool {
	for _, a := range candidates {
		if l := a.Clauses().Limits; l.MaxDaysIn12Months > 0 || l.MaxSingleDeploymentDays > 0 {
			return true
		}
	}
	return false
}

func addDeployment(ctx context.Context, q *sqlcgen.Queries, r deployment.Record) error {
	reasons, err := json.Marshal(r.Reasons)
	if err != nil {
		return err
	}
	p := sqlcgen.AddDeploymentParams{
		ID: r.ID, Version: r.Version, BookingID: r.Booking, ShiftID: r.Shift, WorkerID: r.Worker, Home: r.Home, Host: r.Host,
		Site: r.Site, StaffGroup: r.StaffGroup, Band: r.Band, Epp: r.EPP, Children: r.Children, StartsAt: r.StartsAt, EndsAt: r.EndsAt,
		Status: string(r.Status), Reasons: reasons, DecidedAt: r.DecidedAt,
	}
	if r.Agreement != id.Nil {
		p.AgreementID, p.AgreementTerms = &r.Agreement, &r.Terms
	}
	if r.Aid != id.Nil {
		p.MutualAidID = &r.Aid
	}
	return q.AddDeployment(ctx, p)
}

func addAuthorisation(ctx context.Context, q *sqlcgen.Queries, r deployment.Record, a app.Authorisation) error {
	at := r.DecidedAt
	if r.EndedAt != nil {
		at = *r.EndedAt
	}
	return q.AddAuthorisation(ctx, sqlcgen.AddAuthorisationParams{
		DeploymentID: r.ID, Version: a.Version, Engine: int32(a.Engine), Cause: a.Cause, Inputs: string(a.Inputs), Digest: a.Digest,
		Answer: string(a.Answer), DecidedAt: at,
	})
}

// Review implements app.Deployments. It locks the worker as an answer does, then the deployment, then the agreement.
func (s deployments) Review(ctx context.Context, dep id.ID, now time.Time, act func(deployment.Deployment, app.Evidence) (app.Reviewed, error)) error {
	return s.write(ctx, func(tx *outbox.Tx, q *sqlcgen.Queries) error {
		worker, err := q.WorkerOfDeployment(ctx, dep)
		if err != nil {
			return absent(err)
		}
		if err := q.LockWords(ctx, workerWords(worker)); err != nil {
			return err
		}
		row, err := q.LockDeployment(ctx, dep)
		if err != nil {
			return err
		}
		d, err := deploymentOf(row)
		if err != nil || d.Status() != deployment.Authorised || !row.StartsAt.After(now) {
			return err
		}
		versions, terms, err := versionsInForce(ctx, q, *row.AgreementID)
		if err != nil {
			return err
		}
		evidence, err := gather(ctx, q, d.Record().Placement, versions)
		if err != nil {
			return err
		}
		if evidence.Aid, err = aidOfDeployment(ctx, q, d.Record()); err != nil {
			return err
		}
		came, err := act(d, evidence)
		if err != nil {
			return err
		}
		if came.Revoked != nil {
			return revoke(ctx, tx, q, *came.Revoked)
		}
		if came.ByAgreement {
			return q.MarkReviewed(ctx, sqlcgen.MarkReviewedParams{DeploymentID: dep, Terms: terms})
		}
		return nil
	})
}

func revoke(ctx context.Context, tx *outbox.Tx, q *sqlcgen.Queries, made app.Decided) error {
	r := made.Deployment.Record()
	if err := saveDeployment(ctx, q, r); err != nil {
		return err
	}
	if err := addAuthorisation(ctx, q, r, made.Authorisation); err != nil {
		return err
	}
	return tell(ctx, tx, made.Told)
}

// versionsInForce locks an agreement and gives every version of it that has decided, and the number of the one that decides
// now.
func versionsInForce(ctx context.Context, q *sqlcgen.Queries, agr id.ID) (all []agreement.Agreement, terms int64, err error) {
	if err := q.ShareAgreement(ctx, agr); err != nil {
		return nil, 0, err
	}
	rows, err := q.DecidingVersions(ctx, agr)
	if err != nil {
		return nil, 0, err
	}
	found := make([]sqlcgen.GetAgreementRow, len(rows))
	for i, r := range rows {
		found[i], terms = sqlcgen.GetAgreementRow(r), r.Agreement.Terms
	}
	all, err = decided(ctx, q, found)
	return all, terms, err
}

// OfWorker implements app.Deployments.
func (s deployments) OfWorker(ctx context.Context, worker id.ID, now time.Time) ([]id.ID, error) {
	return s.read().ComingOfWorker(ctx, sqlcgen.ComingOfWorkerParams{WorkerID: worker, Now: now})
}

// Explained implements app.Deployments.
func (s deployments) Explained(ctx context.Context, dep id.ID) (deployment.Deployment, []app.Authorisation, error) {
	row, err := s.read().GetDeployment(ctx, dep)
	if err != nil {
		return deployment.Deployment{}, nil, absent(err)
	}
	d, err := deploymentOf(row)
	if err != nil {
		return d, nil, err
	}
	rows, err := s.read().AuthorisationsOf(ctx, dep)
	out := make([]app.Authorisation, len(rows))
	for i, r := range rows {
		out[i] = app.Authorisation{
			Version: r.Version, Engine: int(r.Engine), Cause: r.Cause, Inputs: []byte(r.Inputs), Digest: r.Digest, Answer: []byte(r.Answer), At: r.DecidedAt.UTC(),
		}
	}
	return d, out, err
}

// Uncovered implements app.Deployments.
func (s deployments) Uncovered(ctx context.Context, now time.Time) ([]id.ID, error) {
	return s.read().UncoveredDeployments(ctx, now)
}
