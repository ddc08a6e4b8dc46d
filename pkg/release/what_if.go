package release

import (
	"time"

	"github.com/muster-ics/muster/pkg/id"
)

// Past is a shift that has been posted, for judging a ladder by it.
type Past struct {
	ShiftID id.ID
	For
	// FilledBy is the channel that filled it, empty when nobody did; FilledAt when it was filled first.
	FilledBy string
	FilledAt *time.Time
}

// Replayed is what another ladder would have meant for one shift.
type Replayed struct {
	Past
	Plan State
	// Reached is the furthest step that would have fallen due before the shift was filled, or by its start.
	Reached Kind
	// AgencyEarlier tells that agencies would have been let in before the moment at which a bank worker took the shift, so
	// that the agency might have had it.
	AgencyEarlier bool
	// AgencyLater tells that the agency that filled the shift would not have been let in yet.
	AgencyLater bool
}

// WhatIf is what a ladder would have meant for the shifts of a span.
type WhatIf struct {
	Rows []Replayed
	// Shifts is how many there were; ReachedBy how many got to each step, as the furthest, before they were filled.
	Shifts    int
	ReachedBy map[Kind]int
	// BankAtRisk counts shifts that a bank worker took after agencies would have been let in; AgencyHeldBack those that an
	// agency filled before it would have been let in; Unfilled those that nobody took.
	BankAtRisk, AgencyHeldBack, Unfilled int
}

// Replay lays a ladder out over past shifts. What people would have done is not guessed: it says only which steps would
// have been open when.
func Replay(l Ladder, past []Past, r Rules) WhatIf {
	out := WhatIf{Rows: make([]Replayed, len(past)), Shifts: len(past), ReachedBy: map[Kind]int{}}
	for i, p := range past {
		row := Replayed{Past: p, Plan: Plan(l, p.For, r)}
		until := p.StartsAt
		if p.FilledAt != nil {
			until = *p.FilledAt
		}
		for _, s := range row.Plan.Steps {
			if !s.OpensAt.After(until) {
				row.Reached = s.Kind
			}
		}
		closes := row.Plan.BankClosesAt(p.For)
		byAgency := Kind(p.FilledBy).Agency()
		row.AgencyEarlier = p.FilledAt != nil && !byAgency && !closes.After(until)
		row.AgencyLater = p.FilledAt != nil && byAgency && closes.After(until)
		out.Rows[i] = row
		out.ReachedBy[row.Reached]++
		out.BankAtRisk += count(row.AgencyEarlier)
		out.AgencyHeldBack += count(row.AgencyLater)
		out.Unfilled += count(p.FilledAt == nil)
	}
	return out
}

func count(yes bool) int {
	if yes {
		return 1
	}
	return 0
}
