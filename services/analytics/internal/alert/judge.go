package alert

import (
	"cmp"
	"maps"
	"slices"
	"time"
)

// Cell is what one alert is about: an employer, and a staff group where the rule tells them apart.
type Cell struct{ Employer, StaffGroup string }

// Compare orders cells.
func (c Cell) Compare(o Cell) int {
	return cmp.Or(cmp.Compare(c.Employer, o.Employer), cmp.Compare(c.StaffGroup, o.StaffGroup))
}

// Value is what was seen of one cell. A cell without a value has nothing to be judged: nothing was asked for.
type Value struct {
	N int64
	// Shifts is how many shifts it rests on; 0 for silence.
	Shifts int64
}

// Standing is an alert of one rule and cell, raised or over.
type Standing struct {
	Cell   Cell
	Raised bool
	// At is when it was raised, or when it was over.
	At time.Time
}

// Change is one alert to raise or to end.
type Change struct {
	Cell  Cell
	Raise bool
	// Value is what was seen; Known is false when the alert is over because nothing is left to judge.
	Value Value
	Known bool
}

// Judge compares what is seen with how the alerts of the rule stand, and gives what changes, in the order of cells. An
// alert is raised when its value crosses Raise, and over when it reaches Clear, when nothing is left to judge, or when the
// rule is off; and it stays as it is for QuietMinutes, but for a rule that is off.
func Judge(r Rule, seen map[Cell]Value, standing []Standing, now time.Time) (changes []Change) {
	last := make(map[Cell]Standing, len(standing))
	for _, s := range standing {
		last[s.Cell] = s
	}
	if !r.On {
		for cell, s := range last {
			if s.Raised {
				value, known := seen[cell]
				changes = append(changes, Change{Cell: cell, Value: value, Known: known})
			}
		}
		return sorted(changes)
	}
	cells := maps.Clone(last)
	for cell := range seen {
		if _, known := cells[cell]; !known {
			cells[cell] = Standing{Cell: cell}
		}
	}
	for cell, s := range cells {
		if !s.At.IsZero() && now.Sub(s.At) < r.quiet() {
			continue
		}
		value, known := seen[cell]
		switch {
		case !s.Raised && known && r.Crosses(value.N):
			changes = append(changes, Change{Cell: cell, Raise: true, Value: value, Known: true})
		case s.Raised && (!known || r.Over(value.N)):
			changes = append(changes, Change{Cell: cell, Value: value, Known: known})
		}
	}
	return sorted(changes)
}

func sorted(changes []Change) []Change {
	slices.SortFunc(changes, func(a, b Change) int { return a.Cell.Compare(b.Cell) })
	return changes
}
