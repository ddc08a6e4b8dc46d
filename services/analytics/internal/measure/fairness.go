package measure

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"github.com/muster-ics/muster/services/analytics/internal/fact"
	"github.com/muster-ics/muster/services/analytics/internal/fillrate"
)

// popularWithin is how soon after it was asked for a shift is taken when many want it.
const popularWithin = time.Hour

// Insiders is how much of the popular work goes to those who take most of it: a tenth of the workers, at least Few.
type Insiders struct {
	Employer string
	// Popular are the shifts that whoever has them took within an hour; Top how many people have the most of them.
	Popular, Top int64
	// ByTop are the popular shifts that those people have. It is nought where Few is set.
	ByTop int64
	Few   bool
}

// Share is the insider share.
func (i Insiders) Share() fillrate.Rate {
	if i.Few {
		return fillrate.Rate{}
	}
	return fillrate.Rate{Of: i.ByTop, Over: i.Popular}
}

// InsidersOf counts by host over the bookings that stand or were worked. Whoever took a shift later, which another had first
// and gave back, was no insider. Where fewer than twice Few people had popular
// shifts there is no share: it would tell of persons.
func InsidersOf(facts []fact.Fact) []Insiders {
	asked := map[string]time.Time{}
	for _, f := range facts {
		if s, ok := f.State.(fact.Shift); ok {
			asked[f.ID] = AskedAt(s)
		}
	}
	had := map[string]map[string]int64{}
	for _, f := range facts {
		b, ok := f.State.(fact.Booking)
		if !ok || !stands(b) || b.ConfirmedAt == nil {
			continue
		}
		if at, known := asked[b.ShiftID]; !known || b.ConfirmedAt.Sub(at) > popularWithin {
			continue
		}
		if had[b.HostEmployer] == nil {
			had[b.HostEmployer] = map[string]int64{}
		}
		had[b.HostEmployer][b.WorkerID]++
	}
	var out []Insiders
	for _, employer := range slices.Sorted(maps.Keys(had)) {
		out = append(out, insidersOf(employer, slices.Collect(maps.Values(had[employer]))))
	}
	return out
}

func insidersOf(employer string, counts []int64) Insiders {
	i := Insiders{Employer: employer, Few: len(counts) < 2*Few}
	slices.SortFunc(counts, func(a, b int64) int { return cmp.Compare(b, a) })
	top := max((len(counts)+9)/10, Few)
	for n, c := range counts {
		i.Popular += c
		if n < top && !i.Few {
			i.ByTop += c
		}
	}
	if !i.Few {
		i.Top = int64(top)
	}
	return i
}
