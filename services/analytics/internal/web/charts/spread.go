package charts

// Spread is a chart of where several amounts lie on one line. The page has the same figures in a table.
type Spread struct {
	ID, Title, Description string
	// Middle is marked.
	Middle  int64
	amounts []int64
}

// Add takes the next amount.
func (s *Spread) Add(amount int64) { s.amounts = append(s.amounts, amount) }

const spreadWidth = 600

// places are where the amounts and the middle lie: the line reaches a twentieth beyond them on both sides.
func (s Spread) places() (out []string, middle string) {
	low, high := s.Middle, s.Middle
	for _, a := range s.amounts {
		low, high = min(low, a), max(high, a)
	}
	room := max(float64(high-low)/20, 1)
	at := func(a int64) string {
		return one((float64(a-low) + room) * spreadWidth / (float64(high-low) + 2*room))
	}
	for _, a := range s.amounts {
		out = append(out, at(a))
	}
	return out, at(s.Middle)
}
