package charts

// Balance is a chart of what lies to either side of nothing, a line each. The page has the same figures in a table.
type Balance struct {
	ID, Title string
	// Left and Right say what it means to lie there.
	Left, Right string
	lines       []balanceLine
}

type balanceLine struct {
	name, figure string
	amount       int64
}

// Empty tells that no line was taken.
func (b *Balance) Empty() bool { return len(b.lines) == 0 }

// Add takes the next line.
func (b *Balance) Add(name string, amount int64, figure string) {
	b.lines = append(b.lines, balanceLine{name: name, amount: amount, figure: figure})
}

// balanceBar is one line as it is drawn, in a box of 1,000 with nothing in its middle.
type balanceBar struct {
	name, figure, x, width string
	left                   bool
}

func (b Balance) bars() []balanceBar {
	var most int64
	for _, l := range b.lines {
		most = max(most, l.amount, -l.amount)
	}
	out := make([]balanceBar, len(b.lines))
	for i, l := range b.lines {
		bar := balanceBar{name: l.name, figure: l.figure, left: l.amount < 0}
		width := float64(max(l.amount, -l.amount)) * 500 / float64(max(most, 1))
		bar.width, bar.x = one(width), "500"
		if bar.left {
			bar.x = one(500 - width)
		}
		out[i] = bar
	}
	return out
}
