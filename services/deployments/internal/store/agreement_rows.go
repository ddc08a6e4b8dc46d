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

// versionKey names one version of one agreement.
type versionKey struct {
	agreement id.ID
	terms     int64
}

// parties are those of several versions.
type parties map[versionKey][]sqlcgen.AgreementParty

func one(ctx context.Context, q *sqlcgen.Queries, a sqlcgen.Agreement, v sqlcgen.AgreementVersion) (agreement.Agreement, error) {
	all, err := whole(ctx, q, []sqlcgen.GetAgreementRow{{Agreement: a, AgreementVersion: v}})
	if err != nil {
		return agreement.Agreement{}, err
	}
	return all[0], nil
}

// whole adds the parties and the versions on their way to the rows and makes agreements of them, in the rows' order.
func whole(ctx context.Context, q *sqlcgen.Queries, rows []sqlcgen.GetAgreementRow) ([]agreement.Agreement, error) {
	out, err := decided(ctx, q, rows)
	if err != nil || len(out) == 0 {
		return out, err
	}
	ids := make([]id.ID, len(rows))
	for i, r := range rows {
		ids[i] = r.Agreement.ID
	}
	proposed, err := q.ProposalsOf(ctx, ids)
	if err != nil || len(proposed) == 0 {
		return out, err
	}
	signed, err := signaturesOf(ctx, q, proposed...)
	if err != nil {
		return nil, err
	}
	for _, v := range proposed {
		p, err := proposalOf(v, signed)
		if err != nil {
			return nil, err
		}
		for i := range out {
			if r := out[i].Record(); r.ID == v.AgreementID && r.Terms < v.Terms && r.SupersededAt == nil {
				r.Next = &p
				out[i] = agreement.Rehydrate(r)
			}
		}
	}
	return out, nil
}

// decided makes agreements of the rows without what is on its way beside them.
func decided(ctx context.Context, q *sqlcgen.Queries, rows []sqlcgen.GetAgreementRow) ([]agreement.Agreement, error) {
	if len(rows) == 0 {
		return nil, nil
	}
	versions := make([]sqlcgen.AgreementVersion, len(rows))
	for i, r := range rows {
		versions[i] = r.AgreementVersion
	}
	found, err := signaturesOf(ctx, q, versions...)
	if err != nil {
		return nil, err
	}
	out := make([]agreement.Agreement, len(rows))
	for i, r := range rows {
		if out[i], err = agreementOf(r.Agreement, r.AgreementVersion, found); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func signaturesOf(ctx context.Context, q *sqlcgen.Queries, versions ...sqlcgen.AgreementVersion) (parties, error) {
	p := sqlcgen.PartiesOfParams{Agreements: make([]id.ID, len(versions)), Terms: make([]int64, len(versions))}
	for i, v := range versions {
		p.Agreements[i], p.Terms[i] = v.AgreementID, v.Terms
	}
	found, err := q.PartiesOf(ctx, p)
	if err != nil {
		return nil, err
	}
	out := make(parties, len(versions))
	for _, row := range found {
		key := versionKey{row.AgreementID, row.Terms}
		out[key] = append(out[key], row)
	}
	return out, nil
}

func agreementOf(a sqlcgen.Agreement, v sqlcgen.AgreementVersion, all parties) (agreement.Agreement, error) {
	p, err := proposalOf(v, all)
	if err != nil {
		return agreement.Agreement{}, err
	}
	r := agreement.Record{
		ID: a.ID, Version: a.Version, Terms: v.Terms, Status: agreement.Status(a.Status),
		Clauses: p.Clauses, Text: p.Text, Hash: p.Hash, Revision: p.Revision, Signatures: p.Signatures,
		ProposedBy: a.ProposedBy, DraftedBy: a.DraftedBy, DraftedAt: a.DraftedAt.UTC(),
		OfferedAt: p.OfferedAt, InForceAt: utc(v.InForceAt), SupersededAt: utc(v.SupersededAt), EndsAt: utc(a.EndsAt), EndedAt: utc(a.EndedAt),
	}
	if v.SupersededAt != nil && p.Clauses.Until != nil && (r.EndsAt == nil || p.Clauses.Until.Before(*r.EndsAt)) {
		r.EndsAt = p.Clauses.Until
	}
	if a.NoticeBy != nil {
		r.Notice = &agreement.NoticeGiven{By: *a.NoticeBy, GivenAt: a.NoticeGivenAt.UTC()}
	}
	for _, row := range all[versionKey{v.AgreementID, v.Terms}] {
		if row.Joining && row.SignedAt == nil && r.Status == agreement.InForce {
			r.Invited = append(r.Invited, row.Employer)
		}
		if row.ExitsAt != nil {
			r.Exits = append(r.Exits, agreement.Exit{Employer: row.Employer, At: row.ExitsAt.UTC(), GivenAt: row.ExitGivenAt.UTC()})
		}
	}
	return agreement.Rehydrate(r), nil
}

func proposalOf(v sqlcgen.AgreementVersion, all parties) (agreement.Proposal, error) {
	c, err := agreement.Read(v.Clauses)
	if err != nil {
		return agreement.Proposal{}, fmt.Errorf("clauses of version %d of agreement %s: %w", v.Terms, v.AgreementID, err)
	}
	p := agreement.Proposal{
		Terms: v.Terms, Clauses: c, Text: v.Text, Hash: v.Hash, ProposedBy: v.ProposedBy, DraftedBy: v.DraftedBy,
		DraftedAt: v.DraftedAt.UTC(), OfferedAt: utc(v.OfferedAt), Revision: v.Revision,
	}
	for _, row := range all[versionKey{v.AgreementID, v.Terms}] {
		if row.SignedAt != nil {
			p.Signatures = append(p.Signatures, agreement.Signature{
				Employer: row.Employer, SignedBy: *row.SignedBy, Capacity: *row.Capacity, SignedAt: row.SignedAt.UTC(),
			})
		}
	}
	// The order in which they signed, so that a new signature is the last.
	slices.SortFunc(p.Signatures, func(x, y agreement.Signature) int {
		if c := x.SignedAt.Compare(y.SignedAt); c != 0 {
			return c
		}
		return strings.Compare(x.Employer, y.Employer)
	})
	return p, nil
}
