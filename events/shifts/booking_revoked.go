package shifts

// BookingRevokedV1 says: the passport or the agreement behind a future booking ended.
type BookingRevokedV1 struct {
	Booking BookingState `json:"booking"`
}

// EventName implements events.Event.
func (BookingRevokedV1) EventName() string { return "muster.shifts.booking.revoked.v1" }

// Validate implements events.Event.
func (e BookingRevokedV1) Validate() error { return e.Booking.Validate() }
