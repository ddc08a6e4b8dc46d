package shifts

// ShiftReopenedV1 says: the shift is open again where it stood, after a hold or a booking ended.
type ShiftReopenedV1 struct {
	Shift ShiftState `json:"shift"`
}

// EventName implements events.Event.
func (ShiftReopenedV1) EventName() string { return "muster.shifts.shift.reopened.v1" }

// Validate implements events.Event.
func (e ShiftReopenedV1) Validate() error { return e.Shift.Validate() }
