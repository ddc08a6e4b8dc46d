package shift

import (
	"time"

	"github.com/muster-ics/muster/pkg/id"
)

// HandOverable is nil when the booking has the shift, which has not started, so that another worker may follow on it.
func (s State) HandOverable(booking id.ID, now time.Time) error {
	switch {
	case s.Status != Filled || s.BookingID != booking:
		return refuse("swap_gone", "The worker who offered this shift no longer has it.")
	case !s.StartsAt.After(now):
		return refuse("shift_started", "This shift has already started.")
	}
	return nil
}

// HandOver gives the filled shift to the worker of the booking that follows. It was filled all the time, so it is not
// reopened and keeps the moment at which it was filled.
func (s *Shift) HandOver(from, to id.ID, home string, now time.Time) error {
	if err := s.s.HandOverable(from, now); err != nil {
		return err
	}
	s.s.BookingID, s.s.HomeEmployer, s.s.FilledBy = to, home, BankChannel(home, s.s.Employer)
	s.happened(EventFilled)
	return nil
}
