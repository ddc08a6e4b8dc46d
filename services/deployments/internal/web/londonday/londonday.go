// Package londonday reads the days that people and programs send: a day begins at midnight in London.
package londonday

import (
	"time"

	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/fault"
)

// Start reads a day such as 2026-04-01 as the moment at which it begins, in UTC. location names the field for the refusal.
func Start(location, text string) (time.Time, error) {
	t, err := time.ParseInLocation(time.DateOnly, text, clock.London)
	if err != nil {
		return time.Time{}, fault.New(fault.Invalid, "day_unreadable", "One of the dates cannot be read.").
			WithFields(fault.Field{Location: location, Message: "Enter a date, such as 2026-04-01."})
	}
	return t.UTC(), nil
}

// Next reads a day as the moment at which the day after it begins: a last day is worked to its end.
func Next(location, text string) (time.Time, error) {
	t, err := Start(location, text)
	if err != nil {
		return t, err
	}
	return t.In(clock.London).AddDate(0, 0, 1).UTC(), nil
}

// Last is the day that ends at a moment, as programs and date fields write it.
func Last(end time.Time) string { return Short(end.Add(-time.Microsecond)) }

// Or reads a day, or gives the moment instead when the text is empty.
func Or(location, text string, instead time.Time) (time.Time, error) {
	if text == "" {
		return instead, nil
	}
	return Start(location, text)
}

// Text is the day of a moment as people read it.
func Text(t time.Time) string { return t.In(clock.London).Format("2 January 2006") }

// Short is the day of a moment as programs and date fields write it.
func Short(t time.Time) string { return t.In(clock.London).Format(time.DateOnly) }
