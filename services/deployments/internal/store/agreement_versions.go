package store

import (
	"context"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/deployments/internal/agreement"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/store/sqlcgen"
)

// firstVersion is the version that an agreement points at, as a proposal is kept.
func firstVersion(r agreement.Record) agreement.Proposal {
	return agreement.Proposal{
		Terms: r.Terms, Clauses: r.Clauses, Text: r.Text, Hash: r.Hash, ProposedBy: r.ProposedBy, DraftedBy: r.DraftedBy,
		DraftedAt: r.DraftedAt, OfferedAt: r.OfferedAt, Signatures: r.Signatures, Revision: r.Revision,
	}
}

func addVersion(ctx context.Context, q *sqlcgen.Queries, agr id.ID, p agreement.Proposal) error {
	c := p.Clauses
	if err := q.AddAgreementVersion(ctx, sqlcgen.AddAgreementVersionParams{
		AgreementID: agr, Terms: p.Terms, Title: c.Title, Model: c.Model, Sites: c.Scope.SitesIn,
		StaffGroups: c.Scope.StaffGroups, Bands: c.Scope.Bands, ValidFrom: c.From, ValidUntil: c.Until,
		MaxDays: int32(c.Limits.MaxDaysIn12Months), AtEnd: string(c.Notice.Booked), Clauses: c.JSON(), Text: p.Text, Hash: p.Hash,
		ProposedBy: p.ProposedBy, DraftedBy: p.DraftedBy, DraftedAt: p.DraftedAt, Revision: p.Revision,
	}); err != nil {
		return err
	}
	return addParties(ctx, q, agr, p.Terms, false, c.Employers())
}

func addParties(ctx context.Context, q *sqlcgen.Queries, agr id.ID, terms int64, joining bool, employers []string) error {
	for _, e := range employers {
		if err := q.AddParty(ctx, sqlcgen.AddPartyParams{AgreementID: agr, Terms: terms, Employer: e, Joining: joining}); err != nil {
			return err
		}
	}
	return nil
}

// saveVersions keeps what changed in the version that decides and in the one on its way.
func saveVersions(ctx context.Context, q *sqlcgen.Queries, before, after agreement.Record) error {
	if err := saveProposal(ctx, q, before, after); err != nil {
		return err
	}
	was, is := firstVersion(before), firstVersion(after)
	if before.Terms != after.Terms {
		since := decidesFrom(after)
		if err := q.MarkVersion(ctx, sqlcgen.MarkVersionParams{AgreementID: after.ID, Terms: before.Terms, SupersededAt: &since}); err != nil {
			return err
		}
		was = *before.Next
	}
	if err := saveDraft(ctx, q, after.ID, was, is); err != nil {
		return err
	}
	if err := addParties(ctx, q, after.ID, after.Terms, true, added(before, after)); err != nil {
		return err
	}
	if err := saveSignatures(ctx, q, after.ID, after.Terms, is.Signatures[len(was.Signatures):]); err != nil {
		return err
	}
	if err := saveExits(ctx, q, before, after); err != nil {
		return err
	}
	mark := sqlcgen.MarkVersionParams{AgreementID: after.ID, Terms: after.Terms, OfferedAt: after.OfferedAt, InForceAt: after.InForceAt}
	if after.Status == agreement.Ended && after.InForceAt == nil {
		mark.WithdrawnAt = after.EndedAt
	}
	return q.MarkVersion(ctx, mark)
}

func decidesFrom(r agreement.Record) time.Time {
	a := agreement.Rehydrate(r)
	return a.DecidesFrom()
}

// saveProposal keeps a version on its way: begun, rewritten, offered, signed or given up. That it came into force is
// kept with the version that decides.
func saveProposal(ctx context.Context, q *sqlcgen.Queries, before, after agreement.Record) error {
	was, is := before.Next, after.Next
	switch {
	case is == nil && (was == nil || was.Terms == after.Terms):
		return nil
	case was == nil:
		return addVersion(ctx, q, after.ID, *is)
	}
	if err := saveDraft(ctx, q, after.ID, *was, *is); err != nil {
		return err
	}
	if err := saveSignatures(ctx, q, after.ID, is.Terms, is.Signatures[len(was.Signatures):]); err != nil {
		return err
	}
	return q.MarkVersion(ctx, sqlcgen.MarkVersionParams{AgreementID: after.ID, Terms: is.Terms, OfferedAt: is.OfferedAt, WithdrawnAt: is.WithdrawnAt})
}

