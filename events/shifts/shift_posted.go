package shifts

// ShiftPostedV1 says: an employer asks for one shift to be worked.
type ShiftPostedV1 struct {
	Shift ShiftState `json:"shift"`
}

// EventName implements events.Event.
func (ShiftPostedV1) EventName() string { return "muster.shifts.shift.posted.v1" }

// Validate implements events.Event.
func (e ShiftPostedV1) Validate() error { return e.Shift.Validate() }
