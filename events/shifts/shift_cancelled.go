package shifts

// ShiftCancelledV1 says: the employer called off a shift that somebody was booked on.
type ShiftCancelledV1 struct {
	Shift ShiftState `json:"shift"`
}

// EventName implements events.Event.
func (ShiftCancelledV1) EventName() string { return "muster.shifts.shift.cancelled.v1" }

// Validate implements events.Event.
func (e ShiftCancelledV1) Validate() error { return e.Shift.Validate() }
