package shifts

import "github.com/muster-ics/muster/events/internal/check"

// LadderChangedV1 says: an employer chose to whom it releases the shifts of a staff group, and when. Shifts that are posted
// already keep the ladder that they were posted with.
type LadderChangedV1 struct {
	Ladder LadderState `json:"ladder"`
}

// LadderState is a release ladder after a change.
type LadderState struct {
	LadderID string `json:"ladder_id" jsonschema:"format=uuid"`
	Employer string `json:"employer"`
	// StaffGroup is one of StaffGroups, or * for every group without a ladder of its own.
	StaffGroup string `json:"staff_group"`
	// BankShare is the percentage of the time between opening and start that each bank audience has before agencies.
	BankShare int          `json:"bank_share"`
	Steps     []LadderStep `json:"steps"`
}

// LadderStep is one step of a ladder.
type LadderStep struct {
	Step string `json:"step" jsonschema:"enum=preferred,enum=own_bank,enum=own_fallback_grade,enum=collaborative_bank,enum=bank_break_glass,enum=framework_agency,enum=off_framework_agency"`
	Tier int    `json:"tier,omitempty"`
	// On is when the step falls due: at_posting, lead_time (no more than AfterMinutes left until the start) or dwell
	// (AfterMinutes after the step before).
	On            string `json:"on" jsonschema:"enum=at_posting,enum=lead_time,enum=dwell"`
	AfterMinutes  int    `json:"after_minutes,omitempty"`
	WindowMinutes int    `json:"window_minutes,omitempty"`
	CeilingPence  int64  `json:"ceiling_pence,omitempty"`
	// Approver is the duty whose approval the step waits for.
	Approver string `json:"approver,omitempty"`
}

// EventName implements events.Event.
func (LadderChangedV1) EventName() string { return "muster.shifts.ladder.changed.v1" }

// Validate implements events.Event.
func (e LadderChangedV1) Validate() error {
	var c check.Errors
	c.ID("ladder_id", e.Ladder.LadderID)
	c.ODS("employer", e.Ladder.Employer)
	c.OneOf("staff_group", e.Ladder.StaffGroup, append([]string{"*"}, StaffGroups...)...)
	c.That(e.Ladder.BankShare > 0 && e.Ladder.BankShare < 100, "bank_share must be a percentage")
	c.That(len(e.Ladder.Steps) > 0, "steps must not be empty")
	for _, s := range e.Ladder.Steps {
		c.OneOf("step", s.Step, ReleaseSteps...)
		c.OneOf("on", s.On, "at_posting", "lead_time", "dwell")
	}
	return c.Err()
}
