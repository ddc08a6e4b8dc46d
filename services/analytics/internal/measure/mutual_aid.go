package measure

import (
	"cmp"
	"slices"

	"github.com/muster-ics/muster/services/analytics/internal/fact"
)

// Aid is one mutual aid, and what became of the shifts that it opened.
type Aid struct {
	ID string
	fact.MutualAid
	// Shifts are those of its shifts that are among what was counted; Filled those that somebody has or worked, Aided those
	// of them that a worker of another employer has. What was called off is in none of them.
	Shifts, Filled, Aided int64
}

// Aids counts the mutual aid that opened any of the shifts among the facts, the newest first.
func Aids(facts []fact.Fact) []Aid {
	known := map[string]fact.Shift{}
	for _, f := range facts {
		if s, ok := f.State.(fact.Shift); ok {
			known[f.ID] = s
		}
	}
	var out []Aid
	for _, f := range facts {
		m, ok := f.State.(fact.MutualAid)
		if !ok {
			continue
		}
		aid, any := Aid{ID: f.ID, MutualAid: m}, false
		for _, opened := range m.Shifts {
			s, found := known[opened.ShiftID]
			any = any || found
			if found {
				aid.count(s)
			}
		}
		if any {
			out = append(out, aid)
		}
	}
	slices.SortFunc(out, func(a, b Aid) int { return cmp.Or(b.OpenedAt.Compare(a.OpenedAt), cmp.Compare(a.ID, b.ID)) })
	return out
}

func (a *Aid) count(s fact.Shift) {
	if s.Status == "withdrawn" || s.Status == "cancelled" {
		return
	}
	a.Shifts++
	if s.FilledBy != "" {
		a.Filled++
	}
	if s.FilledBy == "collaborative_bank" {
		a.Aided++
	}
}
