package shifts

// BookingAmendedV1 says: something about a booking changed that is no step of its life: the worker is late or left early, hours were
// corrected or changed by the employer, a dispute was answered, or the passport of a started worker ended and the ward has
// to decide.
type BookingAmendedV1 struct {
	Booking BookingState `json:"booking"`
}

// EventName implements events.Event.
func (BookingAmendedV1) EventName() string { return "muster.shifts.booking.amended.v1" }

// Validate implements events.Event.
func (e BookingAmendedV1) Validate() error { return e.Booking.Validate() }
