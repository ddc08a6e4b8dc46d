package measure

import (
	"maps"
	"slices"
	"time"

	"github.com/muster-ics/muster/services/analytics/internal/fact"
	"github.com/muster-ics/muster/services/analytics/internal/fillrate"
)

// Measures are the figures of one cell. All but TimeToFill add up over cells.
type Measures struct {
	Fill fillrate.Figures
	// Lead counts the shifts that were not called off by how early they were asked for.
	Lead Bands
	// TimeToFill is from asking to the first confirmed booking or agency, over the shifts that were ever filled.
	TimeToFill Waiting
	// EverFilled are the shifts that were filled at least once, Reopened how often a filled one was open again.
	EverFilled, Reopened int64
	// Offers were made to one worker each; over EverFilled they are the offers a fill.
	Offers int64
	Ends   Ends
	Agency Agency
}

// Plus adds what adds up; TimeToFill is left out.
func (m Measures) Plus(o Measures) Measures {
	return Measures{
		Fill: m.Fill.Plus(o.Fill), Lead: m.Lead.Plus(o.Lead), EverFilled: m.EverFilled + o.EverFilled, Reopened: m.Reopened + o.Reopened,
		Offers: m.Offers + o.Offers, Ends: m.Ends.Plus(o.Ends), Agency: m.Agency.Plus(o.Agency),
	}
}

// SixWeeksAhead is the share of shifts that were asked for six weeks ahead or more.
func (m Measures) SixWeeksAhead() fillrate.Rate {
	return fillrate.Rate{Of: m.Lead.Of("over_42d"), Over: m.Lead.Sum()}
}

// BankFirst is the share of agency shifts for which the bank steps had their time.
func (m Measures) BankFirst() fillrate.Rate {
	return fillrate.Rate{Of: m.Agency.BankHadTime, Over: m.Agency.Framework + m.Agency.OffFramework}
}

// Row is the figures of one cell.
type Row struct {
	Cell     Cell
	Measures Measures
}

// Table is figures by some dimensions.
type Table struct {
	// By is the dimensions asked for, with those that they need, in order.
	By    []Dimension
	Rows  []Row
	Total Measures
}

// collected is a cell while it is being counted.
type collected struct {
	sums  Measures
	times []time.Duration
}

func (c *collected) measures() Measures {
	c.sums.TimeToFill = waitingOf(c.times)
	return c.sums
}

// Tabulate counts facts by dimensions. Facts are at most one of each thing; others than shifts, bookings and offers count
// nothing. A booking counts where its shift does. An offer for a shift that is not among the facts, or was
// called off, counts nowhere.
func Tabulate(facts []fact.Fact, by []Dimension) Table {
	t := Table{By: whole(by)}
	cells, all := map[Cell]*collected{}, &collected{}
	add := func(c Cell, m Measures, took *time.Duration) {
		cell := cells[c.Only(t.By)]
		if cell == nil {
			cell = &collected{}
			cells[c.Only(t.By)] = cell
		}
		for _, to := range []*collected{cell, all} {
			to.sums = to.sums.Plus(m)
			if took != nil {
				to.times = append(to.times, *took)
			}
		}
	}
	places, off := map[string]Cell{}, map[string]bool{}
	for _, f := range facts {
		if s, ok := f.State.(fact.Shift); ok {
			places[f.ID] = CellOf(s)
			off[f.ID] = s.Status == "withdrawn" || s.Status == "cancelled"
			m, took := ofShift(s)
			add(places[f.ID], m, took)
		}
	}
	for _, f := range facts {
		switch x := f.State.(type) {
		case fact.Booking:
			cell, known := places[x.ShiftID]
			if !known {
				cell = cellOfBooking(x)
			}
			add(cell, ofBooking(x), nil)
		case fact.Offer:
			if cell, known := places[x.ShiftID]; known && !off[x.ShiftID] {
				add(cell, Measures{Offers: 1}, nil)
			}
		}
	}
	for _, c := range slices.SortedFunc(maps.Keys(cells), Cell.Compare) {
		t.Rows = append(t.Rows, Row{Cell: c, Measures: cells[c].measures()})
	}
	t.Total = all.measures()
	return t
}

func ofShift(s fact.Shift) (m Measures, took *time.Duration) {
	part, ok := fillrate.PartOf(s.Status, s.FilledBy)
	if !ok {
		return m, nil
	}
	m.Fill.Count(part, 1, s.NetMinutes)
	if part == fillrate.Withdrawn {
		return m, nil // What is not needed any more is late or slow for nobody.
	}
	m.Lead.count(LeadBand(Lead(s)))
	m.Reopened, m.Agency = int64(s.Reopened), agencyOf(s)
	if s.FirstFilledAt != nil {
		waited := max(s.FirstFilledAt.Sub(AskedAt(s)), 0)
		m.EverFilled, took = 1, &waited
	}
	return m, took
}

func ofBooking(b fact.Booking) (m Measures) {
	m.Ends = endsOf(b)
	if b.Approved() {
		m.Fill.Worked.Add(b.Channel, b.WorkedMinutes)
	}
	return m
}
