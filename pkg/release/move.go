package release

import (
	"slices"
	"time"
)

// Move fits the ladder to another start: each step that is still planned keeps its place in the time from posting to
// start, so that the order and the banks' share of that time stay. Steps that have come keep their moments.
func (s State) Move(postedAt, was, is, now time.Time) State {
	s.Steps = slices.Clone(s.Steps)
	for i, r := range s.Steps {
		if r.Progress == Planned {
			s.Steps[i].OpensAt = maxTime(now, MoveMoment(r.OpensAt, postedAt, was, is))
		}
	}
	return s
}

// MoveMoment is where a moment between posting and start lies once the start has moved. After a start that lay before
// the posting nothing moves.
func MoveMoment(at, postedAt, was, is time.Time) time.Time {
	before, after := was.Sub(postedAt), is.Sub(postedAt)
	if before <= 0 || after <= 0 {
		return at
	}
	moved := time.Duration(float64(at.Sub(postedAt)) / float64(before) * float64(after))
	return postedAt.Add(moved.Truncate(time.Microsecond))
}
