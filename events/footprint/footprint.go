// Package footprint restates figures on the employers of another day: after a merger on the old ones, or those of the years
// before on the new. It needs nothing but the newest employer and site events of the deployments service, so that whoever
// hears them gets the same answer as Muster.
package footprint

import (
	"slices"
	"time"

	"github.com/muster-ics/muster/events/deployments"
)

// Register is who followed whom, and whose each site was, is and will be. It is never changed, so it may be shared.
type Register struct {
	*Heirs
	sites      map[string]deployments.SiteState
	replacedBy map[string][]string
}

// New makes a register of the newest state of each employer and site.
func New(employers []deployments.EmployerState, sites []deployments.SiteState) *Register {
	r := &Register{
		Heirs: HeirsOf(employers), sites: map[string]deployments.SiteState{}, replacedBy: map[string][]string{},
	}
	for _, s := range sites {
		r.sites[s.ODS] = s
		if s.Replaces != "" {
			r.replacedBy[s.Replaces] = append(r.replacedBy[s.Replaces], s.ODS)
		}
	}
	for _, codes := range r.replacedBy {
		slices.Sort(codes)
	}
	return r
}

// Heir is who stands for an employer at a moment: itself, or the last of those that had followed it by then.
func (r *Register) Heir(employer string, at time.Time) string { return r.Of(employer, at) }

// Alias is every code whose rights and duties stand with employer at a moment: its own, and those that it had followed by
// then, in order of the codes.
func (r *Register) Alias(employer string, at time.Time) []string {
	out := r.Codes(employer, at)
	slices.Sort(out)
	return out
}

// Member tells whether the employer takes part in the system at a moment.
func (r *Register) Member(employer, ics string, at time.Time) bool {
	e, ok := r.employers[employer]
	if !ok || e.ClosedAt != nil && !at.Before(*e.ClosedAt) {
		return false
	}
	return slices.ContainsFunc(memberships(e), func(m deployments.Membership) bool {
		return m.ICS == ics && !m.Since.After(at) && (m.Until == nil || m.Until.After(at))
	})
}

func memberships(e deployments.EmployerState) []deployments.Membership {
	if len(e.Memberships) > 0 {
		return e.Memberships
	}
	return []deployments.Membership{{ICS: e.ICS, Since: e.Since}}
}

func owners(s deployments.SiteState) []deployments.Owner {
	if len(s.Owners) > 0 {
		return s.Owners
	}
	return []deployments.Owner{{Employer: s.Employer}}
}
