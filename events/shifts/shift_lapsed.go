package shifts

// ShiftLapsedV1 says: the shift started with nobody.
type ShiftLapsedV1 struct {
	Shift ShiftState `json:"shift"`
}

// EventName implements events.Event.
func (ShiftLapsedV1) EventName() string { return "muster.shifts.shift.lapsed.v1" }

// Validate implements events.Event.
func (e ShiftLapsedV1) Validate() error { return e.Shift.Validate() }
