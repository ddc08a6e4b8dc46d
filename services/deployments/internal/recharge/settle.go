package recharge

import (
	"time"

	"github.com/muster-ics/muster/services/deployments/internal/rule"
)

// Settle records for who has to pay the line that it is paid, under a reference that both find in their books.
func (x *Recharge) Settle(by By, reference string, now time.Time) (Entry, error) {
	switch {
	case x.r.Status == Disputed:
		return Entry{}, rule.Conflict("line_disputed", "This line is disputed. It can be settled when %s has answered.", x.r.Creditor())
	case x.r.Status == Settled:
		return Entry{}, rule.Conflict("line_settled", "This line is settled already.")
	case by.Employer != x.r.Debtor():
		return Entry{}, rule.Conflict("not_the_debtor", "Only %s, which has to pay this line, can settle it.", x.r.Debtor())
	}
	var bad rule.Check
	if reference == "" {
		bad.That(false, "reference", "Enter the reference of the payment.")
	} else {
		bad.Line("reference", reference, 60)
	}
	if err := bad.Err("settlement_invalid", "The line cannot be settled as it stands."); err != nil {
		return Entry{}, err
	}
	pence := x.r.OutstandingPence()
	x.r.Version++
	e := x.entry(Settlement, FromPayment, now, Charge{})
	e.post(x.r.Work.Home, x.r.Work.Host, paid, -pence)
	x.r.Status, x.r.SettledPence = Settled, x.r.Charge.TotalPence
	x.r.SettledAt, x.r.SettledBy, x.r.Reference = &now, by.Person, reference
	return e, nil
}
