package shifts

// BookingDisputedV1 says: the worker does not accept changed hours, an absence, or what a cancellation pays.
type BookingDisputedV1 struct {
	Booking BookingState `json:"booking"`
}

// EventName implements events.Event.
func (BookingDisputedV1) EventName() string { return "muster.shifts.booking.disputed.v1" }

// Validate implements events.Event.
func (e BookingDisputedV1) Validate() error { return e.Booking.Validate() }