// saveDraft rewrites a draft whose text has changed, with its parties.
func saveDraft(ctx context.Context, q *sqlcgen.Queries, agr id.ID, was, is agreement.Proposal) error {
	if was.Revision == is.Revision {
		return nil
	}
	c := is.Clauses
	if err := q.ReviseAgreementVersion(ctx, sqlcgen.ReviseAgreementVersionParams{
		AgreementID: agr, Terms: is.Terms, Title: c.Title, Model: c.Model, Sites: c.Scope.SitesIn,
		StaffGroups: c.Scope.StaffGroups, Bands: c.Scope.Bands, ValidFrom: c.From, ValidUntil: c.Until,
		MaxDays: int32(c.Limits.MaxDaysIn12Months), AtEnd: string(c.Notice.Booked), Clauses: c.JSON(), Text: is.Text, Hash: is.Hash,
		DraftedBy: is.DraftedBy, DraftedAt: is.DraftedAt, Revision: is.Revision,
	}); err != nil {
		return err
	}
	if err := q.ClearParties(ctx, sqlcgen.ClearPartiesParams{AgreementID: agr, Terms: is.Terms}); err != nil {
		return err
	}
	return addParties(ctx, q, agr, is.Terms, false, c.Employers())
}

func saveSignatures(ctx context.Context, q *sqlcgen.Queries, agr id.ID, terms int64, fresh []agreement.Signature) error {
	for _, sig := range fresh {
		if err := q.SaveSignature(ctx, sqlcgen.SaveSignatureParams{
			AgreementID: agr, Terms: terms, Employer: sig.Employer, SignedAt: &sig.SignedAt, SignedBy: &sig.SignedBy, Capacity: &sig.Capacity,
		}); err != nil {
			return err
		}
	}
	return nil
}

// added are the employers that have been invited.
func added(before, after agreement.Record) []string {
	var out []string
	for _, e := range after.Invited {
		known := false
		for _, b := range before.Invited {
			known = known || b == e
		}
		if !known {
			out = append(out, e)
		}
	}
	return out
}

func saveExits(ctx context.Context, q *sqlcgen.Queries, before, after agreement.Record) error {
	fresh := after.Exits
	if before.Terms == after.Terms {
		fresh = fresh[len(before.Exits):]
	}
	for _, e := range fresh {
		if err := q.SaveExit(ctx, sqlcgen.SaveExitParams{
			AgreementID: after.ID, Terms: after.Terms, Employer: e.Employer, ExitsAt: &e.At, ExitGivenAt: &e.GivenAt,
		}); err != nil {
			return err
		}
	}
	return nil
}

// Versions implements app.Agreements.
func (s agreements) Versions(ctx context.Context, agr id.ID) ([]app.AgreementVersion, error) {
	q := s.read()
	rows, err := q.VersionsOf(ctx, agr)
	if err != nil {
		return nil, err
	}
	signed, err := signaturesOf(ctx, q, rows...)
	if err != nil {
		return nil, err
	}
	out := make([]app.AgreementVersion, len(rows))
	for i, v := range rows {
		p, err := proposalOf(v, signed)
		if err != nil {
			return nil, err
		}
		out[i] = app.AgreementVersion{Proposal: p, InForceAt: utc(v.InForceAt), SupersededAt: utc(v.SupersededAt), WithdrawnAt: utc(v.WithdrawnAt)}
	}
	return out, nil
}

// Version implements app.Agreements.
func (s agreements) Version(ctx context.Context, agr id.ID, terms int64) (agreement.Agreement, error) {
	q := s.read()
	r, err := q.GetVersion(ctx, sqlcgen.GetVersionParams{ID: agr, Terms: terms})
	if err != nil {
		return agreement.Agreement{}, absent(err)
	}
	return one(ctx, q, r.Agreement, r.AgreementVersion)
}

// BookedBeyond implements app.Agreements.
func (s agreements) BookedBeyond(ctx context.Context, agr id.ID, party string, at, now time.Time) ([]app.Beyond, error) {
	rows, err := s.read().BookedBeyond(ctx, sqlcgen.BookedBeyondParams{AgreementID: &agr, Now: now, At: at, Party: optional(party)})
	out := make([]app.Beyond, len(rows))
	for i, r := range rows {
		out[i] = app.Beyond{Home: r.Home, Host: r.Host, Shifts: int(r.Shifts), Workers: int(r.Workers)}
	}
	return out, err
}
