package shift

import "time"

// Hold keeps the place for one worker while passports and deployments are asked. It is no new version: to others the
// shift is what it was, open or filled by an agency, until it is filled. Only a shift that can still be taken can be held.
func (s *Shift) Hold(now time.Time) error {
	if err := s.s.Takeable(now); err != nil {
		return err
	}
	s.s.Status = Held
	return nil
}

// Takeable is nil when the shift is there to be taken, else a *Refusal that says why it is not.
func (s State) Takeable(now time.Time) error {
	switch s.Status {
	case Open:
	case Filled:
		if s.Displaceable(now) {
			break
		}
		return refuse("shift_taken", "Somebody has taken this shift.")
	case Held:
		return refuse("shift_taken", "Somebody has taken this shift.")
	case Withdrawn, Cancelled, Declined:
		return refuse("shift_ended", "The ward no longer needs this shift.")
	case AwaitingApproval:
		return refuse("shift_not_open", "This shift is not open yet.")
	default:
		return refuse("shift_started", "This shift has already started.")
	}
	if !s.TakeableUntil().After(now) || !s.Remaining(now).StartsAt.Before(s.EndsAt) {
		return refuse("shift_started", "This shift has already started.")
	}
	return nil
}
