package availability

import (
	"time"

	"github.com/muster-ics/muster/pkg/clock"

	"github.com/muster-ics/muster/services/shifts/internal/walltime"
	"github.com/muster-ics/muster/services/shifts/internal/workingtime"
)

// Series groups spans that show the same times in London on the same weekday of weeks that follow each other, so that
// what was said once is shown once. The spans must be in order; the series are in order of their first.
func Series(spans []workingtime.Span) [][]workingtime.Span {
	var out [][]workingtime.Span
	taken := make([]bool, len(spans))
	for i, first := range spans {
		if taken[i] {
			continue
		}
		series := []workingtime.Span{first}
		for j := i + 1; j < len(spans); j++ {
			if !taken[j] && follows(series[len(series)-1], spans[j]) {
				taken[j] = true
				series = append(series, spans[j])
			}
		}
		out = append(out, series)
	}
	return out
}

// follows tells whether b is a a week later, by the clock on the wall.
func follows(a, b workingtime.Span) bool {
	return a.Until != nil && b.Until != nil && weekLater(a.From, b.From) && weekLater(*a.Until, *b.Until)
}

func weekLater(a, b time.Time) bool {
	return walltime.DayOf(b).DaysSince(walltime.DayOf(a)) == 7 && a.In(clock.London).Format(time.TimeOnly) == b.In(clock.London).Format(time.TimeOnly)
}
