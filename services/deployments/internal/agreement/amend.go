package agreement

import (
	"time"

	"github.com/muster-ics/muster/services/deployments/internal/rule"
)

// Proposal is a new version of an agreement in force. The version in force decides until every party of the new one has
// signed.
type Proposal struct {
	Terms      int64
	Clauses    Clauses
	Text, Hash string
	// ProposedBy is the party that drafts it, DraftedBy the opaque id of the person.
	ProposedBy, DraftedBy string
	DraftedAt             time.Time
	// OfferedAt is nil while it is a draft.
	OfferedAt  *time.Time
	Signatures []Signature
	// Revision counts how often the draft was changed.
	Revision int64
	// WithdrawnAt is when it was given up; nil before.
	WithdrawnAt *time.Time
}

// Next is the version on its way; nil when there is none.
func (a *Agreement) Next() *Proposal { return a.r.Proposal() }

// Proposal is the version on its way; nil when there is none.
func (r Record) Proposal() *Proposal {
	if r.Next == nil || r.Next.WithdrawnAt != nil {
		return nil
	}
	return r.Next
}

// Unsigned lists the parties that the proposal names and that have not signed it.
func (p *Proposal) Unsigned() []string { return unsigned(p.Clauses, p.Signatures) }

// SignedBy gives an employer's signature under the proposal.
func (p *Proposal) SignedBy(ods string) (Signature, bool) { return signedBy(p.Signatures, ods) }

// Amend begins a new version of an agreement in force: a draft that says what the agreement says today, with those that
// joined among its parties and without those that have left. terms is a number that no version has had.
func (a *Agreement) Amend(by By, terms int64, now time.Time) error {
	if a.r.Status != InForce {
		return rule.Conflict("agreement_not_in_force", "Only an agreement in force can be amended. This one is %s.", statusWords[a.r.Status])
	}
	if a.Next() != nil {
		return rule.Conflict("amendment_under_way", "Version %d is being drafted or signed. Change that one, or withdraw it first.", a.r.Next.Terms)
	}
	if a.r.Notice != nil {
		return rule.Conflict("notice_given", "Notice has been given, so the agreement ends on %s. Draft a new agreement for the time after.", moment(*a.r.EndsAt))
	}
	if !a.takesPart(by.Employer, now) {
		return rule.Conflict("not_a_party", "%s is not a party of this agreement and cannot amend it.", by.Employer)
	}
	c := a.r.Clauses.tidy()
	c.Parties = nil
	for _, p := range a.Parties() {
		if p.ExitsAt == nil || p.ExitsAt.After(now) {
			c.Parties = append(c.Parties, p)
		}
	}
	a.r.Next = proposal(a.r.ID, terms, by, c, now)
	return nil
}

func proposal(agreement [16]byte, terms int64, by By, c Clauses, now time.Time) *Proposal {
	c = c.tidy()
	text := Text(agreement, terms, c)
	return &Proposal{Terms: terms, Clauses: c, Text: text, Hash: Hash(text), ProposedBy: by.Employer, DraftedBy: by.Person, DraftedAt: now}
}

// Drop gives up a proposed version: the employer that proposed it withdraws it, or another of its parties declines it.
// The version in force stays. It tells whether others had been told of the proposal.
func (a *Agreement) Drop(by By, now time.Time) (told bool, err error) {
	next := a.Next()
	if next == nil {
		return false, rule.Conflict("no_amendment", "No new version is being drafted or signed.")
	}
	if next.ProposedBy != by.Employer && (next.OfferedAt == nil || !a.Concerns(by.Employer)) {
		return false, rule.Conflict("not_a_party", "%s has no part in this version.", by.Employer)
	}
	next.WithdrawnAt = ref(now)
	if next.OfferedAt == nil {
		return false, nil
	}
	a.r.Version++
	return true, nil
}

// takesPart tells whether an employer is a party that has signed and not left.
func (a *Agreement) takesPart(ods string, now time.Time) bool {
	p, is := a.Party(ods)
	_, signed := a.SignedBy(ods)
	return is && signed && (p.ExitsAt == nil || p.ExitsAt.After(now))
}
