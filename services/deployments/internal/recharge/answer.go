package recharge

import (
	"time"

	"github.com/muster-ics/muster/services/deployments/internal/rule"
)

// Answer ends a dispute for who is owed the line: it stands, or an amount before value added tax is let off. Hours that
// are wrong are better corrected where they were approved; the line then follows by itself.
func (x *Recharge) Answer(by By, outcome Outcome, creditPence int64, note string, c Clause, now time.Time, london *time.Location) ([]Entry, error) {
	open, ok := x.r.Open()
	if !ok {
		return nil, rule.Conflict("no_dispute", "No dispute of this line waits for an answer.")
	}
	if by.Employer != x.r.Creditor() {
		return nil, rule.Conflict("not_the_creditor", "Only %s, which is owed this line, can answer.", x.r.Creditor())
	}
	most := x.r.creditable()
	var bad rule.Check
	bad.That(outcome == Stands || outcome == Credited, "outcome", "Choose whether the line stands or an amount is let off.")
	words(&bad, note)
	bad.That(outcome != Credited || creditPence >= 1 && creditPence <= most, "credit_pence", "Let off at least a penny and at most %s, before VAT.", pounds(most))
	bad.That(outcome == Credited || creditPence == 0, "credit_pence", "Leave the amount empty when the line stands.")
	if err := bad.Err("answer_invalid", "The answer cannot be taken as it stands."); err != nil {
		return nil, err
	}
	open.Outcome, open.CreditPence, open.AnswerNote, open.Answerer, open.AnsweredAt = outcome, creditPence, note, by.Person, &now
	x.r.Disputes = append(x.Record().Disputes[:len(x.r.Disputes)-1], open)
	if outcome == Stands {
		x.r.Status = Raised
		x.r.Version++
		return nil, nil
	}
	x.r.Facts.CreditPence += creditPence
	return x.charge(Compute(c, x.r.Work, x.r.Facts), FromCredit, c, now, london), nil
}

// creditable is what is left to let off: the line before value added tax, without what was let off before.
func (r Record) creditable() int64 {
	net := r.Charge.TotalPence - r.Charge.Of(Tax)
	return max(net, -net)
}
