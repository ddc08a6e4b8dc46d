package charts

import (
	"github.com/muster-ics/muster/services/analytics/internal/fillrate"
)

// Pairs is a chart of rates, each beside an earlier one. The page has the same figures in a table.
type Pairs struct {
	ID, Title, Description string
	// Now and Before name the two.
	Now, Before string
	// Line is drawn across at so many thousandths.
	Line  int64
	pairs []pair
}

type pair struct {
	now, before fillrate.Rate
	name        string
}

// Add takes the next pair, from left to right.
func (p *Pairs) Add(name string, now, before fillrate.Rate) {
	p.pairs = append(p.pairs, pair{name: name, now: now, before: before})
}

const (
	pairsWidth  = 600
	pairsHeight = 150
)

// column is one bar.
type column struct {
	class, x, y, width, height string
}

// columns lays the bars out. What is not known has none.
func (p Pairs) columns() (out []column) {
	step := float64(pairsWidth) / float64(max(len(p.pairs), 1))
	for i, x := range p.pairs {
		left := float64(i) * step
		if x.before.Known() {
			out = append(out, p.column("muster-bar--before", left+step*0.08, step*0.36, x.before))
		}
		if x.now.Known() {
			class := "muster-bar"
			if x.now.BelowFloor() {
				class = "muster-bar muster-bar--low"
			}
			out = append(out, p.column(class, left+step*0.46, step*0.46, x.now))
		}
	}
	return out
}

func (p Pairs) column(class string, x, width float64, r fillrate.Rate) column {
	height := float64(r.PerMille()) * pairsHeight / float64(p.top())
	return column{class: class, x: one(x), width: one(width), y: one(pairsHeight - height), height: one(height)}
}

func (p Pairs) top() int64 {
	top := int64(1000)
	for _, x := range p.pairs {
		top = max(top, x.now.PerMille(), x.before.PerMille())
	}
	return top
}

func (p Pairs) lineY() string { return one(pairsHeight - float64(p.Line)*pairsHeight/float64(p.top())) }

// ends are the first and the last of what is drawn, for the line below the chart.
func (p Pairs) ends() (first, last string) {
	if len(p.pairs) == 0 {
		return "", ""
	}
	return p.pairs[0].name, p.pairs[len(p.pairs)-1].name
}
