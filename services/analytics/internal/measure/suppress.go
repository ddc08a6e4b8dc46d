package measure

// Few is the least number of people that a figure across employers may rest on: five, as is usual in NHS publications.
const Few = 5

// Bound says how a count of people is meant.
type Bound string

// The bounds. A count without one is exact.
const (
	Exact   Bound = ""
	AtLeast Bound = "at_least"
	AtMost  Bound = "at_most"
)

// Count is how many people of some are meant.
type Count struct {
	N     int64
	Bound Bound
}

// countFor is what may be said of n people among of, when both are shown: where n, or the rest, are one to four, only that
// they are few. Nought and all are exact. Of fewer than ten either side is few, so that a bound on one side would name the
// other: then it is only said that they are some and not all.
func countFor(n, of int64) Count {
	switch {
	case of < 2*Few && n > 0 && n < of:
		return Count{N: of - 1, Bound: AtMost}
	case few(n):
		return Count{N: Few - 1, Bound: AtMost}
	case few(of - n):
		return Count{N: of - (Few - 1), Bound: AtLeast}
	}
	return Count{N: n}
}

func few(people int64) bool { return people > 0 && people < Few }
