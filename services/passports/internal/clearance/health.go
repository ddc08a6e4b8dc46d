package clearance

import (
	"time"

	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/services/passports/internal/check"
)

// occupationalHealth tells the same whether a check is missing, out of date or not satisfied: why is nobody else's matter.
// Of restrictions only work at night is judged here; the others are for the ward to keep to.
func occupationalHealth(j *judgement) {
	r := j.add("health", "")
	c, found := check.Newest(j.Passport.Checks, check.OccupationalHealth)
	if !found || !c.Satisfied() || !j.lasts(c.Record().ValidUntil) {
		r.fails(Unmet, "HEALTH_NOT_FIT", "Occupational health clearance to the end of this shift is not in place.").
			fix(ByHealth, "Speak to occupational health at the home employer.")
		return
	}
	r.upheld(c.Record().ID.String(), c.Record().ValidUntil)
	if !c.Restricted() {
		return
	}
	evidence, until := r.Evidence, r.ValidUntil
	r = j.add(restrictions, "").upheld(evidence, until)
	if c.BarsNights() && touchesNight(j.Booking.StartsAt, j.Booking.EndsAt) {
		r.fails(Unmet, HealthRestricted, "Occupational health does not allow work in the hours of this shift.").
			fix(ByHealth, "Look for a shift by day, or speak to occupational health at the home employer.")
		return
	}
	if !c.WardAgrees() {
		return // no nights alone, and a shift by day: nobody has anything to keep to
	}
	r.fails(Flag, HealthRestricted, "Occupational health set restrictions that the ward must keep to.").
		fix(ByHost, "Agree with the ward, before the shift, how it keeps to them.")
}

func exposureProneProcedures(j *judgement) {
	if !j.Booking.Requirements.EPP {
		return
	}
	r := j.add("exposure_prone_procedures", "")
	c, found := check.Newest(j.Passport.Checks, check.OccupationalHealth)
	if !found || !c.Satisfied() || c.Record().EPPClearedUntil == nil || !j.lasts(c.Record().EPPClearedUntil) {
		r.fails(Unmet, "EPP_NOT_CLEARED", "This shift needs clearance for exposure-prone procedures to its end, which is not in place.").
			fix(ByHealth, "Speak to occupational health at the home employer.")
		return
	}
	r.upheld(c.Record().ID.String(), c.Record().EPPClearedUntil)
}

// The hours of a night, by the clock on the wall in London (Working Time Regulations 1998, regulation 2: 23:00 to 06:00
// unless agreed otherwise).
const (
	nightBegins = 23
	nightEnds   = 6
)

// touchesNight tells whether any of [start, end) lies in a night. On the two nights on which the clock changes the wall
// clock counts.
func touchesNight(start, end time.Time) bool {
	day := start.In(clock.London).AddDate(0, 0, -1)
	for !day.After(end) {
		y, m, d := day.Date()
		from := time.Date(y, m, d, nightBegins, 0, 0, 0, clock.London)
		until := time.Date(y, m, d+1, nightEnds, 0, 0, 0, clock.London)
		if start.Before(until) && end.After(from) {
			return true
		}
		day = day.AddDate(0, 0, 1)
	}
	return false
}
