package shifts

// BookingCancelledV1 says: the employer cancelled the booking.
type BookingCancelledV1 struct {
	Booking BookingState `json:"booking"`
}

// EventName implements events.Event.
func (BookingCancelledV1) EventName() string { return "muster.shifts.booking.cancelled.v1" }

// Validate implements events.Event.
func (e BookingCancelledV1) Validate() error { return e.Booking.Validate() }
