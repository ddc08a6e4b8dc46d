package shift

import (
	"slices"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/release"
)

// Offering is to whom the shift is offered and at what rate beyond its own.
type Offering struct {
	// Release is the ladder as it was at posting, with how far each step has come.
	Release release.State
	// PreferredWorker has the shift alone first; the zero id is nobody.
	PreferredWorker id.ID
	// FallbackBand is the lower band to which the own bank's fallback step opens the shift; empty is none.
	FallbackBand string
	// BaseRatePence is the rate before an escalation, which holds until EscalatedUntil; zero and nil without one.
	BaseRatePence  int64
	EscalatedUntil *time.Time
}

func (p Posting) ladder() release.Ladder {
	if p.Ladder == nil {
		return release.Default()
	}
	return *p.Ladder
}

func (p Posting) releaseProblems(ps *problems) {
	if p.FallbackBand != "" {
		lower := slices.Index(Bands, p.FallbackBand)
		ps.unless(lower >= 0 && p.FallbackBand != "medical" && p.Band != "medical" && lower < slices.Index(Bands, p.Band), "fallback_band",
			"Give a band below the shift's own, or leave the fallback band out.")
		ps.unless(p.ladder().Has(release.OwnFallbackGrade), "fallback_band", "Your release ladder has no step for a fallback band; leave it out or ask for the step.")
	}
	ps.unless(p.PreferredWorker == id.Nil || p.ladder().Has(release.Preferred), "preferred_worker",
		"Your release ladder gives nobody a window of their own; leave the preferred worker out or ask for the step.")
}

// ReleaseBy says by which ladder the shift is released when it opens; without it by the default one.
func (s *Shift) ReleaseBy(l release.Ladder) { s.ladder = &l }

// layOut fixes the ladder for this shift at the moment at which it becomes open, and opens the steps that fall then.
func (s *Shift) layOut(l release.Ladder, now time.Time) {
	f := s.s.laidOutFor(now)
	plan := release.Plan(l, f, release.National)
	s.s.BankClosesAt = plan.BankClosesAt(f)
	s.s.Release = plan.OpenAtPosting(now)
}

func (s State) laidOutFor(postedAt time.Time) release.For {
	return release.For{PostedAt: postedAt, StartsAt: s.StartsAt, StaffGroup: s.StaffGroup, Band: s.Band,
		Preferred: s.PreferredWorker != id.Nil, Fallback: s.FallbackBand != ""}
}

// Audience is what the ladder needs to know of a worker employed by home. fallback tells that their band suffices for the
// shift's fallback band only.
func (s State) Audience(worker id.ID, home string, fallback bool) release.Audience {
	return release.Audience{Own: home == s.Employer, Preferred: worker != id.Nil && worker == s.PreferredWorker, Fallback: fallback}
}

// FallbackOpen tells whether the ladder has opened the shift to the host's own workers of the fallback band.
func (s State) FallbackOpen() bool {
	return s.FallbackBand != "" && release.Admits(s.Release, release.Audience{Own: true, Fallback: true}) == nil
}
