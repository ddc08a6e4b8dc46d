// Package silence tells when a quiet employer is silent: when nothing has been heard of it for longer than its own pattern
// explains. It is pure. A hospital is quiet at night and a hospice all week-end, so that one limit for all would cry over
// the one and sleep over the other.
package silence

import (
	"math"
	"time"

	"github.com/muster-ics/muster/pkg/clock"
)

// The rule's parameters. They are this project's own choice; no published figure exists.
const (
	// Kept is how far back the pattern looks, and Enough how much of it must be known before it is used.
	Kept, Enough = 28 * 24 * time.Hour, 7 * 24 * time.Hour
	// Unusual is how seldom such a quiet comes by chance: one time in a thousand.
	Unusual = 0.001
	// Least is the shortest quiet that counts as silence, Most the longest that does not, whatever the pattern.
	Least, Most = time.Hour, 7 * 24 * time.Hour
	// Default is the longest quiet of an employer whose pattern is not known: a night.
	Default = 12 * time.Hour
)

// Pattern is the hours of the week in which an employer is usually heard from. The zero Pattern is that of an employer of
// which too little is known.
type Pattern struct {
	known bool
	// chance is how likely something is heard in an hour of the London day: on working days, and on days off.
	chance [2][24]float64
}

// Of finds the pattern in the hours in which something was heard, in any order, before the hour of until. off tells which
// days are days off beside Saturday and Sunday.
//
// A chance is the number of days on which something was heard in that hour, over the days that there were and one more:
// nothing is certain, and least of all what was seen a few times only.
func Of(heard []time.Time, until time.Time, off func(time.Time) bool) Pattern {
	until = until.Truncate(time.Hour)
	in, first := make(map[int64]struct{}, len(heard)), until
	for _, h := range heard {
		h = h.Truncate(time.Hour)
		if !h.Before(until.Add(-Kept)) && h.Before(until) {
			in[h.Unix()] = struct{}{}
			if h.Before(first) {
				first = h
			}
		}
	}
	var p Pattern
	if until.Sub(first) < Enough {
		return p
	}
	p.known = true
	var days [2][24]float64
	for h := first; h.Before(until); h = h.Add(time.Hour) {
		kind, hour := slot(h, off)
		days[kind][hour]++
		if _, ok := in[h.Unix()]; ok {
			p.chance[kind][hour]++
		}
	}
	for kind := range p.chance {
		for hour := range p.chance[kind] {
			p.chance[kind][hour] /= days[kind][hour] + 1
		}
	}
	return p
}

func slot(t time.Time, off func(time.Time) bool) (kind, hour int) {
	t = t.In(clock.London)
	if d := t.Weekday(); d == time.Saturday || d == time.Sunday || off(t) {
		kind = 1
	}
	return kind, t.Hour()
}

// From is the moment from which a quiet that began at newest is silence: when hearing nothing in all the hours since would
// come by chance one time in a thousand.
func (p Pattern) From(newest time.Time, off func(time.Time) bool) time.Time {
	if !p.known {
		return newest.Add(Default)
	}
	least, most, limit := newest.Add(Least), newest.Add(Most), math.Log(Unusual)
	var quiet float64
	for at := newest; at.Before(most); {
		kind, hour := slot(at, off)
		each := math.Log(1 - p.chance[kind][hour]) // Of one whole hour; never positive.
		next := at.Truncate(time.Hour).Add(time.Hour)
		more := each * next.Sub(at).Hours()
		if quiet+more <= limit {
			at = at.Add(time.Duration((limit - quiet) / each * float64(time.Hour))).Truncate(time.Second)
			return clamp(at, least, most)
		}
		quiet, at = quiet+more, next
	}
	return most
}

func clamp(at, least, most time.Time) time.Time {
	switch {
	case at.Before(least):
		return least
	case at.After(most):
		return most
	}
	return at
}
