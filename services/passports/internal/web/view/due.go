package view

import (
	"fmt"
	"time"

	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/web/layout"
)

// Due says in words how a piece of evidence stands at a moment.
func Due(state string, at, now time.Time) (layout.TagKind, string) {
	switch state {
	case "missing":
		return layout.Red, "Never recorded"
	case "not_in_place":
		return layout.Red, "Not in place"
	case "blocked":
		return layout.Red, "Cannot work"
	case "by_approval":
		return layout.Orange, "Needs approval"
	}
	if !at.After(now) {
		return layout.Red, "Ran out " + Until(&at)
	}
	switch days := DaysUntil(at, now); {
	case days == 0:
		return layout.Red, "Runs out today"
	case days == 1:
		return layout.Orange, "Runs out tomorrow"
	case days <= 28:
		return layout.Orange, fmt.Sprintf("Runs out in %d days", days)
	}
	return layout.Yellow, "Runs out " + Until(&at)
}

// DaysUntil counts the days in London from the day of now to the last day on which something holds: 0 for one that holds
// to this midnight.
func DaysUntil(at, now time.Time) int {
	day := func(t time.Time) time.Time {
		l := t.In(clock.London)
		return time.Date(l.Year(), l.Month(), l.Day(), 0, 0, 0, 0, time.UTC)
	}
	return int(day(at.Add(-time.Nanosecond)).Sub(day(now)).Hours() / 24)
}
