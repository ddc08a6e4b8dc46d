// Package risk says which unfilled shifts an employer should look at first, and why.
package risk

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/muster-ics/muster/services/shifts/internal/policy"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// Level is how much an unfilled shift endangers the ward.
type Level string

// The levels, gravest first.
const (
	High   Level = "high"
	Medium Level = "medium"
	Low    Level = "low"
)

// Gap is an unfilled shift in its place among the employer's others.
type Gap struct {
	Shift shift.State
	Level Level
	// Why are the reasons in plain words, gravest first.
	Why []string
	// CouldTake is how many workers could take it as far as their passports tell.
	CouldTake int

	weight int
}

// Weights of what makes a gap dangerous ‡. They order a list for people to look at; nothing else follows from them. Sum
// and thresholds were set so that each of these alone is high: a start within hours; nobody who could come to a
// registered night within the day.
const (
	critical     = 60
	urgent       = 35
	soon         = 10
	nobody       = 35
	few          = 20
	some         = 10
	nightByHand  = 15
	another      = 10
	mostOthers   = 2
	needIsHigher = 10
	letDown      = 5

	highFrom   = 60
	mediumFrom = 35
)

const (
	fewWorkers  = 3
	someWorkers = 10
)

// registered are the staff groups whose absence nobody else on the ward may make up for.
var registered = []string{"medical_dental", "nursing_midwifery"}

// Rank orders an employer's gaps by risk, gravest first, and by start where that is equal. couldTake tells how many
// workers could take a shift; night whether it is night work.
func Rank(gaps []shift.State, now time.Time, urgency policy.Urgency, couldTake func(shift.State) int, night func(shift.State) bool) []Gap {
	out := make([]Gap, len(gaps))
	for i, s := range gaps {
		out[i] = weigh(s, gaps, now, urgency, couldTake(s), night(s))
	}
	slices.SortStableFunc(out, func(a, b Gap) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), a.Shift.StartsAt.Compare(b.Shift.StartsAt), cmp.Compare(a.Shift.ID.String(), b.Shift.ID.String()))
	})
	return out
}

func weigh(s shift.State, all []shift.State, now time.Time, urgency policy.Urgency, couldTake int, night bool) Gap {
	g := Gap{Shift: s, CouldTake: couldTake, Level: Low}
	lead := s.StartsAt.Sub(now)
	switch urgency.Level(lead, s.Reason) {
	case policy.Critical:
		g.add(critical, startsIn(lead))
	case policy.Urgent:
		g.add(urgent, startsIn(lead))
	default:
		if lead < 72*time.Hour {
			g.add(soon, startsIn(lead))
		}
	}
	switch {
	case couldTake == 0:
		g.add(nobody, "Nobody on the banks could take it")
	case couldTake < fewWorkers:
		g.add(few, fmt.Sprintf("Only %d on the banks could take it", couldTake))
	case couldTake < someWorkers:
		g.add(some, fmt.Sprintf("%d on the banks could take it", couldTake))
	}
	if night && slices.Contains(registered, s.StaffGroup) {
		g.add(nightByHand, "A registered night")
	}
	if n := beside(s, all); n > 0 {
		g.add(another*min(n, mostOthers), fmt.Sprintf("%d more on this ward at the same time", n))
	}
	if s.Reason == "enhanced_care" || s.Reason == "escalation" {
		g.add(needIsHigher, "Asked for because patients need more")
	}
	if s.Reopened > 0 {
		g.add(letDown, "Somebody had it and does not come")
	}
	switch {
	case g.weight >= highFrom:
		g.Level = High
	case g.weight >= mediumFrom:
		g.Level = Medium
	}
	return g
}

func (g *Gap) add(weight int, why string) {
	g.weight += weight
	g.Why = append(g.Why, why)
}

// beside counts the other gaps of the same ward that overlap.
func beside(s shift.State, all []shift.State) int {
	n := 0
	for _, o := range all {
		if o.ID != s.ID && o.Employer == s.Employer && o.Site == s.Site && o.Ward == s.Ward && o.StartsAt.Before(s.EndsAt) && s.StartsAt.Before(o.EndsAt) {
			n++
		}
	}
	return n
}

func startsIn(lead time.Duration) string {
	switch {
	case lead <= 0:
		return "It has started"
	case lead < time.Hour:
		return fmt.Sprintf("Starts in %d min", int(lead.Minutes()))
	default:
		return fmt.Sprintf("Starts in %d h", int(lead.Hours()))
	}
}
