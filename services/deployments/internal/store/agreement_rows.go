package store

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/deployments/internal/agreement"
	"github.com/muster-ics/muster/services/deployments/internal/store/sqlcgen"
)

func one(ctx context.Context, q *sqlcgen.Queries, a sqlcgen.Agreement, v sqlcgen.AgreementVersion) (agreement.Agreement, error) {
	all, err := whole(ctx, q, []sqlcgen.GetAgreementRow{{Agreement: a, AgreementVersion: v}})
	if err != nil {
		return agreement.Agreement{}, err
	}
	return all[0], nil
}

// whole adds the parties to the rows and makes agreements of them, in the rows' order.
func whole(ctx context.Context, q *sqlcgen.Queries, rows []sqlcgen.GetAgreementRow) ([]agreement.Agreement, error) {
	if len(rows) == 0 {
		return nil, nil
	}
	ids := make([]id.ID, len(rows))
	for i, r := range rows {
		ids[i] = r.Agreement.ID
	}
	found, err := q.PartiesOf(ctx, ids)
	if err != nil {
		return nil, err
	}
	parties := make(map[id.ID][]sqlcgen.AgreementParty, len(rows))
	for _, p := range found {
		parties[p.AgreementID] = append(parties[p.AgreementID], p)
	}
	out := make([]agreement.Agreement, len(rows))
	for i, r := range rows {
		if out[i], err = agreementOf(r.Agreement, r.AgreementVersion, parties[r.Agreement.ID]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func agreementOf(a sqlcgen.Agreement, v sqlcgen.AgreementVersion, parties []sqlcgen.AgreementParty) (agreement.Agreement, error) {
	c, err := agreement.Read(v.Clauses)
	if err != nil {
		return agreement.Agreement{}, fmt.Errorf("clauses of agreement %s: %w", a.ID, err)
	}
	r := agreement.Record{
		ID: a.ID, Version: a.Version, Terms: a.Terms, Status: agreement.Status(a.Status),
		Clauses: c, Text: v.Text, Hash: v.Hash, ProposedBy: a.ProposedBy, DraftedBy: a.DraftedBy, DraftedAt: a.DraftedAt.UTC(),
		OfferedAt: utc(a.OfferedAt), InForceAt: utc(a.InForceAt), EndsAt: utc(a.EndsAt), EndedAt: utc(a.EndedAt),
	}
	for _, p := range parties {
		if p.SignedAt != nil {
			r.Signatures = append(r.Signatures, agreement.Signature{
				Employer: p.Employer, SignedBy: *p.SignedBy, Capacity: *p.Capacity, SignedAt: p.SignedAt.UTC(),
			})
		}
	}
	// The order in which they signed, so that a new signature is the last.
	slices.SortFunc(r.Signatures, func(x, y agreement.Signature) int {
		if c := x.SignedAt.Compare(y.SignedAt); c != 0 {
			return c
		}
		return strings.Compare(x.Employer, y.Employer)
	})
	return agreement.Rehydrate(r), nil
}
