package store

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/muster-ics/muster/pkg/id"
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

func (s agreements) List(ctx context.Context, query app.AgreementQuery) ([]agreement.Agreement, error) {
	q := s.read()
	p := sqlcgen.ListAgreementsParams{Employers: named(query.Codes, query.Party), Status: optional(query.Status), BeforeID: query.BeforeID, Most: int32(query.Most)}
	if query.BeforeID != id.Nil {
		p.BeforeAt = &query.BeforeDrafted
	}
	rows, err := q.ListAgreements(ctx, p)
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

// DecidedSince implements app.Agreements.
func (s agreements) DecidedSince(ctx context.Context, since time.Time) ([]agreement.Agreement, error) {
	q := s.read()
	rows, err := q.VersionsDecidedSince(ctx, since)
	if err != nil {
		return nil, err
	}
	found := make([]sqlcgen.GetAgreementRow, len(rows))
	for i, r := range rows {
		found[i] = sqlcgen.GetAgreementRow(r)
	}
	return decided(ctx, q, found)
}

func (s agreements) ToEnd(ctx context.Context, now time.Time) ([]id.ID, error) {
	return s.read().AgreementsToEnd(ctx, now)
}

func isForeignKey(err error) bool {
	var p *pgconn.PgError
	return errors.As(err, &p) && p.Code == "23503"
}
