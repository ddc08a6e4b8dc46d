package measure

import (
	"slices"
	"time"
)

// Waiting is how long something took, over many.
type Waiting struct {
	N           int64
	Median, P90 time.Duration
}

// waitingOf takes the times in any order. Quantiles are by nearest rank, so that each is a time that occurred.
func waitingOf(times []time.Duration) Waiting {
	if len(times) == 0 {
		return Waiting{}
	}
	sorted := slices.Sorted(slices.Values(times))
	return Waiting{N: int64(len(sorted)), Median: rank(sorted, 50), P90: rank(sorted, 90)}
}

func rank[T any](sorted []T, percent int) T {
	return sorted[max((len(sorted)*percent+99)/100, 1)-1]
}
