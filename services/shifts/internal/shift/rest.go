package shift

import (
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/release"
)

// Rest makes an open shift of what is left after the worker who has this one has gone home: the same posting and the same
// work, from the next quarter of an hour, to be taken until it ends. least is the shortest rest that is worth posting; nil
// is given for a shorter one. It was approved with the shift that it is the rest of, so it is not approved again, and nobody
// has a window of their own in it. Like a refill it asks for no hours beyond those that were posted first.
func (s *Shift) Rest(newID id.ID, l release.Ladder, least time.Duration, now time.Time) *Shift {
	end := s.s.EndsAt
	left := State{RefillUntil: &end, StartsAt: s.s.StartsAt, EndsAt: end, BreakMinutes: s.s.BreakMinutes}.Remaining(now)
	if left.EndsAt.Sub(left.StartsAt) < max(least, quarter) {
		return nil
	}
	o := s.s
	rest := &Shift{s: State{
		ID: newID, PostingID: o.PostingID, RestOf: o.ID, Employer: o.Employer, Site: o.Site, Ward: o.Ward,
		StaffGroup: o.StaffGroup, Role: o.Role, Band: o.Band, StartsAt: left.StartsAt, EndsAt: end, BreakMinutes: left.BreakMinutes,
		Reason: o.Reason, CostCode: o.CostCode, RatePence: o.RatePence, Requirements: o.Requirements,
		Status: Open, PostedAt: now, BookingMode: o.BookingMode, Offering: Offering{FallbackBand: o.FallbackBand}, RefillUntil: &end,
	}}
	if !l.Has(release.OwnFallbackGrade) {
		rest.s.FallbackBand = ""
	}
	rest.layOut(l, now)
	rest.happened(EventPosted)
	return rest
}
