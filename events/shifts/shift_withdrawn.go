package shifts

// ShiftWithdrawnV1 says: the employer no longer needs the shift.
type ShiftWithdrawnV1 struct {
	Shift ShiftState `json:"shift"`
}

// EventName implements events.Event.
func (ShiftWithdrawnV1) EventName() string { return "muster.shifts.shift.withdrawn.v1" }

// Validate implements events.Event.
func (e ShiftWithdrawnV1) Validate() error { return e.Shift.Validate() }
