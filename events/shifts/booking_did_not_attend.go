package shifts

// BookingDidNotAttendV1 says: the ward recorded that the worker did not come; the shift is open again.
type BookingDidNotAttendV1 struct {
	Booking BookingState `json:"booking"`
}

// EventName implements events.Event.
func (BookingDidNotAttendV1) EventName() string { return "muster.shifts.booking.did_not_attend.v1" }

// Validate implements events.Event.
func (e BookingDidNotAttendV1) Validate() error { return e.Booking.Validate() }
