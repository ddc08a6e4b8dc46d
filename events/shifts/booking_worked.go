package shifts

// BookingWorkedV1 says: the worker sent their hours in, which makes the booking worked.
type BookingWorkedV1 struct {
	Booking BookingState `json:"booking"`
}

// EventName implements events.Event.
func (BookingWorkedV1) EventName() string { return "muster.shifts.booking.worked.v1" }

// Validate implements events.Event.
func (e BookingWorkedV1) Validate() error { return e.Booking.Validate() }
