package shifts

// BookingApprovedV1 says: the hours are final: what was worked, and its pay at the locked rate.
type BookingApprovedV1 struct {
	Booking BookingState `json:"booking"`
}

// EventName implements events.Event.
func (BookingApprovedV1) EventName() string { return "muster.shifts.booking.approved.v1" }

// Validate implements events.Event.
func (e BookingApprovedV1) Validate() error { return e.Booking.Validate() }
