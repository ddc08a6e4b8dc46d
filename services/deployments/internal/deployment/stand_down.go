package deployment

import "time"

// StandDown ends an authorised deployment because its booking ended before it was worked. It is false, and changes
// nothing, when there is nothing to stand down: the same news may come twice, and after a revocation.
func (d *Deployment) StandDown(now time.Time) bool {
	if d.r.Status != Authorised {
		return false
	}
	d.r.Status, d.r.EndedAt = StoodDown, &now
	d.r.Version++
	return true
}
