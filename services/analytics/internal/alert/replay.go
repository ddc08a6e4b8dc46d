package alert

import (
	"cmp"
	"slices"
	"time"

	"github.com/muster-ics/muster/services/analytics/internal/fact"
	"github.com/muster-ics/muster/services/analytics/internal/forecast"
)

// Heard is what is known of the past.
type Heard struct {
	// Shifts has every state of each shift that a rule may have looked at.
	Shifts []forecast.History
	// Events are the times of each employer's events, in any order.
	Events map[string][]time.Time
}

// Calls is what a rule would have done.
type Calls struct {
	Raised int
	// Employers is about how many of them; Longest how long the longest call stood, up to now if it still does.
	Employers int
	Longest   time.Duration
	Standing  int
}

// Step is how often the past is looked at: calls that came and went between two looks are not counted. Rates change seldom,
// and are dear to compare.
func (r Rule) Step() time.Duration {
	if r.What == RateAbove {
		return time.Hour
	}
	return 15 * time.Minute
}

// Replay judges a rule as if it had been on from one moment until another, on what had happened by each look.
func Replay(r Rule, h Heard, from, until time.Time) (out Calls) {
	r.On = true
	past := newPast(r, h)
	last, about := map[Cell]Standing{}, map[string]bool{}
	for now := from; now.Before(until); now = now.Add(r.Step()) {
		standing := make([]Standing, 0, len(last))
		for _, s := range last {
			standing = append(standing, s)
		}
		for _, c := range Judge(r, Look(r, past.at(now), now), standing, now) {
			if c.Raise {
				out.Raised++
				about[c.Cell.Employer] = true
			} else {
				out.Longest = max(out.Longest, now.Sub(last[c.Cell].At))
			}
			last[c.Cell] = Standing{Cell: c.Cell, Raised: c.Raise, At: now}
		}
	}
	for _, s := range last {
		if s.Raised {
			out.Standing++
			out.Longest = max(out.Longest, until.Sub(s.At))
		}
	}
	out.Employers = len(about)
	return out
}

// past walks forwards through what is known.
type past struct {
	// coming are sorted by first; walking are those that may be looked at now.
	coming, walking []*walked
	ages            map[string]time.Time
	events          map[string][]time.Time
}

// walked is one shift, and how far it was walked through.
type walked struct {
	states forecast.History
	next   int
	// first is from when on it may be looked at, last until when.
	first, last time.Time
}

// furthest is how far ahead any rule looks.
const furthest = MaxHoursAhead * time.Hour

func newPast(r Rule, h Heard) *past {
	p := &past{ages: map[string]time.Time{}, events: map[string][]time.Time{}}
	for employer, times := range h.Events {
		p.events[employer] = slices.SortedFunc(slices.Values(times), time.Time.Compare)
	}
	wide := r.Scope
	if r.What == RateAbove {
		wide.Employer = "" // The median is over all employers.
	}
	for _, states := range h.Shifts {
		if len(states) == 0 || !slices.ContainsFunc(states, func(s forecast.State) bool { return wide.has(s.Shift) }) {
			continue
		}
		sorted := slices.Clone(states)
		slices.SortStableFunc(sorted, func(a, b forecast.State) int { return a.At.Compare(b.At) })
		w := &walked{states: sorted, first: sorted[0].At, last: sorted[0].Shift.StartsAt}
		for _, s := range sorted {
			w.last = later(w.last, s.Shift.StartsAt)
			if s.Shift.FilledAt != nil {
				w.last = later(w.last, s.Shift.FilledAt.Add(lookBack))
			}
		}
		p.coming = append(p.coming, w)
	}
	slices.SortFunc(p.coming, func(a, b *walked) int { return cmp.Compare(a.first.UnixNano(), b.first.UnixNano()) })
	return p
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// at is what was known at a moment that is not before the one asked for last.
func (p *past) at(now time.Time) Known {
	n := 0
	for n < len(p.coming) && !p.coming[n].first.After(now) {
		n++
	}
	p.walking = append(p.walking, p.coming[:n]...)
	p.coming = p.coming[n:]
	p.walking = slices.DeleteFunc(p.walking, func(w *walked) bool { return w.last.Before(now) })
	known := Known{Ages: p.ages, Shifts: make([]fact.Shift, 0, len(p.walking))}
	for _, w := range p.walking {
		for w.next < len(w.states) && !w.states[w.next].At.After(now) {
			w.next++
		}
		if s := w.states[w.next-1].Shift; s.StartsAt.Before(now.Add(furthest)) {
			known.Shifts = append(known.Shifts, s)
		}
	}
	for employer, times := range p.events {
		n := 0
		for n < len(times) && !times[n].After(now) {
			p.ages[employer] = times[n]
			n++
		}
		p.events[employer] = times[n:]
	}
	return known
}
