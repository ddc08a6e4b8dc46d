package fillrate

import (
	"maps"
	"time"

	"github.com/muster-ics/muster/pkg/id"
)

// Fold keeps the newest version of each shift and of each booking's approved hours, and counts cells from them. Applying is commutative and idempotent. A Fold
// is not safe for concurrent use.
type Fold struct {
	newest map[id.ID]Shift
	groups map[Group]map[id.ID]struct{}
	worked map[Group]map[id.ID]Work
}

// NewFold makes an empty one.
func NewFold() *Fold {
	return &Fold{newest: map[id.ID]Shift{}, groups: map[Group]map[id.ID]struct{}{}, worked: map[Group]map[id.ID]Work{}}
}

// Apply takes a shift when it is newer than what is known of it, and returns the groups whose figures may differ then.
func (f *Fold) Apply(s Shift) []Group {
	old, known := f.newest[s.f.ID]
	if known && old.f.Version >= s.f.Version {
		return nil
	}
	f.newest[s.f.ID] = s
	f.member(s.Group())[s.f.ID] = struct{}{}
	if !known || old.Group() == s.Group() {
		return []Group{s.Group()}
	}
	delete(f.groups[old.Group()], s.f.ID)
	return []Group{old.Group(), s.Group()}
}

// ApplyWork takes approved hours when they are newer than what is known of the booking, and returns the groups whose figures
// may differ then. A booking stays in its group: host and staff group are part of what was booked.
func (f *Fold) ApplyWork(w Work) []Group {
	g := w.Group()
	if old, known := f.worked[g][w.Booking]; known && old.Version >= w.Version {
		return nil
	}
	if f.worked[g] == nil {
		f.worked[g] = map[id.ID]Work{}
	}
	f.worked[g][w.Booking] = w
	f.member(g)
	return []Group{g}
}

func (f *Fold) member(g Group) map[id.ID]struct{} {
	m := f.groups[g]
	if m == nil {
		m = map[id.ID]struct{}{}
		f.groups[g] = m
	}
	return m
}

// Forget drops shifts and hours that started before the moment: they count in no window any more.
func (f *Fold) Forget(before time.Time) {
	for k, s := range f.newest {
		if s.f.StartsAt.Before(before) {
			delete(f.groups[s.Group()], k)
			delete(f.newest, k)
		}
	}
	for _, all := range f.worked {
		maps.DeleteFunc(all, func(_ id.ID, w Work) bool { return w.StartsAt.Before(before) })
	}
}

// Groups gives every group that was ever heard of.
func (f *Fold) Groups() []Group {
	all := make([]Group, 0, len(f.groups))
	for g := range f.groups {
		all = append(all, g)
	}
	return all
}

// Len is how many shifts are kept.
func (f *Fold) Len() int { return len(f.newest) }

// Figures counts the group's cells, one a window, in one pass.
func (f *Fold) Figures(g Group, asOf time.Time) map[Window]Figures {
	out := make(map[Window]Figures, len(Windows))
	var counted [4]Figures
	for k := range f.groups[g] {
		s := f.newest[k]
		for i, w := range Windows {
			if w.Contains(s.f.StartsAt, asOf) {
				counted[i].Count(s)
			}
		}
	}
	for _, x := range f.worked[g] {
		for i, w := range Windows {
			if w.Contains(x.StartsAt, asOf) {
				counted[i].Worked.Add(x.Channel, x.Minutes)
			}
		}
	}
	for i, w := range Windows {
		out[w] = counted[i]
	}
	return out
}
