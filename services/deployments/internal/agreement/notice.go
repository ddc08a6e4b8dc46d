package agreement

import "github.com/muster-ics/muster/services/deployments/internal/rule"

// AtEnd says what happens to booked shifts that reach beyond the agreement's end or a party's exit.
type AtEnd string

// The two clauses on the end.
const (
	Honour AtEnd = "honour"
	Revoke AtEnd = "revoke"
)

// Notice is how the agreement is left.
type Notice struct {
	// Days is how many days before the end a party must tell the others; 0 is at once.
	Days int `json:"days"`
	// Booked is what happens to booked shifts: honour or revoke.
	Booked AtEnd `json:"booked"`
}

// BookedAtEnd are the two clauses on the end in words.
var BookedAtEnd = []Word{
	{string(Honour), "Honour: shifts booked before the end are worked", "Deployments that were authorised before the end or the exit are honoured."},
	{string(Revoke), "Revoke: shifts that reach beyond the end are cancelled", "Deployments that reach beyond the end or the exit are revoked, unless they have started."},
}

func (n Notice) check(bad *rule.Check) {
	bad.That(n.Days >= 0 && n.Days <= 366, "notice.days", "Enter a number of days from 0 to 366.")
	bad.OneOf("notice.booked", string(n.Booked), codes(BookedAtEnd)...)
}
