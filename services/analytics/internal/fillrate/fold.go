// Package fillrate measures how much of the requested work is filled, and by whom: the five-way split of net requested
// minutes and shifts, by employer, staff group and window. It is pure: the same facts at the same moment always give the
// same figures, in whatever order and however often they were heard of.
package fillrate

import (
	"time"

	"github.com/muster-ics/muster/services/analytics/internal/fact"
)

// Fold keeps the newest version of each shift and of each booking's approved hours, and counts cells from them. Applying is
// commutative and idempotent. A Fold is not safe for concurrent use.
type Fold struct {
	newest map[fact.Key]counted
	groups map[Group]map[fact.Key]struct{}
}

// counted is what the figures need of one shift or booking.
type counted struct {
	version int64
	group   Group
	start   time.Time
	// amount is what it adds to the figures of a window in which it starts.
	amount Figures
}

// NewFold makes an empty one.
func NewFold() *Fold {
	return &Fold{newest: map[fact.Key]counted{}, groups: map[Group]map[fact.Key]struct{}{}}
}

// Apply takes a fact when it is newer than what is known of its thing, and returns the groups whose figures may differ
// then. What counts in no cell is left alone.
func (f *Fold) Apply(x fact.Fact) []Group {
	amount, counts := amountOf(x.State)
	if !counts {
		return nil
	}
	old, known := f.newest[x.Key]
	if known && old.version >= x.Version {
		return nil
	}
	place := x.State.Place()
	now := counted{
		version: x.Version, group: Group{Employer: place.Employer, StaffGroup: place.StaffGroup}, start: place.StartsAt, amount: amount,
	}
	f.newest[x.Key] = now
	f.member(now.group)[x.Key] = struct{}{}
	if !known || old.group == now.group {
		return []Group{now.group}
	}
	delete(f.groups[old.group], x.Key)
	return []Group{old.group, now.group}
}

// amountOf is what a state adds to the figures. Bookings add only the hours that were approved: whether a shift is booked
// is the shift's to say.
func amountOf(s fact.State) (a Figures, counts bool) {
	switch s := s.(type) {
	case fact.Shift:
		part, ok := PartOf(s.Status, s.FilledBy)
		if ok {
			a.Count(part, 1, s.NetMinutes)
		}
		return a, ok
	case fact.Booking:
		if s.Approved() {
			a.Worked.Add(s.Channel, s.WorkedMinutes)
		}
		return a, true
	}
	return a, false
}

func (f *Fold) member(g Group) map[fact.Key]struct{} {
	m := f.groups[g]
	if m == nil {
		m = map[fact.Key]struct{}{}
		f.groups[g] = m
	}
	return m
}

// Groups gives every group that was ever heard of.
func (f *Fold) Groups() []Group {
	all := make([]Group, 0, len(f.groups))
	for g := range f.groups {
		all = append(all, g)
	}
	return all
}

// Figures counts the group's cells, one a window, in one pass.
func (f *Fold) Figures(g Group, asOf time.Time) map[Window]Figures {
	out := make(map[Window]Figures, len(Windows))
	var sums [4]Figures
	for k := range f.groups[g] {
		c := f.newest[k]
		for i, w := range Windows {
			if w.Contains(c.start, asOf) {
				sums[i] = sums[i].Plus(c.amount)
			}
		}
	}
	for i, w := range Windows {
		out[w] = sums[i]
	}
	return out
}
