package agreement

import (
	"slices"

	"github.com/muster-ics/muster/services/deployments/internal/rule"
)

// The two kinds of direction.
const (
	Mutual = "mutual"
	OneWay = "one_way"
)

// Direction is who may lend workers to whom.
type Direction struct {
	// Kind is mutual or one_way. Empty is mutual.
	Kind string `json:"kind"`
	// Lenders and Borrowers are parties; empty when mutual. An employer may be both.
	Lenders   []string `json:"lenders"`
	Borrowers []string `json:"borrowers"`
}

// Directions are the kinds in words.
var Directions = []Word{
	{Mutual, "Both ways: each party lends to each other", "Each party may lend its workers to each other party."},
	{OneWay, "One way: some lend and others borrow", ""},
}

// Lends tells whether workers of home may be deployed to host. That the two are parties is judged elsewhere.
func (d Direction) Lends(home, host string) bool {
	return d.Kind != OneWay || (slices.Contains(d.Lenders, home) && slices.Contains(d.Borrowers, host))
}

func (d Direction) tidy() Direction {
	return Direction{Kind: d.Kind, Lenders: sorted(d.Lenders), Borrowers: sorted(d.Borrowers)}
}

func (d Direction) check(bad *rule.Check, parties []string) {
	bad.OneOf("direction.kind", d.Kind, Mutual, OneWay)
	if d.Kind != OneWay {
		bad.That(len(d.Lenders) == 0, "direction.lenders", "Name lenders only when the direction is one way.")
		bad.That(len(d.Borrowers) == 0, "direction.borrowers", "Name borrowers only when the direction is one way.")
		return
	}
	for field, list := range map[string][]string{"direction.lenders": d.Lenders, "direction.borrowers": d.Borrowers} {
		bad.That(len(list) > 0, field, "Name at least one employer.")
		bad.Distinct(field, list)
		for _, e := range list {
			bad.That(slices.Contains(parties, e), field, "%s is not a party. Name parties only.", e)
		}
	}
	for _, p := range parties {
		bad.That(slices.Contains(d.Lenders, p) || slices.Contains(d.Borrowers, p), "direction.lenders",
			"%s neither lends nor borrows. Name it among the lenders or the borrowers, or leave it out of the parties.", p)
	}
	if len(d.Lenders) == 1 && slices.Equal(d.Lenders, d.Borrowers) {
		bad.That(false, "direction.borrowers", "Name a borrower other than the lender.")
	}
}
