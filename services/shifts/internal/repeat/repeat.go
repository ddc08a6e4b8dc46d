// Package repeat says on which days a pattern falls: every so many weeks on chosen weekdays, but for some days.
package repeat

import (
	"slices"
	"time"

	"github.com/muster-ics/muster/services/shifts/internal/shift"
	"github.com/muster-ics/muster/services/shifts/internal/walltime"
)

// The limits of a pattern.
const (
	MaxDays  = 1000
	MaxWeeks = 12
	// maxSpan is how far ahead a pattern may reach; a shift may be posted at most 400 days ahead.
	maxSpan = 400
)

// Pattern is a choice of days. Weeks begin on Monday; the week of From is the first.
type Pattern struct {
	From walltime.Day
	// Either Until, the last day that may be chosen, or Count, how many days; not both.
	Until *walltime.Day
	Count int
	// EveryWeeks is 1 for every week, 2 for every second, up to MaxWeeks.
	EveryWeeks int
	Weekdays   []time.Weekday
	// Except are days left out. They count as days of the pattern no more than days between do: Count days are left.
	Except []walltime.Day
}

// Days are the days of the pattern in order, at least one. The error is a *shift.Invalid with every problem.
func (p Pattern) Days() ([]walltime.Day, error) {
	if problems := p.problems(); len(problems) > 0 {
		return nil, &shift.Invalid{Problems: problems}
	}
	var out []walltime.Day
	monday := p.From.Plus(-((int(p.From.Weekday()) + 6) % 7))
	for d := p.From; d.DaysSince(p.From) <= maxSpan && !p.over(d, len(out)); d = d.Plus(1) {
		if p.has(d, d.DaysSince(monday)/7) {
			out = append(out, d)
		}
	}
	switch {
	case len(out) == 0:
		return nil, invalid("weekdays", "No day of this pattern is left. Choose other weekdays or later dates.")
	case len(out) > MaxDays:
		return nil, invalid("until", "These are more than 1000 days; choose an earlier last day.")
	case len(out) < p.Count:
		return nil, invalid("count", "So many days reach more than 400 days ahead; ask for fewer.")
	}
	return out, nil
}

func (p Pattern) over(d walltime.Day, found int) bool {
	if p.Until != nil {
		return p.Until.Before(d)
	}
	return found == p.Count
}

func (p Pattern) has(d walltime.Day, week int) bool {
	return week%p.EveryWeeks == 0 && slices.Contains(p.Weekdays, d.Weekday()) && !slices.Contains(p.Except, d)
}

func (p Pattern) problems() []shift.Problem {
	var found []shift.Problem
	unless := func(ok bool, field, message string) {
		if !ok {
			found = append(found, shift.Problem{Field: field, Message: message})
		}
	}
	unless(p.EveryWeeks >= 1 && p.EveryWeeks <= MaxWeeks, "every_weeks", "Give 1 for every week, 2 for every second week, up to 12.")
	unless(len(p.Weekdays) > 0, "weekdays", "Choose at least one day of the week.")
	unless((p.Until == nil) != (p.Count == 0), "until", "Give either the last day or how many days.")
	unless(p.Count >= 0 && p.Count <= MaxDays, "count", "Ask for 1 to 1000 days.")
	if p.Until != nil {
		unless(!p.Until.Before(p.From), "until", "The last day must not come before the first.")
		unless(p.Until.DaysSince(p.From) <= maxSpan, "until", "The last day is more than 400 days after the first; post it nearer the time.")
	}
	unless(len(p.Except) <= maxSpan, "except", "Leave out at most 400 days.")
	return found
}

func invalid(field, message string) error {
	return &shift.Invalid{Problems: []shift.Problem{{Field: field, Message: message}}}
}
