package fillrate

import (
	"container/heap"
	"time"

	"github.com/muster-ics/muster/services/analytics/internal/fact"
)

// Running keeps the sums of all cells at one moment and moves them along: an event costs the same however many shifts its
// group has, and so does the time that passes. It gives what a Fold of the same facts gives at the same moment. It is not
// safe for concurrent use.
type Running struct {
	asOf   time.Time
	things map[fact.Key]*standing
	sums   map[Group]*[len(windows)]Figures
	due    crossings
}

var windows = [...]Window{Next24h, Next72h, Next14d, Last28d}

// standing is one shift or booking, with the windows in which it counts now and when that changes next.
type standing struct {
	counted
	in   [len(windows)]bool
	next time.Time
}

// crossing is the moment at which a thing enters or leaves a window, or is forgotten.
type crossing struct {
	at  time.Time
	key fact.Key
}

// NewRunning makes an empty one, at the zero time.
func NewRunning() *Running {
	return &Running{things: map[fact.Key]*standing{}, sums: map[Group]*[len(windows)]Figures{}}
}

// Apply takes a fact when it is newer than what is known of its thing, and returns the groups whose figures may differ
// then. What counts in no cell is left alone.
func (r *Running) Apply(x fact.Fact) []Group {
	amount, counts := amountOf(x.State)
	if !counts {
		return nil
	}
	old, known := r.things[x.Key]
	if known && old.version >= x.Version {
		return nil
	}
	place := x.State.Place()
	now := &standing{counted: counted{
		version: x.Version, group: Group{Employer: place.Employer, StaffGroup: place.StaffGroup}, start: place.StartsAt, amount: amount,
	}}
	if known {
		r.leave(old)
	}
	r.things[x.Key] = now
	r.enter(now)
	if now.next = nextCrossing(now.start, r.asOf); !known || !now.next.Equal(old.next) {
		heap.Push(&r.due, crossing{at: now.next, key: x.Key})
	}
	if !known || old.group == now.group {
		return []Group{now.group}
	}
	return []Group{old.group, now.group}
}

func (r *Running) enter(s *standing) {
	sums := r.sums[s.group]
	if sums == nil {
		sums = new([len(windows)]Figures)
		r.sums[s.group] = sums
	}
	for i, w := range windows {
		if s.in[i] = w.Contains(s.start, r.asOf); s.in[i] {
			sums[i] = sums[i].Plus(s.amount)
		}
	}
}

func (r *Running) leave(s *standing) {
	sums := r.sums[s.group]
	for i := range windows {
		if s.in[i] {
			sums[i] = sums[i].minus(s.amount)
		}
	}
}

// Advance moves the windows to a moment and returns the groups whose figures may differ then. Things that left the last
// window a day ago are forgotten, so that it goes back in time by less than a day only. That costs as much as counting anew.
func (r *Running) Advance(asOf time.Time) []Group {
	if asOf.Before(r.asOf) {
		return r.anew(asOf)
	}
	r.asOf = asOf
	changed := map[Group]struct{}{}
	for len(r.due) > 0 && !r.due[0].at.After(asOf) {
		c := heap.Pop(&r.due).(crossing)
		s, known := r.things[c.key]
		if !known || !s.next.Equal(c.at) {
			continue // It has moved since.
		}
		r.leave(s)
		changed[s.group] = struct{}{}
		if !asOf.Before(forgotten(s.start)) {
			delete(r.things, c.key)
			continue
		}
		r.enter(s)
		s.next = nextCrossing(s.start, asOf)
		heap.Push(&r.due, crossing{at: s.next, key: c.key})
	}
	return keys(changed)
}

func (r *Running) anew(asOf time.Time) []Group {
	r.asOf, r.due = asOf, r.due[:0]
	changed := map[Group]struct{}{}
	for key, s := range r.things {
		r.leave(s)
		r.enter(s)
		s.next = nextCrossing(s.start, asOf)
		r.due = append(r.due, crossing{at: s.next, key: key})
		changed[s.group] = struct{}{}
	}
	heap.Init(&r.due)
	return keys(changed)
}

func keys(groups map[Group]struct{}) []Group {
	all := make([]Group, 0, len(groups))
	for g := range groups {
		all = append(all, g)
	}
	return all
}

// Figures are the group's cells, one a window.
func (r *Running) Figures(g Group) map[Window]Figures {
	out := make(map[Window]Figures, len(windows))
	sums := r.sums[g]
	for i, w := range windows {
		if sums != nil {
			out[w] = sums[i]
		} else {
			out[w] = Figures{}
		}
	}
	return out
}

// Len is how many shifts and bookings are kept.
func (r *Running) Len() int { return len(r.things) }

// after is the first moment at which a shift is past a border: windows begin with their first moment and end before their
// last.
const after = time.Nanosecond

// nextCrossing is the next moment after asOf at which a shift that starts at start enters or leaves a window, or is
// forgotten.
func nextCrossing(start, asOf time.Time) time.Time {
	for _, before := range []time.Duration{14 * 24 * time.Hour, 72 * time.Hour, 24 * time.Hour, 0, -Horizon} {
		if at := start.Add(after - before); at.After(asOf) {
			return at
		}
	}
	return forgotten(start)
}

// forgotten is a day after a shift has left the last window.
func forgotten(start time.Time) time.Time { return start.Add(Horizon + 24*time.Hour) }

// crossings are a heap, the earliest first.
type crossings []crossing

func (c crossings) Len() int           { return len(c) }
func (c crossings) Less(i, j int) bool { return c[i].at.Before(c[j].at) }
func (c crossings) Swap(i, j int)      { c[i], c[j] = c[j], c[i] }

// Push implements heap.Interface.
func (c *crossings) Push(x any) { *c = append(*c, x.(crossing)) }

// Pop implements heap.Interface.
func (c *crossings) Pop() any {
	old := *c
	last := old[len(old)-1]
	*c = old[:len(old)-1]
	return last
}
