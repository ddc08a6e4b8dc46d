package charts

// Stacks is a chart of two counts a day, one upon the other. The page has the same figures in a table.
type Stacks struct {
	ID, Title, Description string
	// Lower and Upper name the two.
	Lower, Upper string
	stacks       []stack
}

type stack struct {
	name         string
	lower, upper int64
}

// Add takes the next day, from left to right.
func (s *Stacks) Add(name string, lower, upper int64) {
	s.stacks = append(s.stacks, stack{name: name, lower: lower, upper: upper})
}

const (
	stacksWidth  = 600
	stacksHeight = 120
)

func (s Stacks) most() (n int64) {
	for _, x := range s.stacks {
		n = max(n, x.lower+x.upper)
	}
	return n
}

func (s Stacks) columns() (out []column) {
	step := float64(stacksWidth) / float64(max(len(s.stacks), 1))
	tall := func(n int64) float64 { return float64(n) * stacksHeight / float64(max(s.most(), 1)) }
	for i, x := range s.stacks {
		left, width := one(float64(i)*step+step*0.1), one(step*0.8)
		lower, upper := tall(x.lower), tall(x.upper)
		if x.lower > 0 {
			out = append(out, column{class: "muster-bar--framework", x: left, width: width, y: one(stacksHeight - lower), height: one(lower)})
		}
		if x.upper > 0 {
			out = append(out, column{class: "muster-bar--off-framework", x: left, width: width, y: one(stacksHeight - lower - upper), height: one(upper)})
		}
	}
	return out
}

// ends are the first and the last day that is drawn.
func (s Stacks) ends() (first, last string) {
	if len(s.stacks) == 0 {
		return "", ""
	}
	return s.stacks[0].name, s.stacks[len(s.stacks)-1].name
}
