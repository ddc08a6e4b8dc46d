package agreement

import (
	"time"

	"github.com/muster-ics/muster/services/deployments/internal/rule"
)

// Offer lays the draft before the parties to be signed as it stands.
func (a *Agreement) Offer(now time.Time) error {
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

var statusWords = map[Status]string{
	Draft: "a draft", Offered: "offered for signature", InForce: "in force", Ended: "ended",
}

func (a *Agreement) refuseOver(now time.Time) error {
	if a.r.EndsAt != nil && !now.Before(*a.r.EndsAt) {
		return rule.Conflict("agreement_over", "The agreement's end has passed. Draft one with a later end.")
	}
	return nil
}
