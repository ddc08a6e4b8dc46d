package agreement

import (
	"strings"
	"time"

	"github.com/muster-ics/muster/services/deployments/internal/rule"
)

// Complete tells whether all parties have signed what is on offer: the agreement, or a new version of it.
func (a *Agreement) Complete() bool {
	switch a.r.Status {
	case Offered:
		return len(a.Unsigned()) == 0
	case InForce:
		next := a.Next()
		return next != nil && next.OfferedAt != nil && len(next.Unsigned()) == 0
	}
	return false
}

// BringIntoForce makes a completely signed text decide. It covers shifts from its start on, never earlier, and never a
// shift that started before the last signature. A new version takes the place of the one in force.
func (a *Agreement) BringIntoForce(now time.Time) error {
	if a.r.Status == InForce && a.Next() != nil {
		return a.replace(now)
	}
	if a.r.Status != Offered {
		return rule.Conflict("agreement_not_offered", "Only an agreement on offer can come into force. This one is %s.", statusWords[a.r.Status])
	}
	if missing := a.Unsigned(); len(missing) > 0 {
		return rule.Conflict("agreement_unsigned", "The agreement is not in force until %s has signed.", strings.Join(missing, ", "))
	}
	a.r.Status, a.r.InForceAt = InForce, ref(now)
	a.r.Version++
	return nil
}

// replace keeps the exits of parties that gave notice after they had signed the new version: that is their last word. There
// is no notice for all beside a version on its way, since it withdraws that version.
func (a *Agreement) replace(now time.Time) error {
	next := a.r.Next
	if missing := next.Unsigned(); next.OfferedAt == nil || len(missing) > 0 {
		return rule.Conflict("agreement_unsigned", "The new version is not in force until %s has signed.", strings.Join(missing, ", "))
	}
	var exits []Exit
	for _, e := range a.r.Exits {
		if sig, signed := next.SignedBy(e.Employer); signed && e.GivenAt.After(sig.SignedAt) {
			exits = append(exits, e)
		}
	}
	a.r.Terms, a.r.Clauses, a.r.Text, a.r.Hash, a.r.Signatures = next.Terms, next.Clauses, next.Text, next.Hash, next.Signatures
	a.r.OfferedAt, a.r.InForceAt, a.r.EndsAt = next.OfferedAt, ref(now), next.Clauses.Until
	a.r.Revision, a.r.Next, a.r.Invited, a.r.Exits = next.Revision, nil, nil, exits
	a.r.Version++
	return nil
}
