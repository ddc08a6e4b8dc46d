package openlist

import (
	"unique"

	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// Entry is one open shift. It is never changed: a new version is a new entry.
type Entry struct {
	Shift shift.State
	// Night tells that the shift is night work; see IsNight.
	Night bool
}

// shifts are the entries in buckets of one kind of work at one employer.
type shifts struct {
	buckets map[place]*bucket
	at      map[id.ID]slot
}

type place struct {
	work     work
	employer string
}

type slot struct {
	in  *bucket
	row int
}

// bucket has a row a shift, in columns: a scan touches needs and untils, and entries only of what fits.
type bucket struct {
	needs   []mask
	untils  []int64 // until when the shift can be taken, in seconds since 1970
	entries []*Entry
}

func newShifts() shifts {
	return shifts{buckets: make(map[place]*bucket), at: make(map[id.ID]slot)}
}

// in gives a bucket to read; nil reads like an empty one.
func (x *shifts) in(w work, employer string) *bucket { return x.buckets[place{w, employer}] }

// put keeps a shift under the name of its employer.
func (x *shifts) put(s shift.State, employer string, need mask) {
	if s.Status != shift.Open && s.Status != shift.Held && !(s.Status == shift.Filled && s.ByAgency() && s.AgencyLocksAt != nil) {
		return // A held shift is open to others, and one that an agency fills until it locks; nothing else is.
	}
	x.take(s.ID)
	share(&s)
	p := place{work{s.StaffGroup, s.Role}, unique.Make(employer).Value()}
	b := x.buckets[p]
	if b == nil {
		b = &bucket{}
		x.buckets[p] = b
	}
	x.at[s.ID] = slot{b, len(b.entries)}
	b.needs = append(b.needs, need)
	b.untils = append(b.untils, s.TakeableUntil().Unix())
	b.entries = append(b.entries, &Entry{Shift: s, Night: IsNight(s.StartsAt, s.EndsAt)})
}

// take closes the row's gap with the last row.
func (x *shifts) take(shiftID id.ID) {
	s, ok := x.at[shiftID]
	if !ok {
		return
	}
	delete(x.at, shiftID)
	b, last := s.in, len(s.in.entries)-1
	if s.row != last {
		b.needs[s.row], b.untils[s.row], b.entries[s.row] = b.needs[last], b.untils[last], b.entries[last]
		x.at[b.entries[s.row].Shift.ID] = slot{b, s.row}
	}
	b.entries[last] = nil // or the shift could not be freed
	b.needs, b.untils, b.entries = b.needs[:last], b.untils[:last], b.entries[:last]
}

// open adds the rows that can still be taken after now and whose needs are held.
func (b *bucket) open(have *mask, now int64, out []*Entry) []*Entry {
	if b == nil {
		return out
	}
	for i := range b.needs {
		if b.needs[i].in(have) && b.untils[i] > now {
			out = append(out, b.entries[i])
		}
	}
	return out
}

// share lets equal words of a hundred thousand shifts take their room once.
func share(s *shift.State) {
	for _, w := range []*string{&s.Employer, &s.Site, &s.Ward, &s.StaffGroup, &s.Role, &s.Band, &s.Reason, &s.CostCode,
		&s.Requirements.RegistrationBody, &s.Requirements.DBSLevel, &s.Requirements.DBSWorkforce} {
		*w = unique.Make(*w).Value()
	}
	s.StartsAt, s.EndsAt, s.PostedAt, s.BankClosesAt = s.StartsAt.UTC(), s.EndsAt.UTC(), s.PostedAt.UTC(), s.BankClosesAt.UTC()
	own := make([]shift.Competency, len(s.Requirements.Competencies))
	for i, c := range s.Requirements.Competencies {
		own[i] = shift.Competency{Framework: unique.Make(c.Framework).Value(), Code: unique.Make(c.Code).Value(), Level: c.Level}
	}
	s.Requirements.Competencies = own
}
