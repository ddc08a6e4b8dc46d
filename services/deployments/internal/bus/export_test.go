package bus

import (
	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/shifts"
)

// Understands reads an envelope as far as the handlers do before they call a use case.
func Understands(env events.Envelope) error {
	ev, err := events.Open(env)
	if err != nil {
		return err
	}
	if e, ok := ev.(shifts.BookingRequestedV1); ok {
		_, err := placement(e.Booking)
		return err
	}
	if b, ok := PaidBooking(ev); ok {
		if _, err := WorkOf(b, env.AggregateVersion); err != nil {
			return err
		}
	}
	if e, ok := ev.(shifts.RateCardChangedV1); ok {
		_, err := RateCardOf(e.RateCard, env.AggregateVersion)
		return err
	}
	if _, ok := endedBooking(ev); ok {
		return nil
	}
	if _, ok := PaidBooking(ev); ok {
		return nil
	}
	if _, ok := standingBooking(ev); ok {
		_, err = bookingFact(env, ev)
		return err
	}
	if _, ok := shiftOf(ev); ok {
		_, err = shiftFact(env, ev)
		return err
	}
	if check, err := checkTold(env, ev); err == nil {
		_, err = hostCheckTold(check)
		return err
	}
	_, err = passportTold(env, ev)
	return err
}
