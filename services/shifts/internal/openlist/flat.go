package openlist

import (
	"slices"
	"time"

	"github.com/muster-ics/muster/services/shifts/internal/eligibility"
)

// Flat is the plain way to what List.Open gives: every shift is looked at. Tests compare the two, and the benchmark takes
// it for its measure.
type Flat struct {
	words   *dictionary
	works   map[work]uint16
	hosts   map[string]uint16
	needs   []mask
	work    []uint16
	host    []uint16
	untils  []int64
	entries []*Entry
}

// Flatten copies the shifts of a list.
func (l *List) Flatten() *Flat {
	l.mu.RLock()
	defer l.mu.RUnlock()
	f := &Flat{words: &l.words, works: make(map[work]uint16), hosts: make(map[string]uint16)}
	for p, b := range l.shifts.buckets {
		w, h := number(f.works, p.work), number(f.hosts, p.employer)
		for i, e := range b.entries {
			f.needs, f.untils, f.entries = append(f.needs, b.needs[i]), append(f.untils, b.untils[i]), append(f.entries, e)
			f.work, f.host = append(f.work, w), append(f.host, h)
		}
	}
	return f
}

func number[K comparable](m map[K]uint16, k K) uint16 {
	n, ok := m[k]
	if !ok {
		n = uint16(len(m))
		m[k] = n
	}
	return n
}

// Open is List.Open by looking at every shift.
func (f *Flat) Open(w eligibility.Worker, agreements []eligibility.Agreement, now time.Time) []*Entry {
	var out []*Entry
	for _, e := range f.words.havesOf(w, now) {
		wanted, ok := f.works[e.work]
		if !ok {
			continue
		}
		may := make([]bool, len(f.hosts))
		for _, host := range hostsOf(w.HomeEmployer, e.work.staffGroup, agreements) {
			if h, ok := f.hosts[host]; ok {
				may[h] = true
			}
		}
		if !slices.Contains(may, true) {
			continue
		}
		for i := range f.needs {
			if f.work[i] == wanted && may[f.host[i]] && f.needs[i].in(&e.have) && f.untils[i] > now.Unix() {
				out = append(out, f.entries[i])
			}
		}
	}
	return out
}
