// Package availability is when a worker says not to be able to work. It warns them of shifts at those times and keeps
// alerts away; it never stops them.
package availability

import (
	"slices"
	"time"

	"github.com/muster-ics/muster/services/shifts/internal/walltime"
	"github.com/muster-ics/muster/services/shifts/internal/workingtime"
)

// The limits of what a worker can say of their time.
const (
	// MaxSpans are kept of one worker.
	MaxSpans = 200
	// MaxLength is how long one of them may be.
	MaxLength = 400 * 24 * time.Hour
	// MaxWeeks is how often one may be repeated.
	MaxWeeks = 52
)

// Pattern is a time by the clock on the wall, once or on the same weekday for some weeks.
type Pattern struct {
	// First is the day on which it begins. Last is the day on which it ends, or First for one day.
	First, Last walltime.Day
	// Starts and Ends are 00:00 for the beginning of First and the end of Last. An end at or before the start is on the day
	// after Last.
	Starts, Ends walltime.Clock
	// Weeks is how often, from 1.
	Weeks int
}

// Spans are the moments of the pattern in UTC, in order. Where clocks show a time twice or never, the longer reading is
// taken: who says too much of when they cannot work is only warned once more.
func (p Pattern) Spans() []workingtime.Span {
	until := p.Last
	if p.Ends == 0 || p.Last == p.First && p.Ends <= p.Starts {
		until = until.Plus(1)
	}
	out := make([]workingtime.Span, 0, p.Weeks)
	for week := range p.Weeks {
		from, end := at(p.First.Plus(7*week), p.Starts, walltime.BST), at(until.Plus(7*week), p.Ends, walltime.GMT)
		out = append(out, workingtime.Span{From: from, Until: &end})
	}
	return out
}

// at reads the clock on the wall; of two readings BST is the earlier one and GMT the later.
func at(d walltime.Day, c walltime.Clock, zone walltime.Zone) time.Time {
	t, err := walltime.At(d, c, zone)
	if err == nil {
		return t
	}
	// The hour that is skipped: an hour earlier clocks still show GMT, an hour later they show BST.
	if zone == walltime.BST {
		t, _ = walltime.At(d, c-60, zone)
		return t
	}
	t, _ = walltime.At(d, c+60, zone)
	return t
}

// With is what a worker has said together with more, in order, without what is over and without repeats.
func With(said, more []workingtime.Span, now time.Time) []workingtime.Span {
	out := Ahead(said, now)
	for _, s := range more {
		if !slices.ContainsFunc(out, same(s)) {
			out = append(out, s)
		}
	}
	sortByStart(out)
	return out
}

// Without is what a worker has said but for some of it, without what is over.
func Without(said, less []workingtime.Span, now time.Time) []workingtime.Span {
	return slices.DeleteFunc(Ahead(said, now), func(s workingtime.Span) bool { return slices.ContainsFunc(less, same(s)) })
}

// Ahead is what is not over yet, in order.
func Ahead(said []workingtime.Span, now time.Time) []workingtime.Span {
	out := make([]workingtime.Span, 0, len(said))
	for _, s := range said {
		if s.Until == nil || s.Until.After(now) {
			out = append(out, s)
		}
	}
	sortByStart(out)
	return out
}

func sortByStart(spans []workingtime.Span) {
	slices.SortStableFunc(spans, func(x, y workingtime.Span) int { return x.From.Compare(y.From) })
}

func same(a workingtime.Span) func(workingtime.Span) bool {
	return func(b workingtime.Span) bool {
		return a.From.Equal(b.From) && (a.Until == nil) == (b.Until == nil) && (a.Until == nil || a.Until.Equal(*b.Until))
	}
}
