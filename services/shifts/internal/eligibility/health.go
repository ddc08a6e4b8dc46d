package eligibility

import (
	"time"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/clock"

	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// healthReasons judge fitness for work: the clearance, restrictions, and exposure-prone procedures. Which restrictions there
// are nobody here knows.
func healthReasons(w Worker, s shift.State) []reason.Reason {
	const ask = "Contact your home employer's occupational health team."
	var rs []reason.Reason
	c, ok := newest(w, "occupational_health")
	cleared := ok && c.Outcome == "satisfied"
	switch {
	case !cleared || !validAt(c.ValidUntil, s.EndsAt):
		rs = append(rs, hard("HEALTH_NOT_FIT", "Your passport does not show an occupational health clearance to the end of this shift.", ask))
	case w.NoNights && TouchesNight(s.StartsAt, s.EndsAt):
		rs = append(rs, hard("HEALTH_RESTRICTED", "Occupational health does not allow you work between 23:00 and 06:00, and this shift touches those hours.",
			"Look for a shift by day, or speak to your home employer's occupational health team."))
	case w.WardAgrees:
		rs = append(rs, reason.Reason{Code: "HEALTH_RESTRICTED", Weight: reason.Soft, Message: "Occupational health set restrictions that the ward must keep to.",
			Fix: "Agree with the ward, before the shift, how it keeps to them."})
	}
	if s.Requirements.EPP && (!cleared || c.EPPClearedUntil == nil || !validAt(c.EPPClearedUntil, s.EndsAt)) {
		rs = append(rs, hard("EPP_NOT_CLEARED", "This shift has exposure-prone procedures, and you are not cleared for them to its end.", "Ask your home employer's occupational health team for the clearance."))
	}
	return rs
}

// TouchesNight tells whether any moment of [starts, ends) lies between 23:00 and 06:00 by the clock on the wall in London
// (Working Time Regulations 1998, regulation 2(1)).
func TouchesNight(starts, ends time.Time) bool {
	first := starts.In(clock.London)
	for day := -1; day <= 2; day++ {
		from := time.Date(first.Year(), first.Month(), first.Day()+day, 23, 0, 0, 0, clock.London)
		until := time.Date(first.Year(), first.Month(), first.Day()+day+1, 6, 0, 0, 0, clock.London)
		if starts.Before(until) && ends.After(from) {
			return true
		}
	}
	return false
}
