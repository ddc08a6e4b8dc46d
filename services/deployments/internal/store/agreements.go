package store

import (
	"context"
	"crypto/sha256"
	"errors"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/pkg/pg"
	"github.com/muster-ics/muster/services/deployments/internal/agreement"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/store/sqlcgen"
)

type agreements struct{ *Store }

func (s agreements) Find(ctx context.Context, agr id.ID) (agreement.Agreement, error) {
	q := s.read()
	r, err := q.GetAgreement(ctx, agr)
	if err != nil {
		return agreement.Agreement{}, absent(err)
	}
	return one(ctx, q, r.Agreement, r.AgreementVersion)
}

func (s agreements) List(ctx context.Context, party string, most int) ([]agreement.Agreement, error) {
	q := s.read()
	rows, err := q.ListAgreements(ctx, sqlcgen.ListAgreementsParams{EmployerCode: optional(party), Most: int32(most)})
	if err != nil {
		return nil, err
	}
	found := make([]sqlcgen.GetAgreementRow, len(rows))
	for i, r := range rows {
		found[i] = sqlcgen.GetAgreementRow(r)
	}
	return whole(ctx, q, found)
}

func (s agreements) InForce(ctx context.Context) ([]agreement.Agreement, error) {
	q := s.read()
	rows, err := q.AgreementsInForce(ctx)
	if err != nil {
		return nil, err
	}
	found := make([]sqlcgen.GetAgreementRow, len(rows))
	for i, r := range rows {
		found[i] = sqlcgen.GetAgreementRow(r)
	}
	return whole(ctx, q, found)
}

func (s agreements) ToEnd(ctx context.Context, now time.Time) ([]id.ID, error) {
	return s.read().AgreementsToEnd(ctx, now)
}

func (s agreements) AddDraft(ctx context.Context, a agreement.Agreement, trail app.Trail) error {
	r := a.Record()
	hash := sha256.Sum256(trail.After)
	err := s.write(ctx, func(_ *outbox.Tx, q *sqlcgen.Queries) error {
		if err := q.AddAgreement(ctx, sqlcgen.AddAgreementParams{
			ID: r.ID, Version: r.Version, Status: string(r.Status), Terms: r.Terms,
			ProposedBy: r.ProposedBy, DraftedBy: r.DraftedBy, DraftedAt: r.DraftedAt, EndsAt: r.EndsAt,
		}); err != nil {
			return err
		}
		if err := addVersion(ctx, q, r); err != nil {
			return err
		}
		return q.RecordDraft(ctx, sqlcgen.RecordDraftParams{
			Aggregate: r.ID.String(), Action: trail.Action, Actor: trail.Actor,
			OnBehalfOf: optional(trail.OnBehalfOf), RequestID: optional(trail.RequestID), AfterHash: hash[:],
		})
	})
	if isForeignKey(err) {
		return app.ErrAbsent
	}
	return err
}

func addVersion(ctx context.Context, q *sqlcgen.Queries, r agreement.Record) error {
	c := r.Clauses
	if err := q.AddAgreementVersion(ctx, sqlcgen.AddAgreementVersionParams{
		AgreementID: r.ID, Terms: r.Terms, Title: c.Title, Model: c.Model, Sites: c.Scope.SitesIn,
		StaffGroups: c.Scope.StaffGroups, Bands: c.Scope.Bands, ValidFrom: c.From, ValidUntil: c.Until,
		MaxDays: int32(c.Limits.MaxDaysIn12Months), AtEnd: string(c.Notice.Booked), Clauses: c.JSON(), Text: r.Text, Hash: r.Hash,
	}); err != nil {
		return err
	}
	for _, p := range c.Employers() {
		if err := q.AddParty(ctx, sqlcgen.AddPartyParams{AgreementID: r.ID, Terms: r.Terms, Employer: p}); err != nil {
			return err
		}
	}
	return nil
}

func (s agreements) Update(ctx context.Context, agr id.ID, act func(*agreement.Agreement, func(app.Told) error) error) error {
	err := s.write(ctx, func(tx *outbox.Tx, q *sqlcgen.Queries) error {
		row, err := q.LockAgreement(ctx, agr)
		if err != nil {
			return absent(err)
		}
		a, err := one(ctx, q, row.Agreement, row.AgreementVersion)
		if err != nil {
			return err
		}
		kept := a.Record()
		return act(&a, func(told app.Told) error {
			before := kept
			kept = a.Record()
			if err := saveAgreement(ctx, q, before, kept); err != nil {
				return err
			}
			return tell(ctx, tx, told)
		})
	})
	if pg.IsExclusion(err, "one_in_force") {
		return app.ErrSameScope
	}
	return err
}

func saveAgreement(ctx context.Context, q *sqlcgen.Queries, before, r agreement.Record) error {
	for _, sig := range r.Signatures[len(before.Signatures):] {
		if err := q.SaveSignature(ctx, sqlcgen.SaveSignatureParams{
			AgreementID: r.ID, Terms: r.Terms, Employer: sig.Employer,
			SignedAt: &sig.SignedAt, SignedBy: &sig.SignedBy, Capacity: &sig.Capacity,
		}); err != nil {
			return err
		}
	}
	if err := q.SaveAgreement(ctx, sqlcgen.SaveAgreementParams{
		ID: r.ID, Version: r.Version, Status: string(r.Status), OfferedAt: r.OfferedAt, InForceAt: r.InForceAt,
		EndsAt: r.EndsAt, EndedAt: r.EndedAt,
	}); err != nil {
		return err
	}
	return savePairs(ctx, q, r)
}

// savePairs claims, for each pair of parties, the period and scope that an agreement in force decides.
func savePairs(ctx context.Context, q *sqlcgen.Queries, r agreement.Record) error {
	if err := q.ClearPairs(ctx, r.ID); err != nil || r.Status != agreement.InForce {
		return err
	}
	until := r.EndsAt
	if until != nil && until.Before(r.Clauses.From) {
		until = &r.Clauses.From
	}
	parties := r.Clauses.Employers()
	for i, low := range parties {
		for _, high := range parties[i+1:] {
			if err := q.AddPair(ctx, sqlcgen.AddPairParams{
				AgreementID: r.ID, Low: low, High: high, Scope: r.Clauses.ScopeKey(), Since: r.Clauses.From, Until: until,
			}); err != nil {
				return err
			}
		}
	}
	return nil
}

func isForeignKey(err error) bool {
	var p *pgconn.PgError
	return errors.As(err, &p) && p.Code == "23503"
}
