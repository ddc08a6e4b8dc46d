package policy

import "time"

// KindReleaseLock is until when a bank worker may take a shift from the agency that fills it.
const KindReleaseLock Kind = "release_lock"

// ReleaseLock is how long before its start an agency can rely on a shift. The default is 72 hours ‡, the three days that
// bank systems commonly use.
type ReleaseLock struct {
	HoursBeforeStart int `json:"hours_before_start"`
}

// DefaultReleaseLock is what holds for an employer that has decided nothing.
func DefaultReleaseLock() ReleaseLock { return ReleaseLock{HoursBeforeStart: 72} }

// Kind implements Settings.
func (ReleaseLock) Kind() Kind { return KindReleaseLock }

// Title implements Settings.
func (ReleaseLock) Title() string { return "When an agency booking locks" }

// Validate implements Settings.
func (l ReleaseLock) Validate() error {
	var ps Problems
	ps.Unless(l.HoursBeforeStart >= 0 && l.HoursBeforeStart <= 24*60, "hours_before_start", "Give a number of hours up to 1440; 0 lets the bank take the shift until it starts.")
	return ps.Err()
}

// Before is the lock as a length of time.
func (l ReleaseLock) Before() time.Duration { return time.Duration(l.HoursBeforeStart) * time.Hour }
