package shifts

// BookingExpiredV1 says: the answers did not come in time and the hold ended.
type BookingExpiredV1 struct {
	Booking BookingState `json:"booking"`
}

// EventName implements events.Event.
func (BookingExpiredV1) EventName() string { return "muster.shifts.booking.expired.v1" }

// Validate implements events.Event.
func (e BookingExpiredV1) Validate() error { return e.Booking.Validate() }
