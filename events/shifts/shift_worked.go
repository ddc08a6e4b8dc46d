package shifts

// ShiftWorkedV1 says: the shift was worked; the booking has the hours.
type ShiftWorkedV1 struct {
	Shift ShiftState `json:"shift"`
}

// EventName implements events.Event.
func (ShiftWorkedV1) EventName() string { return "muster.shifts.shift.worked.v1" }

// Validate implements events.Event.
func (e ShiftWorkedV1) Validate() error { return e.Shift.Validate() }
