package shifts

// ShiftFilledV1 says: somebody will work the shift.
type ShiftFilledV1 struct {
	Shift ShiftState `json:"shift"`
}

// EventName implements events.Event.
func (ShiftFilledV1) EventName() string { return "muster.shifts.shift.filled.v1" }

// Validate implements events.Event.
func (e ShiftFilledV1) Validate() error { return e.Shift.Validate() }
