package shift

import "time"

// quarter is the grid on which the rest of a started shift begins: rosters are written in quarters of an hour, and
// whoever takes it needs some minutes to come.
const quarter = 15 * time.Minute

// breakFrom is the elapsed length from which the rest of a shift keeps the shift's break (Working Time Regulations 1998,
// regulation 12: a break is due when more than six hours are worked).
const breakFrom = 6 * time.Hour

// ReopenAbsent opens the shift again because the worker who had it did not come. It may have started: with refill it
// can be taken until it ends, and lapses then; without, nobody can take it any more and it lapses.
func (s *Shift) ReopenAbsent(refill bool, now time.Time) error {
	if s.s.Status != Filled && s.s.Status != Started {
		return refuse("shift_not_taken", "Nobody is booked on this shift.")
	}
	s.clearFill()
	until := now
	if refill || until.After(s.s.EndsAt) {
		until = s.s.EndsAt
	}
	s.s.Status, s.s.RefillUntil = Open, &until
	s.s.Reopened++
	s.happened(EventReopened)
	return nil
}

// TakeableUntil is the moment at which an open shift can no longer be taken and lapses: its start, and the end of the
// refill when the worker who had it did not come.
func (s State) TakeableUntil() time.Time {
	if s.RefillUntil != nil {
		return *s.RefillUntil
	}
	if s.ByAgency() && s.AgencyLocksAt != nil {
		return *s.AgencyLocksAt
	}
	return s.StartsAt
}

// Remaining is what is left to be worked for somebody who takes the shift at now: the whole shift, or, once it is being
// refilled after its start, the shift from the next quarter of an hour.
func (s State) Remaining(now time.Time) State {
	if s.RefillUntil == nil || s.StartsAt.After(now) {
		return s
	}
	from := now.Truncate(quarter)
	if from.Before(now) {
		from = from.Add(quarter)
	}
	if from.After(s.StartsAt) {
		s.StartsAt = from
	}
	if s.EndsAt.Sub(s.StartsAt) <= breakFrom {
		s.BreakMinutes = 0
	}
	return s
}
