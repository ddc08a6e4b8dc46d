package shifts

// ShiftAmendedV1 says: the ward changed what it asks for. A shift that somebody has keeps its times, place and needs.
type ShiftAmendedV1 struct {
	Shift ShiftState `json:"shift"`
	// Changed names the fields of the state that differ from the version before, e.g. starts_at or ward. Never null.
	Changed []string `json:"changed"`
}

// EventName implements events.Event.
func (ShiftAmendedV1) EventName() string { return "muster.shifts.shift.amended.v1" }

// Validate implements events.Event.
func (e ShiftAmendedV1) Validate() error { return e.Shift.Validate() }
