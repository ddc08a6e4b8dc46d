package fillrate

import "time"

// Window is a span of shift starts around the moment of looking.
type Window string

// The windows for which cells are kept.
const (
	Next24h Window = "next_24h"
	Next72h Window = "next_72h"
	Next14d Window = "next_14d"
	Last28d Window = "last_28d"
)

// Windows has all of them, nearest first.
var Windows = []Window{Next24h, Next72h, Next14d, Last28d}

// Horizon is how far back any window looks: older shifts count in no cell.
const Horizon = 28 * 24 * time.Hour

// Valid tells whether w is one of Windows.
func (w Window) Valid() bool {
	switch w {
	case Next24h, Next72h, Next14d, Last28d:
		return true
	}
	return false
}

// Span gives the first moment that is inside and the first that is not any more. Days are 24 elapsed hours, so that a
// change of the clocks neither adds nor takes an hour of demand.
func (w Window) Span(asOf time.Time) (from, until time.Time) {
	switch w {
	case Next24h:
		return asOf, asOf.Add(24 * time.Hour)
	case Next72h:
		return asOf, asOf.Add(72 * time.Hour)
	case Next14d:
		return asOf, asOf.Add(14 * 24 * time.Hour)
	case Last28d:
		return asOf.Add(-Horizon), asOf
	}
	return asOf, asOf
}

// Contains tells whether a shift that starts at start counts in the window.
func (w Window) Contains(start, asOf time.Time) bool {
	from, until := w.Span(asOf)
	return !start.Before(from) && start.Before(until)
}
