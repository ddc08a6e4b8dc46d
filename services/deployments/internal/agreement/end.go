package agreement

import (
	"time"

	"github.com/muster-ics/muster/services/deployments/internal/rule"
)

// endTolerance is how far in the past an end may lie and still be read as "now": clocks of callers differ.
const endTolerance = 5 * time.Minute

// End stops the agreement at a moment: at once when at is now, else by notice, when it goes on covering shifts that end
// by then. What was never in force ends at once, whatever the moment.
func (a *Agreement) End(at, now time.Time) error {
	if a.r.Status == Ended {
		return rule.Conflict("agreement_ended", "This agreement has ended already.")
	}
	var bad rule.Check
	bad.Moment("at", at)
	bad.That(!at.Before(now.Add(-endTolerance)), "at", "Choose now or a later moment: an agreement cannot end in the past.")
	if err := bad.Err("end_invalid", "The agreement cannot end then."); err != nil {
		return err
	}
	at = at.UTC().Truncate(time.Microsecond)
	if a.r.Status != InForce || !at.After(now) {
		a.close(now)
		return nil
	}
	if a.r.EndsAt != nil && !at.Before(*a.r.EndsAt) {
		return rule.Conflict("agreement_ends_earlier", "The agreement ends on %s already.", moment(*a.r.EndsAt))
	}
	a.r.EndsAt = ref(at)
	a.r.Version++
	return nil
}

// Expire closes an agreement in force whose end has come. It is false, and changes nothing, when the end has not come.
func (a *Agreement) Expire(now time.Time) bool {
	if a.r.Status != InForce || a.r.EndsAt == nil || now.Before(*a.r.EndsAt) {
		return false
	}
	a.close(*a.r.EndsAt)
	return true
}

func (a *Agreement) close(at time.Time) {
	if a.r.EndsAt == nil || at.Before(*a.r.EndsAt) {
		a.r.EndsAt = ref(at)
	}
	a.r.Status, a.r.EndedAt = Ended, ref(at)
	a.r.Version++
}
