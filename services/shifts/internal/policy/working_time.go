package policy

import "github.com/muster-ics/muster/services/shifts/internal/workingtime"

// KindWorkingTime is how an employer applies the rules of working time on its shifts.
const KindWorkingTime Kind = "working_time"

// WorkingTime is a weight for each rule of working time, and the employer's own caps. What the default is and why, package
// workingtime says.
type WorkingTime struct{ workingtime.Policy }

// DefaultWorkingTime is what holds for an employer that has decided nothing.
func DefaultWorkingTime() WorkingTime { return WorkingTime{workingtime.DefaultPolicy()} }

// Kind implements Settings.
func (WorkingTime) Kind() Kind { return KindWorkingTime }

// Title implements Settings.
func (WorkingTime) Title() string { return "Working time" }

// Validate implements Settings.
func (w WorkingTime) Validate() error {
	var ps Problems
	for _, m := range w.Mistakes() {
		ps.Unless(false, m.Field, "%s", m.Message)
	}
	return ps.Err()
}
