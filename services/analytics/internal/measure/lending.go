package measure

import (
	"maps"
	"slices"

	"github.com/muster-ics/muster/services/analytics/internal/fact"
)

// Lending is what one employer's people work for others, and what others' people work for it.
type Lending struct {
	Employer        string
	Lent, Borrowed  int64 // minutes
	FewLent, FewHad bool
}

// Net is what it lends beyond what it borrows, in minutes. ok is false where either is too few people's to be told.
func (l Lending) Net() (minutes int64, ok bool) { return l.Lent - l.Borrowed, !l.FewLent && !l.FewHad }

// LendingFor sums flows by employer for a viewer, the system's lead when empty. A sum is told where it shows no flow of few
// people: where the flows in it that are cut are together of five or more.
func LendingFor(viewer Viewer, facts []fact.Fact) []Lending {
	all, cutLent, cutHad := map[string]Lending{}, map[string]int64{}, map[string]int64{}
	for _, f := range Flows(facts) {
		home, host := all[f.Home], all[f.Host]
		home.Lent += f.Minutes
		host.Borrowed += f.Minutes
		if !viewer.Is(f.Home) && !viewer.Is(f.Host) && few(f.Least) {
			cutLent[f.Home] += f.Workers
			cutHad[f.Host] += f.Workers
		}
		home.Employer, host.Employer = f.Home, f.Host
		all[f.Home], all[f.Host] = home, host
	}
	out := make([]Lending, 0, len(all))
	for _, ods := range slices.Sorted(maps.Keys(all)) {
		l := all[ods]
		if l.FewLent = few(cutLent[ods]); l.FewLent {
			l.Lent = 0
		}
		if l.FewHad = few(cutHad[ods]); l.FewHad {
			l.Borrowed = 0
		}
		out = append(out, l)
	}
	return out
}
