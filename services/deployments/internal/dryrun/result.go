package dryrun

import (
	"cmp"
	"math/bits"
	"slices"
)

// Least is the smallest number of shifts or workers that is told of a cell: fewer could point to a person.
const Least = 5

// Key is whose workers would go where, in which staff group.
type Key struct {
	Home       string `json:"home"`
	Host       string `json:"host"`
	StaffGroup string `json:"staff_group"`
}

// Figures are counts. A figure that is too small to be told is 0 with its Few set; then hours and cost are 0 as well, when
// the shifts are too few.
type Figures struct {
	Shifts     int   `json:"shifts"`
	Minutes    int   `json:"minutes"`
	CostPence  int64 `json:"cost_pence"`
	Workers    int   `json:"workers"`
	FewShifts  bool  `json:"few_shifts,omitempty"`
	FewWorkers bool  `json:"few_workers,omitempty"`
}

// Cell is the figures of one pair and staff group.
type Cell struct {
	Key
	Figures
}

// Part is the shifts of one outcome.
type Part struct {
	// Asked is how many there were at the parties; Already how many of them other agreements open already, and this one
	// opens to nobody more.
	Asked   int     `json:"asked"`
	Already int     `json:"already"`
	Total   Figures `json:"total"`
	// Rounded tells that the totals are rounded down, so that no small figure can be worked out from them.
	Rounded bool   `json:"rounded,omitempty"`
	Cells   []Cell `json:"cells"`
}

// Result is what a dry run found.
type Result struct {
	Unfilled Part `json:"unfilled"`
	Agency   Part `json:"agency"`
	Open     Part `json:"open"`
}

// Result gives what was found so far, with small figures left out.
func (r *Run) Result() Result {
	return Result{Unfilled: r.parts[Unfilled].safe(), Agency: r.parts[Agency].safe(), Open: r.parts[Open].safe()}
}

// part gathers; tally is what one cell comes to.
type part struct {
	asked, already int
	total          tally
	cells          map[Key]*tally
}

type tally struct {
	shifts, minutes int
	pence           int64
	seen            set
}

func newPart(workers int) *part {
	return &part{total: tally{seen: newSet(workers)}, cells: make(map[Key]*tally)}
}

func (p *part) cell(k Key, workers int) *tally {
	c := p.cells[k]
	if c == nil {
		c = &tally{seen: newSet(workers)}
		p.cells[k] = c
	}
	return c
}

func (t *tally) count(x *Shift, pence int64) {
	t.shifts++
	t.minutes += x.Minutes
	t.pence += pence
}

func (p *part) safe() Part {
	out := Part{Asked: p.asked, Already: p.already, Cells: []Cell{}}
	for k, t := range p.cells {
		if t.shifts == 0 {
			continue
		}
		f := t.safe()
		out.Rounded = out.Rounded || f.FewShifts || f.FewWorkers
		out.Cells = append(out.Cells, Cell{k, f})
	}
	slices.SortFunc(out.Cells, func(a, b Cell) int {
		return cmp.Or(cmp.Compare(a.Host, b.Host), cmp.Compare(a.Home, b.Home), cmp.Compare(a.StaffGroup, b.StaffGroup))
	})
	out.Total = p.total.safe()
	if out.Rounded {
		out.Total = out.Total.rounded()
	}
	return out
}

func (t *tally) safe() Figures {
	f := Figures{Shifts: t.shifts, Minutes: t.minutes, CostPence: t.pence, Workers: t.seen.size()}
	if f.Shifts > 0 && f.Shifts < Least {
		return Figures{FewShifts: true, FewWorkers: f.Workers < Least, Workers: enough(f.Workers)}
	}
	if f.Workers > 0 && f.Workers < Least {
		f.Workers, f.FewWorkers = 0, true
	}
	return f
}

func enough(n int) int {
	if n < Least {
		return 0
	}
	return n
}

// rounded rounds down: counts to fives, hours to tens, cost to thousands of pounds.
func (f Figures) rounded() Figures {
	f.Shifts -= f.Shifts % 5
	f.Workers -= f.Workers % 5
	f.Minutes -= f.Minutes % 600
	f.CostPence -= f.CostPence % 100_000
	return f
}

// set is numbers from 0 up, a bit each.
type set []uint64

func newSet(n int) set { return make(set, (n+63)/64) }

func (s set) add(i int) { s[i/64] |= 1 << (i % 64) }

func (s set) has(i int) bool { return s[i/64]&(1<<(i%64)) != 0 }

func (s set) size() (n int) {
	for _, w := range s {
		n += bits.OnesCount64(w)
	}
	return n
}
