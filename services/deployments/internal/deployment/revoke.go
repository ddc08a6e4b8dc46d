package deployment

import (
	"slices"
	"time"

	"github.com/muster-ics/muster/events/reason"
)

// Revoke ends an authorised deployment for reasons. It is false, and changes nothing, when it is not authorised any more
// and when the shift has started: nobody is called away from a ward by a contract.
func (d *Deployment) Revoke(why []reason.Reason, now time.Time) bool {
	if d.r.Status != Authorised || !d.r.StartsAt.After(now) || len(why) == 0 {
		return false
	}
	d.r.Status, d.r.EndedAt, d.r.Reasons = Revoked, &now, slices.Clone(why)
	d.r.Version++
	return true
}

// ofWorker are the codes of reasons that lie with the worker's word and checks. No agreement can say that a deployment is
// honoured against them.
var ofWorker = []string{ConsentMissing, RTWModel, CheckMinimum}

// WorkersOwn are the hard reasons that lie with the worker's word and checks.
func (a Answer) WorkersOwn() []reason.Reason {
	return slices.DeleteFunc(a.hard(), func(r reason.Reason) bool { return !slices.Contains(ofWorker, r.Code) })
}

// hard are the reasons that make the answer no.
func (a Answer) hard() []reason.Reason {
	return slices.DeleteFunc(slices.Clone(a.Reasons), func(r reason.Reason) bool { return r.Weight != reason.Hard })
}
