package shifts

// BookingConfirmedV1 says: all answers were yes: the worker has the shift.
type BookingConfirmedV1 struct {
	Booking BookingState `json:"booking"`
}

// EventName implements events.Event.
func (BookingConfirmedV1) EventName() string { return "muster.shifts.booking.confirmed.v1" }

// Validate implements events.Event.
func (e BookingConfirmedV1) Validate() error { return e.Booking.Validate() }
