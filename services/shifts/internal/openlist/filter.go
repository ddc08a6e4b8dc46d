package openlist

import (
	"cmp"
	"slices"
	"time"

	"github.com/muster-ics/muster/pkg/id"
)

// Ward is a ward at a site; wards of two sites may have the same code.
type Ward struct{ Site, Code string }

// Part is a part of the day.
type Part string

// The parts of the day that a worker can ask for. Days are whatever is no night work.
const (
	AnyTime Part = ""
	Nights  Part = "nights"
	Days    Part = "days"
)

// Filter is what a worker wants to see. Empty fields do not narrow.
type Filter struct {
	// From and To bound the start: at From or later, before To.
	From, To   time.Time
	Site, Ward string
	// Employers are the codes of the one to look at.
	Employers []string
	Part      Part
	// MinRatePence is the least basic pay an hour.
	MinRatePence int64
	// Only are the wards to look at, when not nil; Hidden those not to.
	Only, Hidden map[Ward]bool
	// MaxKM is how far at most, by KM, the distance of each site; a site whose distance is not known is too far.
	MaxKM float64
	KM    map[string]float64
}

// Admits tells whether the worker wants to see the shift.
func (f *Filter) Admits(e *Entry) bool {
	s := &e.Shift
	switch {
	case !f.From.IsZero() && s.StartsAt.Before(f.From), !f.To.IsZero() && !s.StartsAt.Before(f.To),
		len(f.Employers) > 0 && !slices.Contains(f.Employers, s.Employer), f.Site != "" && s.Site != f.Site, f.Ward != "" && s.Ward != f.Ward,
		f.Part == Nights && !e.Night, f.Part == Days && e.Night, s.RatePence < f.MinRatePence:
		return false
	}
	if f.Only != nil && !f.Only[Ward{s.Site, s.Ward}] || f.Hidden[Ward{s.Site, s.Ward}] {
		return false
	}
	if f.MaxKM > 0 {
		km, known := f.KM[s.Site]
		return known && km <= f.MaxKM
	}
	return true
}

// Place is where a shift stands in a list: by key, then by start, then by id, lowest first.
type Place struct {
	Key      int64
	StartsAt time.Time
	ID       id.ID
}

// Compare is negative when p comes before o.
func (p Place) Compare(o Place) int {
	return cmp.Or(cmp.Compare(p.Key, o.Key), p.StartsAt.Compare(o.StartsAt), slices.Compare(p.ID[:], o.ID[:]))
}

// Ranked is a shift at its place.
type Ranked struct {
	*Entry
	Place Place
}

// Rank gives those shifts that the filter admits in the order of key. An equal key is in the order of time.
func Rank(all []*Entry, f *Filter, key func(*Entry) int64) []Ranked {
	out := make([]Ranked, 0, len(all))
	for _, e := range all {
		if f.Admits(e) {
			out = append(out, Ranked{e, Place{key(e), e.Shift.StartsAt, e.Shift.ID}})
		}
	}
	slices.SortFunc(out, func(a, b Ranked) int { return a.Place.Compare(b.Place) })
	return out
}

// First gives the first n of what Rank would, without putting all the others in order.
func First(all []*Entry, f *Filter, key func(*Entry) int64, n int) []Ranked {
	out := make([]Ranked, 0, 2*n)
	order := func() {
		slices.SortFunc(out, func(a, b Ranked) int { return a.Place.Compare(b.Place) })
		out = out[:min(n, len(out))]
	}
	full := false // the n first so far lie in front, in order
	for _, e := range all {
		if !f.Admits(e) {
			continue
		}
		r := Ranked{e, Place{key(e), e.Shift.StartsAt, e.Shift.ID}}
		if full && r.Place.Compare(out[n-1].Place) >= 0 {
			continue
		}
		if out = append(out, r); len(out) == 2*n {
			order()
			full = true
		}
	}
	order()
	return out
}
