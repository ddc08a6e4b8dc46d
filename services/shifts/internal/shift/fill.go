package shift

import (
	"time"

	"github.com/muster-ics/muster/pkg/id"
)

// FillFromBank gives the held shift to the worker of a confirmed booking.
func (s *Shift) FillFromBank(booking id.ID, home string, now time.Time) error {
	if s.s.Status != Held {
		return refuse("shift_not_held", "This shift is not held for anybody.")
	}
	s.displace()
	s.s.BookingID, s.s.HomeEmployer = booking, home
	s.fill(BankChannel(home, s.s.Employer), now)
	return nil
}

func (s *Shift) fill(by Channel, now time.Time) {
	s.s.Status, s.s.FilledBy, s.s.FilledAt = Filled, by, &now
	if s.s.FirstFilledAt == nil {
		s.s.FirstFilledAt = &now
	}
	s.happened(EventFilled)
}
