package shifts

// BookingRequestedV1 says: a worker holds a shift; passports and, across employers, deployments are asked.
type BookingRequestedV1 struct {
	Booking BookingState `json:"booking"`
}

// EventName implements events.Event.
func (BookingRequestedV1) EventName() string { return "muster.shifts.booking.requested.v1" }

// Validate implements events.Event.
func (e BookingRequestedV1) Validate() error { return e.Booking.Validate() }
