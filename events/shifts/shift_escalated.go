package shifts

import "github.com/muster-ics/muster/events/internal/check"

// EscalationOutcomes are how far an escalation has come: asked of an executive, approved or declined by one, or over.
var EscalationOutcomes = []string{"asked", "approved", "declined", "ended"}

// ShiftEscalatedV1 says: a higher rate, or a step that needs approval, was asked for, decided or has ended.
type ShiftEscalatedV1 struct {
	Shift ShiftState `json:"shift"`
	// EscalationID is empty when the time of a rate is up.
	EscalationID string `json:"escalation_id,omitempty" jsonschema:"format=uuid"`
	Outcome      string `json:"outcome" jsonschema:"enum=asked,enum=approved,enum=declined,enum=ended"`
	// Step is the step of the ladder that the request is about, and RatePence the hourly rate that it is about.
	Step      string `json:"step,omitempty"`
	Tier      int    `json:"tier,omitempty"`
	RatePence int64  `json:"rate_pence,omitempty"`
	// Why is a code.
	Why string `json:"why,omitempty"`
}

// EventName implements events.Event.
func (ShiftEscalatedV1) EventName() string { return "muster.shifts.shift.escalated.v1" }

// Validate implements events.Event.
func (e ShiftEscalatedV1) Validate() error {
	var c check.Errors
	c.OneOf("outcome", e.Outcome, EscalationOutcomes...)
	if e.Outcome != "ended" {
		c.ID("escalation_id", e.EscalationID)
	}
	if err := c.Err(); err != nil {
		return err
	}
	return e.Shift.Validate()
}
