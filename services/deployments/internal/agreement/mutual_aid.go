package agreement

import "github.com/muster-ics/muster/services/deployments/internal/rule"

// MutualAidClause is what a lead of the integrated care system may do under the agreement when it matters. The zero value is
// nothing: no shift is opened beyond the clauses on scope and direction.
type MutualAidClause struct {
	// MaxHours is for how many hours at most named shifts may be opened to the workers of all parties at a time; 0 is not at
	// all.
	MaxHours int `json:"max_hours,omitempty"`
}

// MostAidHours is the longest that an agreement may allow: after a week somebody looks again.
const MostAidHours = 168

func (m MutualAidClause) check(bad *rule.Check) {
	bad.That(m.MaxHours >= 0 && m.MaxHours <= MostAidHours, "mutual_aid.max_hours", "Enter a number of hours from 1 to %d, or 0 for no mutual aid.", MostAidHours)
}

func (m MutualAidClause) inWords() Section {
	return Section{Heading: "Mutual aid", Sentences: []string{
		"A lead of the integrated care system may open named shifts to the workers of all parties, with a reason, for at most " + count(m.MaxHours, "hour", "hours") + " at a time.",
		"While a shift is open in this way it does not matter what this agreement says of sites, staff groups, bands and who lends to whom. Everything else that it says holds.",
		"It closes by itself. Bookings that were asked for while it was open stay.",
	}}
}
