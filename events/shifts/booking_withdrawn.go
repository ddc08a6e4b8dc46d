package shifts

// BookingWithdrawnV1 says: the worker gave the shift back.
type BookingWithdrawnV1 struct {
	Booking BookingState `json:"booking"`
}

// EventName implements events.Event.
func (BookingWithdrawnV1) EventName() string { return "muster.shifts.booking.withdrawn.v1" }

// Validate implements events.Event.
func (e BookingWithdrawnV1) Validate() error { return e.Booking.Validate() }
