package shift

import (
	"slices"
	"strings"
	"time"
)

// CheckWithdrawReason is an *Invalid unless why is one of WithdrawReasons.
func CheckWithdrawReason(why string) error {
	if slices.Contains(WithdrawReasons, why) {
		return nil
	}
	return &Invalid{Problems: []Problem{{Field: "why", Message: "Choose why: " + strings.Join(WithdrawReasons, ", ") + "."}}}
}

// CallOff ends a shift that the ward no longer needs, until it starts: afterwards calling it off would only make the
// fill rate look better. A shift that nobody has is withdrawn and leaves every fill rate; one
// that somebody was booked on is cancelled. The notice band is kept.
func (s *Shift) CallOff(now time.Time) error {
	if !s.s.StartsAt.After(now) {
		return refuse("shift_started", "This shift has started; it can no longer be called off.")
	}
	if s.s.Status == Held && s.s.ByAgency() {
		s.clearFill()
		s.callOff(Cancelled, EventCancelled, now)
		return nil
	}
	switch s.s.Status {
	case Open, Held, AwaitingApproval:
		s.callOff(Withdrawn, EventWithdrawn, now)
	case Filled:
		s.clearFill()
		s.callOff(Cancelled, EventCancelled, now)
	case Declined:
		return refuse("shift_declined", "This shift has already been declined.")
	case Withdrawn, Cancelled:
		return refuse("shift_ended", "This shift has already been called off.")
	default:
		return refuse("shift_started", "This shift has started; it can no longer be called off.")
	}
	return nil
}

func (s *Shift) callOff(to Status, e Event, now time.Time) {
	s.s.Status, s.s.EndedAt = to, &now
	s.s.NoticeBand = NoticeBandOf(s.s.StartsAt.Sub(now))
	s.happened(e)
}
