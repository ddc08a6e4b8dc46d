package eligibility

import (
	"fmt"
	"slices"
	"time"

	"github.com/muster-ics/muster/pkg/clock"

	"github.com/muster-ics/muster/services/shifts/internal/wording"
)

// days judges the days that an agreement gives one worker: in any 12 months at all hosts, and in a row at this one. A
// shift counts on the day in London on which it starts.
func (c *crossing) days() {
	if c.a.MaxDays == 0 && c.a.MaxSingleDays == 0 {
		return
	}
	var all, here []time.Time
	hosts := c.f.codes(c.s.Employer)
	for _, g := range c.f.Given {
		if g.Agreement != c.a.ID {
			continue
		}
		all = append(all, dayOf(g.StartsAt))
		if slices.Contains(hosts, g.Host) {
			here = append(here, dayOf(g.StartsAt))
		}
	}
	day := dayOf(c.s.StartsAt)
	if limit := c.a.MaxDays; limit > 0 && !withinYear(all, day, limit) {
		c.no("AGREEMENT_DAYS", firstWithin(all, day, func(d time.Time) bool { return withinYear(all, d, limit) }),
			fmt.Sprintf("%s lets one worker be deployed on at most %s in any 12 months, and this shift would pass that.", c.title(), wording.Plural(limit, "day")),
			"Choose a later shift, or ask the employers about a secondment.")
	}
	if limit := c.a.MaxSingleDays; limit > 0 && inARow(here, day) > limit {
		c.no("AGREEMENT_SINGLE_DAYS", firstWithin(here, day, func(d time.Time) bool { return inARow(here, d) <= limit }),
			fmt.Sprintf("%s lets one worker be at one host on at most %s in a row, and this shift would pass that.", c.title(), wording.Plural(limit, "day")),
			"Choose a shift after a day without one there, or ask the employers about a secondment.")
	}
}

// dayOf is the day in London, as its midnight in UTC: days are counted, not measured.
func dayOf(t time.Time) time.Time {
	y, m, d := t.In(clock.London).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

func afterDay(d time.Time, n int) time.Time { return d.AddDate(0, 0, n) }

// withinYear tells whether no 12 months that hold day hold more than limit days, day itself included. Days after it count
// too: shifts are not booked in the order in which they are worked.
func withinYear(days []time.Time, day time.Time, limit int) bool {
	all := append(slices.Clone(days), day)
	slices.SortFunc(all, time.Time.Compare)
	all = slices.CompactFunc(all, time.Time.Equal)
	for i, first := range all {
		end := first.AddDate(1, 0, 0)
		if first.After(day) {
			return true
		}
		n, _ := slices.BinarySearchFunc(all[i:], end, time.Time.Compare)
		if end.After(day) && n > limit {
			return false
		}
	}
	return true
}

// inARow is how many days without a gap there are around day, day itself included.
func inARow(days []time.Time, day time.Time) int {
	has := func(d time.Time) bool { return slices.ContainsFunc(days, d.Equal) }
	n := 1
	for d := afterDay(day, -1); has(d); d = afterDay(d, -1) {
		n++
	}
	for d := afterDay(day, 1); has(d); d = afterDay(d, 1) {
		n++
	}
	return n
}

// firstWithin is the start in London of the first day after day that is within a limit; nil when there is none for three
// years. Only where a given day lies, on the day after it or a year on can a no become a yes.
func firstWithin(days []time.Time, day time.Time, within func(time.Time) bool) *time.Time {
	next := []time.Time{afterDay(day, 1)}
	for _, d := range days {
		next = append(next, d, afterDay(d, 1), afterDay(d, 2), d.AddDate(1, 0, 0))
	}
	slices.SortFunc(next, time.Time.Compare)
	for _, d := range next {
		if d.After(day) && d.Before(afterDay(day, 3*366)) && within(d) {
			y, m, n := d.Date()
			at := time.Date(y, m, n, 0, 0, 0, 0, clock.London).UTC()
			return &at
		}
	}
	return nil
}
