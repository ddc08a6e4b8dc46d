package footprint

import (
	"time"

	"github.com/muster-ics/muster/events/deployments"
)

// Figure says whose a figure is by the record: of an employer, at one of its sites when that is known, at a moment, which for
// a shift is its start.
type Figure struct {
	Employer, Site string
	At             time.Time
}

// Standing is whose a figure is on a footprint. Exact is false when the record cannot tell: a successor's figure without a
// site may be any predecessor's. It stays with the employer of the record then, so that no sum loses it.
type Standing struct {
	Employer string
	Exact    bool
}

// Restate says whose a figure is on the footprint of a moment. The place decides before the code: whose the site was then, and
// of a site that was not there yet, whose the one that it replaced was. Without a site the figure follows the employers: those
// that came after it for a later footprint, the one that was there before it for an earlier.
func (r *Register) Restate(f Figure, footprint time.Time) Standing {
	if s, ok := r.sites[f.Site]; ok {
		return r.owner(s, footprint, len(r.sites))
	}
	return r.stands(f.Employer, f.At, footprint)
}

// owner gives whose the site is at a moment. steps bounds a chain of codes that replaced one another.
func (r *Register) owner(s deployments.SiteState, at time.Time, steps int) Standing {
	all := owners(s)
	last := -1
	for i, o := range all {
		if o.From != nil && o.From.After(at) {
			break
		}
		if o.Until == nil || o.Until.After(at) {
			return r.stands(o.Employer, later(o.From, at), at)
		}
		last = i
	}
	if last < 0 { // Not there yet.
		if old, ok := r.sites[s.Replaces]; ok && steps > 0 {
			return r.owner(old, at, steps-1)
		}
		return r.stands(all[0].Employer, *all[0].From, at)
	}
	for _, code := range r.replacedBy[s.ODS] {
		next := owners(r.sites[code])[0]
		if steps > 0 && (next.From == nil || !next.From.After(at)) {
			return r.owner(r.sites[code], at, steps-1)
		}
	}
	return r.stands(all[last].Employer, *all[last].Until, at)
}

// later is from, when that is known and not before at: the moment from which an owner stands for its site.
func later(from *time.Time, at time.Time) time.Time {
	if from != nil && from.After(at) {
		return *from
	}
	return at
}

// stands says who stands on a footprint for an employer as it was at a moment.
func (r *Register) stands(employer string, at, footprint time.Time) Standing {
	if _, ok := r.employers[employer]; !ok {
		return Standing{Employer: employer}
	}
	if !footprint.Before(at) {
		return Standing{Employer: r.Heir(employer, footprint), Exact: true}
	}
	// Back: who of those that it had followed by then was still there, and was it there itself?
	found := r.before(employer, at, footprint, len(r.employers))
	if len(found) == 1 {
		return Standing{Employer: found[0], Exact: true}
	}
	return Standing{Employer: employer, Exact: len(found) == 0}
}

// before lists the employers of the footprint of which the employer came, itself included when it was there.
func (r *Register) before(employer string, at, footprint time.Time, steps int) []string {
	var out []string
	if e := r.employers[employer]; r.there(e, footprint) {
		out = append(out, employer)
	}
	for _, p := range r.predecessors[employer] {
		closed := *r.employers[p].ClosedAt
		if closed.After(footprint) && !closed.After(at) && steps > 0 {
			out = append(out, r.before(p, closed, footprint, steps-1)...)
		}
	}
	return out
}

// there tells whether the employer is known to have been there at a moment: some system had it by then. One that followed
// nobody has always been there.
func (r *Register) there(e deployments.EmployerState, at time.Time) bool {
	if len(r.predecessors[e.ODS]) == 0 {
		return true
	}
	for _, m := range memberships(e) {
		if !m.Since.After(at) {
			return true
		}
	}
	return false
}
