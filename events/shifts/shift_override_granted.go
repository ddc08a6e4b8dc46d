package shifts

import "github.com/muster-ics/muster/events/internal/check"

// ShiftOverrideGrantedV1 says: a named role allowed an agency fill before the bank had its time.
type ShiftOverrideGrantedV1 struct {
	Shift ShiftState `json:"shift"`
	// OverrideID identifies the grant; Role is the duty of who granted it; Why is a code, never free text.
	OverrideID string `json:"override_id"`
	Role       string `json:"role"`
	Why        string `json:"why"`
}

// OverrideReasons are the codes under which an override may be granted.
var OverrideReasons = []string{"patient_safety", "no_bank_worker_with_skill", "service_closure_risk"}

// EventName implements events.Event.
func (ShiftOverrideGrantedV1) EventName() string { return "muster.shifts.shift.override_granted.v1" }

// Validate implements events.Event.
func (e ShiftOverrideGrantedV1) Validate() error {
	var c check.Errors
	c.ID("override_id", e.OverrideID)
	c.OneOf("role", e.Role, "executive")
	c.OneOf("why", e.Why, OverrideReasons...)
	if err := e.Shift.Validate(); err != nil {
		return err
	}
	return c.Err()
}
