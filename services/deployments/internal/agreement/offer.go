package agreement

import (
	"time"

	"github.com/muster-ics/muster/services/deployments/internal/rule"
)

// Offer lays the draft, or the draft of a new version, before its parties to be signed as it stands.
func (a *Agreement) Offer(now time.Time) error {
	if a.r.Status == InForce && a.Next() != nil && a.r.Next.OfferedAt == nil {
		return a.offerNext(now)
	}
	if a.r.Status != Draft {
		return rule.Conflict("agreement_not_draft", "Only a draft can be offered. This agreement is %s.", statusWords[a.r.Status])
	}
	if err := a.refuseOver(now); err != nil {
		return err
	}
	a.r.Status, a.r.OfferedAt = Offered, ref(now)
	a.r.Version++
	return nil
}

func (a *Agreement) offerNext(now time.Time) error {
	next := a.r.Next
	if len(Diff(a.r.Clauses, next.Clauses)) == 0 {
		return rule.Conflict("nothing_changed", "The new version says what the one in force says. Change a clause before you offer it.")
	}
	if until := next.Clauses.Until; until != nil && !now.Before(*until) {
		return rule.Conflict("agreement_over", "The end of the new version has passed. Choose a later end.")
	}
	next.OfferedAt = ref(now)
	a.r.Version++
	return nil
}

var statusWords = map[Status]string{
	Draft: "a draft", Offered: "offered for signature", InForce: "in force", Ended: "ended",
}

func (a *Agreement) refuseOver(now time.Time) error {
	if a.r.EndsAt != nil && !now.Before(*a.r.EndsAt) {
		return rule.Conflict("agreement_over", "The agreement's end has passed. Draft one with a later end.")
	}
	return nil
}
