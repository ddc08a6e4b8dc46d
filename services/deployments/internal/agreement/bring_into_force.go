package agreement

import (
	"strings"
	"time"

	"github.com/muster-ics/muster/services/deployments/internal/rule"
)

// Complete tells whether all parties have signed an agreement on offer.
func (a *Agreement) Complete() bool { return a.r.Status == Offered && len(a.Unsigned()) == 0 }

// BringIntoForce makes a completely signed agreement decide. It covers shifts from its start on, never earlier, and never
// a shift that started before the last signature.
func (a *Agreement) BringIntoForce(now time.Time) error {
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
