package app

import (
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
)

// The actions on recharges.
const (
	RechargeRead    auth.Action = "recharge.read"
	RechargeDispute auth.Action = "recharge.dispute"
	RechargeAnswer  auth.Action = "recharge.answer"
	RechargeSettle  auth.Action = "recharge.settle"
	RechargeTravel  auth.Action = "recharge.travel"
)

// rechargePolicy is who may do what with recharges. Facts: Employer is the caller's own when it is home or host of the
// line or statement, and empty when it is not.
var rechargePolicy = auth.Policy{
	RechargeRead:    financeLeadOrAuditor,
	RechargeDispute: ownEmployerWith(auth.Finance),
	RechargeAnswer:  ownEmployerWith(auth.Finance),
	RechargeSettle:  ownEmployerWith(auth.Finance),
	RechargeTravel:  ownEmployerWith(auth.Finance),
}

// What employers pay each other is for those who keep their books or answer for them.
func financeLeadOrAuditor(p auth.Principal, f auth.Facts) error {
	switch {
	case oversees(p, f):
		return nil
	case p.Role != auth.Employer || f.Employer == "" || p.Employer != f.Employer:
		return noRecharge()
	case p.Has(auth.Finance) || p.Has(auth.Executive):
		return nil
	}
	return fault.New(fault.Forbidden, "duty_missing", "Only people with the duty “finance” or “executive” may see recharges. Ask one of them.")
}

func noRecharge() error {
	return fault.New(fault.NotFound, "recharge_not_found", "There is no such recharge.")
}
