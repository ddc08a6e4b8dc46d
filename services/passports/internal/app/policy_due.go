package app

import (
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
)

// The actions on what is due.
const (
	MayListDue        auth.Action = "due.list"
	MayListHealth     auth.Action = "due.list_health"
	MayRenew          auth.Action = "due.renew"
	MayReadCompliance auth.Action = "compliance.read"
)

// duePolicy: the home employer's people with the duty to verify see names; leads and auditors of the system see counts.
var duePolicy = auth.Policy{
	MayListDue:        verifierOfHome(notYourEmployer),
	MayListHealth:     healthStaff,
	MayRenew:          verifierOfHome(ErrNoWorker),
	MayReadCompliance: overseer,
}

var notYourEmployer = fault.New(fault.Forbidden, "not_your_employer", "Only people of that employer with the duty to verify may do this.")

func overseer(p auth.Principal, f auth.Facts) error {
	if (p.Role == auth.Lead || p.Role == auth.Auditor) && p.ICS != "" && p.ICS == f.ICS {
		return nil
	}
	return fault.New(fault.Forbidden, "not_a_lead", "Only leads and auditors of this system may read the compliance of all its employers.")
}

func healthStaff(p auth.Principal, f auth.Facts) error {
	if p.Role == auth.Employer && p.Has(auth.Health) && p.Employer != "" && p.Employer == f.Home {
		return nil
	}
	return fault.New(fault.Forbidden, "occupational_health_only", "Only occupational health at that employer may do this.")
}
