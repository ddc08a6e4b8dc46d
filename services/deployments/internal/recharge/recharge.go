package recharge

import (
	"slices"
	"time"

	"github.com/muster-ics/muster/pkg/id"
)

// Status is where a line stands between the two employers.
type Status string

// The statuses.
const (
	Raised   Status = "raised"
	Disputed Status = "disputed"
	Settled  Status = "settled"
)

// By is who acts, for which employer.
type By struct{ Employer, Person string }

// Record is a recharge laid open.
type Record struct {
	ID      id.ID
	Version int64
	Work    Work
	Facts   Facts
	Charge  Charge
	Month   Month
	Status  Status
	// SettledPence is what has been paid. It differs from the charge when hours were corrected afterwards.
	SettledPence int64
	// RaisedAt is when the line last came to another amount; DisputeBy until when it may be disputed.
	RaisedAt, DisputeBy time.Time
	// Disputes are all there were, oldest first. The last has no answer while the line is disputed.
	Disputes []Dispute
	// SettledAt, SettledBy and Reference are of the last payment.
	SettledAt *time.Time
	SettledBy string
	Reference string
}

// Recharge is one line between two employers: what one booking came to.
type Recharge struct{ r Record }

// Rehydrate gives a recharge back its life. Only the store uses it: nothing is checked.
func Rehydrate(r Record) Recharge { return Recharge{r} }

// Record is a copy of all there is to know.
func (x *Recharge) Record() Record {
	r := x.r
	r.Disputes = slices.Clone(r.Disputes)
	return r
}

// OutstandingPence is what is still to be paid; below nothing the home employer owes it.
func (r Record) OutstandingPence() int64 { return r.Charge.TotalPence - r.SettledPence }

// Debtor is who has to pay what is outstanding, and may dispute it; Creditor is who answers.
func (r Record) Debtor() string {
	if r.owedByHome() {
		return r.Work.Home
	}
	return r.Work.Host
}

// Creditor is the other employer.
func (r Record) Creditor() string {
	if r.owedByHome() {
		return r.Work.Host
	}
	return r.Work.Home
}

func (r Record) owedByHome() bool {
	return r.OutstandingPence() < 0 || r.OutstandingPence() == 0 && r.Charge.TotalPence < 0
}

// Open is the dispute that waits for an answer.
func (r Record) Open() (Dispute, bool) {
	if n := len(r.Disputes); n > 0 && r.Disputes[n-1].Outcome == "" {
		return r.Disputes[n-1], true
	}
	return Dispute{}, false
}
