package deployment

import (
	"fmt"
	"time"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/services/deployments/internal/agreement"
)

// Revoke ends an authorised deployment because its agreement ends before it does. It is false, and changes nothing, when
// the agreement says that deployments are honoured, when it still covers the whole shift, and when the shift has started:
// nobody is called away from a ward by a contract.
func (d *Deployment) Revoke(a agreement.Agreement, now time.Time) bool {
	if d.r.Status != Authorised || a.Clauses().Notice.Booked != agreement.Revoke || !d.r.StartsAt.After(now) {
		return false
	}
	if a.EndsAt() == nil || !d.r.EndsAt.After(*a.EndsAt()) {
		return false
	}
	d.r.Status, d.r.EndedAt = Revoked, &now
	d.r.Reasons = []reason.Reason{no(AgreementEnds, nil,
		fmt.Sprintf("%s ends on %s, before the shift does, and says that deployments then end.", name(a), date(*a.EndsAt())),
		"The worker can take shifts of their own employer, and of this one under another agreement.")}
	d.r.Version++
	return true
}
