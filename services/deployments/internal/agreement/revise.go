package agreement

import (
	"crypto/subtle"
	"time"

	"github.com/muster-ics/muster/services/deployments/internal/rule"
)

// Draft gives what can still be changed: the clauses and the hash of an agreement that has not been offered, or of a new
// version that has not. It is false when there is nothing.
func (a *Agreement) Draft() (c Clauses, terms int64, hash string, is bool) {
	switch {
	case a.r.Status == Draft:
		return a.r.Clauses.tidy(), a.r.Terms, a.r.Hash, true
	case a.Next() != nil && a.Next().OfferedAt == nil:
		next := a.Next()
		return next.Clauses.tidy(), next.Terms, next.Hash, true
	}
	return Clauses{}, 0, "", false
}

// Drafter is the employer whose draft it is.
func (a *Agreement) Drafter() string {
	if a.Next() != nil {
		return a.r.Next.ProposedBy
	}
	return a.r.ProposedBy
}

// Revise writes other clauses into a draft. was is the hash of the draft that the change was made from, so that two
// people who change one draft do not undo each other's work.
func (a *Agreement) Revise(by By, was string, c Clauses, now time.Time) error {
	_, terms, hash, is := a.Draft()
	if !is {
		return rule.Conflict("nothing_to_revise", "Only a draft can be changed. What has been offered stays as it is: amend it once it is in force.")
	}
	if subtle.ConstantTimeCompare([]byte(was), []byte(hash)) != 1 {
		return rule.Conflict("draft_differs", "Somebody has changed the draft meanwhile. Look at it again and make your change there.")
	}
	if err := c.draftable(a.Drafter()); err != nil {
		return err
	}
	p := proposal(a.r.ID, terms, by, c, now)
	if a.Next() != nil {
		p.ProposedBy, p.DraftedAt, p.Revision = a.r.Next.ProposedBy, a.r.Next.DraftedAt, a.r.Next.Revision+1
		a.r.Next = p
		return nil
	}
	a.r.Clauses, a.r.Text, a.r.Hash, a.r.EndsAt = p.Clauses, p.Text, p.Hash, p.Clauses.Until
	a.r.DraftedBy = by.Person
	a.r.Revision++
	return nil
}
