package eligibility

import (
	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/release"

	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// releaseReasons says whether the ladder has opened the shift to this worker yet.
func releaseReasons(w Worker, s shift.State, f Facts) []reason.Reason {
	if w.HomeEmployer == "" {
		return nil
	}
	to := s.Audience(w.ID, w.HomeEmployer, fallsBack(w, s))
	_, to.Aided = f.Aided(w.HomeEmployer, s.ID, f.Now)
	if r := release.Admits(s.Release, to); r != nil {
		return []reason.Reason{*r}
	}
	return nil
}

// fallsBack tells whether the worker has an engagement at the shift's fallback band, and none at its own.
func fallsBack(w Worker, s shift.State) bool {
	if s.FallbackBand == "" {
		return false
	}
	lower := false
	for _, g := range w.Engagements {
		if g.Employer != w.HomeEmployer || g.From.After(s.StartsAt) || !validAt(g.Until, s.EndsAt) || g.StaffGroup != s.StaffGroup || g.Role != s.Role {
			continue
		}
		if bandSuffices(g.Band, s.Band) {
			return false
		}
		lower = lower || bandSuffices(g.Band, s.FallbackBand)
	}
	return lower
}
