package measure

import (
	"time"

	"github.com/muster-ics/muster/pkg/clock"
)

// The periods of the week that figures tell apart.
const (
	Day     = "day"
	Night   = "night"
	Weekend = "weekend"
)

// nightFrom and nightUntil bound the hours of London that Agenda for Change enhances on weekdays.
const (
	nightFrom  = 20
	nightUntil = 6
)

// PeriodOf says when a shift is worked: at night when at least half of it lies between 20:00 and 06:00 in London; else at
// the weekend when it starts on a Saturday or Sunday there; else by day. Elapsed time counts, also when the clocks change.
func PeriodOf(start, end time.Time) string {
	if nightly := nightTime(start, end); nightly > 0 && 2*nightly >= end.Sub(start) {
		return Night
	}
	switch start.In(clock.London).Weekday() {
	case time.Saturday, time.Sunday:
		return Weekend
	}
	return Day
}

// nightTime is how much of a span lies in the night.
func nightTime(start, end time.Time) time.Duration {
	var sum time.Duration
	y, m, d := start.In(clock.London).Date()
	for day := d - 1; ; day++ {
		from := time.Date(y, m, day, nightFrom, 0, 0, 0, clock.London)
		until := time.Date(y, m, day+1, nightUntil, 0, 0, 0, clock.London)
		if !from.Before(end) {
			return sum
		}
		if a, b := later(from, start), earlier(until, end); b.After(a) {
			sum += b.Sub(a)
		}
	}
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}
