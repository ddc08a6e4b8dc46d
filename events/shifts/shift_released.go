package shifts

import "github.com/muster-ics/muster/events/internal/check"

// ShiftReleasedV1 says: a step of the release ladder opened, so that more people may take the shift or fill it.
type ShiftReleasedV1 struct {
	Shift ShiftState `json:"shift"`
	// Step is one of ReleaseSteps; Tier counts agency tiers from 1.
	Step string `json:"step" jsonschema:"enum=preferred,enum=own_bank,enum=own_fallback_grade,enum=collaborative_bank,enum=bank_break_glass,enum=framework_agency,enum=off_framework_agency"`
	Tier int    `json:"tier,omitempty"`
	// ByHand tells that a person opened the step before it fell due.
	ByHand bool `json:"by_hand,omitempty"`
}

// EventName implements events.Event.
func (ShiftReleasedV1) EventName() string { return "muster.shifts.shift.released.v1" }

// Validate implements events.Event.
func (e ShiftReleasedV1) Validate() error {
	var c check.Errors
	c.OneOf("step", e.Step, ReleaseSteps...)
	if err := c.Err(); err != nil {
		return err
	}
	return e.Shift.Validate()
}
