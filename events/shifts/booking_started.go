package shifts

// BookingStartedV1 says: the worker is checked in, on a passport that still holds.
type BookingStartedV1 struct {
	Booking BookingState `json:"booking"`
}

// EventName implements events.Event.
func (BookingStartedV1) EventName() string { return "muster.shifts.booking.started.v1" }

// Validate implements events.Event.
func (e BookingStartedV1) Validate() error { return e.Booking.Validate() }
