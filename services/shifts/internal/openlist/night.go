package openlist

import (
	"time"

	"github.com/muster-ics/muster/pkg/clock"
)

// Night work is at least three hours between 23:00 and 06:00 by the clock on the wall (Working Time Regulations 1998,
// regulation 2(1): "night time" and "night worker").
const (
	nightFrom  = 23
	nightUntil = 6
	leastNight = 3 * time.Hour
)

// IsNight tells whether a shift is night work. Hours are elapsed ones: the night on which the clocks go back has eight
// of them between 23:00 and 06:00, and the one on which they go forward six.
func IsNight(starts, ends time.Time) bool {
	var night time.Duration
	first := starts.In(clock.London)
	for day := -1; day <= 1; day++ {
		from := time.Date(first.Year(), first.Month(), first.Day()+day, nightFrom, 0, 0, 0, clock.London)
		until := time.Date(first.Year(), first.Month(), first.Day()+day+1, nightUntil, 0, 0, 0, clock.London)
		if from.Before(starts) {
			from = starts
		}
		if until.After(ends) {
			until = ends
		}
		night += max(0, until.Sub(from))
	}
	return night >= leastNight
}
