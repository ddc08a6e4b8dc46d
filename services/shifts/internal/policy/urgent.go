package policy

import (
	"slices"
	"time"
)

// Level is how urgent an open shift is.
type Level string

// The levels of urgency, least first.
const (
	Routine  Level = "routine"
	Urgent   Level = "urgent"
	Critical Level = "critical"
)

// Level says how urgent an open shift is that starts after lead and was asked for with reason.
func (u Urgency) Level(lead time.Duration, reason string) Level {
	urgent := time.Duration(u.UrgentUnderHours) * time.Hour
	switch {
	case lead < time.Duration(u.CriticalUnderHours)*time.Hour:
		return Critical
	case lead < urgent:
		return Urgent
	case slices.Contains(u.Reasons, reason) && lead < 2*urgent:
		return Urgent
	}
	return Routine
}
