package myavailability

import (
	"fmt"
	"time"

	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/web/layout"

	"github.com/muster-ics/muster/services/shifts/internal/workingtime"
)

// words says a span: a whole day, several whole days, or from when to when.
func words(s workingtime.Span) string {
	from, until := s.From.In(clock.London), s.Until.In(clock.London)
	if !midnight(from) || !midnight(until) {
		return layout.When(from, until)
	}
	last := until.AddDate(0, 0, -1)
	if last.Format(time.DateOnly) == from.Format(time.DateOnly) {
		return from.Format("Mon 2 Jan") + ", all day"
	}
	return from.Format("Mon 2 Jan") + " to " + last.Format("Mon 2 Jan") + ", all day"
}

// repeated says a series of n by its first span and the start of its last.
func repeated(first workingtime.Span, n int, last time.Time) string {
	from, until := first.From.In(clock.London), first.Until.In(clock.London)
	times := from.Format("15:04") + " to " + until.Format("15:04")
	switch {
	case until.Sub(from) > 25*time.Hour: // a long day has 25 hours
		times = "for several days, from " + words(first)
	case midnight(from) && midnight(until):
		times = "all day"
	}
	return fmt.Sprintf("Every %s, %s, %d times from %s to %s", from.Format("Monday"), times, n, from.Format("2 Jan"), last.In(clock.London).Format("2 Jan 2006"))
}

func midnight(t time.Time) bool { return t.Hour() == 0 && t.Minute() == 0 }
