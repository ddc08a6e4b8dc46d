package store

import (
	"context"
	"crypto/sha256"
	"fmt"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/pkg/pg"
	"github.com/muster-ics/muster/services/deployments/internal/agreement"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/store/sqlcgen"
)

func (s agreements) AddDraft(ctx context.Context, a agreement.Agreement, trail app.Trail) error {
	r := a.Record()
	err := s.write(ctx, func(_ *outbox.Tx, q *sqlcgen.Queries) error {
		if err := q.AddAgreement(ctx, sqlcgen.AddAgreementParams{
			ID: r.ID, Version: r.Version, Status: string(r.Status), Terms: r.Terms,
			ProposedBy: r.ProposedBy, DraftedBy: r.DraftedBy, DraftedAt: r.DraftedAt, EndsAt: r.EndsAt,
		}); err != nil {
			return err
		}
		if err := addVersion(ctx, q, r.ID, firstVersion(r)); err != nil {
			return err
		}
		return recordDraft(ctx, q, "deployments.agreement", r.ID.String(), 0, trail)
	})
	if isForeignKey(err) {
		return app.ErrAbsent
	}
	return err
}

func (s agreements) Update(ctx context.Context, agr id.ID, act func(*agreement.Agreement, func(app.Told) error) error) error {
	return s.locked(ctx, agr, func(tx *outbox.Tx, q *sqlcgen.Queries, a *agreement.Agreement) error {
		kept := a.Record()
		return act(a, func(told app.Told) error {
			before := kept
			kept = a.Record()
			if err := saveVersions(ctx, q, before, kept); err != nil {
				return err
			}
			if err := saveAgreement(ctx, q, kept); err != nil {
				return err
			}
			if err := savePairs(ctx, q, a, before); err != nil {
				return err
			}
			return tell(ctx, tx, told)
		})
	})
}

// Revise implements app.Agreements.
func (s agreements) Revise(ctx context.Context, agr id.ID, act func(a *agreement.Agreement, nextTerms int64) (app.Trail, error)) error {
	return s.locked(ctx, agr, func(_ *outbox.Tx, q *sqlcgen.Queries, a *agreement.Agreement) error {
		last, err := q.LastTerms(ctx, agr)
		if err != nil {
			return err
		}
		before := a.Record()
		trail, err := act(a, last+1)
		if err != nil {
			return err
		}
		after := a.Record()
		if err := saveVersions(ctx, q, before, after); err != nil {
			return err
		}
		if after.Status == agreement.Draft {
			if err := saveAgreement(ctx, q, after); err != nil {
				return err
			}
		}
		terms, revision := revisionOf(before, after)
		return recordDraft(ctx, q, "deployments.agreement_draft", fmt.Sprintf("%s/%d", agr, terms), revision, trail)
	})
}

// revisionOf numbers a change of a draft, from 0 for its beginning; giving it up is a change too.
func revisionOf(before, after agreement.Record) (terms, revision int64) {
	switch {
	case after.Next != nil && after.Next.WithdrawnAt != nil:
		return after.Next.Terms, after.Next.Revision + 1
	case after.Next != nil:
		return after.Next.Terms, after.Next.Revision
	}
	return after.Terms, after.Revision
}

func (s agreements) locked(ctx context.Context, agr id.ID, act func(*outbox.Tx, *sqlcgen.Queries, *agreement.Agreement) error) error {
	err := s.write(ctx, func(tx *outbox.Tx, q *sqlcgen.Queries) error {
		if _, err := q.LockAgreement(ctx, agr); err != nil {
			return absent(err)
		}
		row, err := q.GetAgreement(ctx, agr)
		if err != nil {
			return err
		}
		a, err := one(ctx, q, row.Agreement, row.AgreementVersion)
		if err != nil {
			return err
		}
		return act(tx, q, &a)
	})
	switch {
	case pg.IsExclusion(err, "one_in_force"):
		return app.ErrSameScope
	case isForeignKey(err):
		return app.ErrUnknownEmployer
	}
	return err
}

func recordDraft(ctx context.Context, q *sqlcgen.Queries, entity, aggregate string, version int64, trail app.Trail) error {
	after := sha256.Sum256(trail.After)
	p := sqlcgen.RecordDraftParams{
		Entity: entity, Aggregate: aggregate, Version: version, Action: trail.Action, Actor: trail.Actor,
		OnBehalfOf: optional(trail.OnBehalfOf), RequestID: optional(trail.RequestID), AfterHash: after[:],
	}
	if trail.Before != nil {
		before := sha256.Sum256(trail.Before)
		p.BeforeHash = before[:]
	}
	return q.RecordDraft(ctx, p)
}

func saveAgreement(ctx context.Context, q *sqlcgen.Queries, r agreement.Record) error {
	p := sqlcgen.SaveAgreementParams{
		ID: r.ID, Version: r.Version, Status: string(r.Status), Terms: r.Terms, DraftedBy: r.DraftedBy, DraftedAt: r.DraftedAt,
		OfferedAt: r.OfferedAt, InForceAt: r.InForceAt, EndsAt: r.EndsAt, EndedAt: r.EndedAt,
	}
	if r.Notice != nil {
		p.NoticeBy, p.NoticeGivenAt = &r.Notice.By, &r.Notice.GivenAt
	}
	return q.SaveAgreement(ctx, p)
}

// savePairs claims, for each lender and borrower, the period and scope that the version in force decides. A version that
// is superseded keeps its claims up to then.
func savePairs(ctx context.Context, q *sqlcgen.Queries, a *agreement.Agreement, before agreement.Record) error {
	r := a.Record()
	if r.Status != agreement.InForce {
		return q.ClearAllPairs(ctx, r.ID)
	}
	if before.Terms != r.Terms {
		if err := q.CutPairs(ctx, sqlcgen.CutPairsParams{AgreementID: r.ID, Terms: before.Terms, SupersededAt: a.DecidesFrom()}); err != nil {
			return err
		}
	}
	if err := q.ClearPairs(ctx, sqlcgen.ClearPairsParams{AgreementID: r.ID, Terms: r.Terms}); err != nil {
		return err
	}
	for _, c := range a.Claims() {
		if err := q.AddPair(ctx, sqlcgen.AddPairParams{
			AgreementID: r.ID, Terms: r.Terms, Lender: c.Lender, Borrower: c.Borrower, Scope: r.Clauses.ScopeKey(), Since: c.From, Until: c.Until,
		}); err != nil {
			return err
		}
	}
	return nil
}
