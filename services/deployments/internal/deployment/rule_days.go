package deployment

import (
	"fmt"

	"github.com/muster-ics/muster/pkg/clock"
)

// daysInYear counts the worker's days under the agreement, at any host, in any 12 months that hold this shift.
func daysInYear(j *judgement) {
	limit, day := j.c.MaxDays, DayOf(j.Placement.StartsAt, clock.London)
	if withinLimit(j.c.Days, day, limit) {
		return
	}
	j.no(AgreementDays, firstFree(day, func(d Day) bool { return withinLimit(j.c.Days, d, limit) }),
		fmt.Sprintf("%s lets one worker be deployed on at most %s in any 12 months, and this shift would pass that.", j.title(), count(limit, "day")),
		"Choose a later shift, or ask the employers about a secondment.")
}

// daysInARow counts the days that the worker would be at this host without a day between.
func daysInARow(j *judgement) {
	limit, day := j.c.MaxSingleDays, DayOf(j.Placement.StartsAt, clock.London)
	if limit == 0 || inARow(j.c.HostDays, day) <= limit {
		return
	}
	j.no(AgreementSingleDays, firstFree(day, func(d Day) bool { return inARow(j.c.HostDays, d) <= limit }),
		fmt.Sprintf("%s lets one worker be at one host on at most %s in a row, and this shift would pass that.", j.title(), count(limit, "day")),
		"Choose a shift after a day without one there, or ask the employers about a secondment.")
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
