package shifts

// ShiftStartedV1 says: the worker who has the shift has come.
type ShiftStartedV1 struct {
	Shift ShiftState `json:"shift"`
}

// EventName implements events.Event.
func (ShiftStartedV1) EventName() string { return "muster.shifts.shift.started.v1" }

// Validate implements events.Event.
func (e ShiftStartedV1) Validate() error { return e.Shift.Validate() }
