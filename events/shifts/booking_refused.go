package shifts

// BookingRefusedV1 says: at least one answer was no; the reasons of all are here.
type BookingRefusedV1 struct {
	Booking BookingState `json:"booking"`
}

// EventName implements events.Event.
func (BookingRefusedV1) EventName() string { return "muster.shifts.booking.refused.v1" }

// Validate implements events.Event.
func (e BookingRefusedV1) Validate() error { return e.Booking.Validate() }
