package eligibility

import (
	"slices"
	"strings"

	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// InTermsOf gives worker and facts in the words of a shift: an employer that is the shift's own when the shift starts is called as the
// shift calls it, and one that is the worker's home as the worker's passport does. codes are all that a merger has made one with a code by then, itself
// first; by all of them agreements may name the two.
// What was written down under either code thus counts for both, and a worker whose employer has become the shift's works in its own bank.
func InTermsOf(s shift.State, codes func(code string) []string, w Worker, f Facts) (Worker, Facts) {
	same := func(a, b string) bool { return a == b || slices.Contains(codes(a), b) }
	fixed := []string{s.Employer, w.HomeEmployer}
	if w.Hours.Visa != nil {
		fixed = append(fixed, w.Hours.Visa.Sponsor)
	}
	name := func(code string) string {
		for _, known := range fixed {
			if known != "" && same(code, known) {
				return known
			}
		}
		return code
	}
	f.Given = slices.Clone(f.Given)
	for i, g := range f.Given {
		f.Given[i].Host = name(g.Host)
	}
	f.HostChecks = slices.Clone(f.HostChecks)
	for i, k := range f.HostChecks {
		f.HostChecks[i].Host = name(k.Host)
	}
	f.Diary.Entries = slices.Clone(f.Diary.Entries)
	for i, e := range f.Diary.Entries {
		f.Diary.Entries[i].Host, f.Diary.Entries[i].Employer = name(e.Host), name(e.Employer)
	}
	f.Blocks = slices.Clone(f.Blocks)
	for i, b := range f.Blocks {
		f.Blocks[i].Employer = name(b.Employer)
	}
	f.Aids = slices.Clone(f.Aids)
	for i, a := range f.Aids {
		f.Aids[i].Parties = names(a.Parties, name)
	}
	w = w.Called(name)
	f.Aliases = map[string][]string{s.Employer: codes(s.Employer), w.HomeEmployer: codes(w.HomeEmployer)}
	return w, f
}

// Called is the worker with employers called by name.
func (w Worker) Called(name func(string) string) Worker {
	w.HomeEmployer = name(w.HomeEmployer)
	w.Engagements = slices.Clone(w.Engagements)
	for i, g := range w.Engagements {
		w.Engagements[i].Employer = name(g.Employer)
	}
	w.Disclosures = slices.Clone(w.Disclosures) // nil stays nil: nobody has told
	for i, d := range w.Disclosures {
		w.Disclosures[i].Host = name(d.Host)
	}
	w.Competencies = slices.Clone(w.Competencies)
	for i, c := range w.Competencies {
		if host, local := strings.CutPrefix(c.Framework, localFramework); local {
			w.Competencies[i].Framework = localFramework + name(host)
		}
	}
	w.Inductions = slices.Clone(w.Inductions) // nil stays nil, too
	for i, k := range w.Inductions {
		w.Inductions[i].Host = name(k.Host)
	}
	if w.Hours.Visa != nil {
		v := *w.Hours.Visa
		v.Sponsor = name(v.Sponsor)
		w.Hours.Visa = &v
	}
	return w
}

// Called is the agreement with its parties called by name.
func (a Agreement) Called(name func(string) string) Agreement {
	a.Parties = slices.Clone(a.Parties)
	for i, p := range a.Parties {
		a.Parties[i].Employer = name(p.Employer)
	}
	a.Lenders, a.Borrowers = names(a.Lenders, name), names(a.Borrowers, name)
	return a
}

func names(codes []string, name func(string) string) []string {
	out := make([]string, len(codes))
	for i, c := range codes {
		out[i] = name(c)
	}
	return out
}

// localFramework begins the name of what is learnt at one employer.
const localFramework = "local_"
