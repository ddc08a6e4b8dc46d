package fact

import "errors"

// Ladder is to whom an employer releases the shifts of a staff group, and when, since it was changed last. Its key's id is
// the ladder's.
type Ladder struct {
	Employer string `json:"employer"`
	// StaffGroup is *, when it holds for every group without a ladder of its own.
	StaffGroup string `json:"staff_group"`
	// BankShare is the percentage of the time between opening and start that each bank audience has before agencies.
	BankShare int    `json:"bank_share"`
	Steps     []Step `json:"steps"`
}

// Step is one step of a ladder.
type Step struct {
	Step string `json:"step"`
	Tier int    `json:"tier,omitempty"`
	// On is at_posting, lead_time (AfterMinutes before the start) or dwell (AfterMinutes after the step before).
	On            string `json:"on"`
	AfterMinutes  int    `json:"after_minutes,omitempty"`
	WindowMinutes int    `json:"window_minutes,omitempty"`
	CeilingPence  int64  `json:"ceiling_pence,omitempty"`
	// Approver is the duty whose approval the step waits for.
	Approver string `json:"approver,omitempty"`
}

// Kind implements State.
func (Ladder) Kind() Kind { return KindLadder }

// Place implements State.
func (l Ladder) Place() Place { return Place{Employer: l.Employer} }

// Validate implements State.
func (l Ladder) Validate() error {
	if l.Employer == "" || l.StaffGroup == "" || len(l.Steps) == 0 {
		return errors.New("employer, staff group and steps must be set")
	}
	return nil
}
