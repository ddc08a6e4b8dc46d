package recharge

import (
	"slices"
	"time"

	"github.com/muster-ics/muster/services/deployments/internal/rule"
)

// Reasons are why a line may be disputed.
var Reasons = []string{"hours", "rate", "not_worked", "charged_twice", "fee_or_travel", "vat", "other"}

// Outcome is how a dispute ended.
type Outcome string

// The outcomes.
const (
	// Stands: the line is right as it is.
	Stands Outcome = "stands"
	// Credited: part or all of it is let off.
	Credited Outcome = "credited"
	// Corrected: the hours or the fee were corrected before anybody answered. The new amount may be disputed again.
	Corrected Outcome = "corrected"
)

// noteLimit is the most characters of what people write about a line.
const noteLimit = 500

// Dispute is one employer's no to a line, and the other's answer.
type Dispute struct {
	// Employer and Person are who disputes; Reason is one of Reasons, Note their own words.
	Employer, Person, Reason, Note string
	At                             time.Time
	// Outcome is empty while nobody has answered. AnswerNote are the words of Answerer.
	Outcome              Outcome
	CreditPence          int64
	Answerer, AnswerNote string
	AnsweredAt           *time.Time
}

// Dispute says no to a line for who has to pay it. The line stays in the statement, and cannot be settled before the
// other employer has answered.
func (x *Recharge) Dispute(by By, reason, note string, now time.Time) error {
	var bad rule.Check
	bad.That(slices.Contains(Reasons, reason), "reason", "Choose what is wrong with the line.")
	words(&bad, note)
	if err := bad.Err("dispute_invalid", "The dispute cannot be taken as it stands."); err != nil {
		return err
	}
	switch {
	case x.r.Status == Disputed:
		return rule.Conflict("already_disputed", "This line is disputed already. %s has to answer.", x.r.Creditor())
	case x.r.Status == Settled:
		return rule.Conflict("line_settled", "This line is settled. Nothing is outstanding on it.")
	case by.Employer != x.r.Debtor():
		return rule.Conflict("not_the_debtor", "Only %s, which has to pay this line, can dispute it.", x.r.Debtor())
	case !now.Before(x.r.DisputeBy):
		return rule.Conflict("dispute_late", "The agreement's time for disputes has passed for this line. Speak to %s: it can still let an amount off.", x.r.Creditor())
	}
	x.r.Status = Disputed
	x.r.Disputes = append(x.r.Disputes, Dispute{Employer: by.Employer, Person: by.Person, Reason: reason, Note: note, At: now})
	x.r.Version++
	return nil
}

// words wants a sentence or two of one line.
func words(bad *rule.Check, note string) {
	if note == "" {
		bad.That(false, "note", "Say why in a sentence or two.")
		return
	}
	bad.Line("note", note, noteLimit)
}
