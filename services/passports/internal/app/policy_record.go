package app

import (
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
)

// The actions of keeping the record.
const (
	MayReadWorker      auth.Action = "worker.read"
	MayRecordHealth    auth.Action = "health.record"
	MayReadRecord      auth.Action = "record.read"
	MayInduct          auth.Action = "induction.record"
	MayAdjustOwn       auth.Action = "adjustment.keep_own"
	MayReadAdjustments auth.Action = "adjustment.read"
	MayReadRegisters   auth.Action = "registers.read"
	MaySetRegisters    auth.Action = "registers.set"
	MayReadReference   auth.Action = "reference.read"
	MaySetReference    auth.Action = "reference.set"
)

// keepingPolicy is merged into Policy. Occupational health alone records work health assessments; a host's people record who
// was shown round; workers decide who reads what they ask for; an ICS lead keeps the reference data.
var keepingPolicy = auth.Policy{
	MayReadWorker:      verifierOrHealthOfHome(ErrNoWorker),
	MayRecordHealth:    healthOfHome,
	MayReadRecord:      ownOrManaged,
	MayInduct:          hostStaff,
	MayAdjustOwn:       ownPassport,
	MayReadAdjustments: anyEmployer,
	MayReadRegisters:   anybody,
	MaySetRegisters:    lead,
	MayReadReference:   atWorkOrOverseeing,
	MaySetReference:    lead,
}

func healthOfHome(p auth.Principal, f auth.Facts) error {
	if p.Role == auth.Employer && p.Has(auth.Health) && p.Employer != "" && p.Employer == f.Home {
		return nil
	}
	if verifierOfHome(ErrNoWorker)(p, f) == nil {
		return fault.New(fault.Forbidden, "occupational_health_only", "Only occupational health at the home employer records a work health assessment: ask them, or ask for the duty %q.", auth.Health)
	}
	return ErrNoWorker
}

// verifierOrHealthOfHome allows also occupational health to find whom it assesses; what it sees is WorkerView.forHealth.
func verifierOrHealthOfHome(no error) auth.Rule {
	return func(p auth.Principal, f auth.Facts) error {
		if p.Role == auth.Employer && p.Has(auth.Health) && p.Employer != "" && p.Employer == f.Home {
			return nil
		}
		return verifierOfHome(no)(p, f)
	}
}

// hostStaff allows the people of a host who verify or post.
func hostStaff(p auth.Principal, f auth.Facts) error {
	if p.Role == auth.Employer && p.Employer != "" && p.Employer == f.Employer && (p.Has(auth.Verify) || p.Has(auth.Post)) {
		return nil
	}
	return ErrNoWorker
}

// atWorkOrOverseeing allows who works for an employer or watches over the system. Workers read what counts where it counts.
func atWorkOrOverseeing(p auth.Principal, f auth.Facts) error {
	if p.Role == auth.Employer && p.Employer != "" {
		return nil
	}
	return overseer(p, f)
}

func anybody(auth.Principal, auth.Facts) error { return nil }

func lead(p auth.Principal, f auth.Facts) error {
	if p.Role == auth.Lead && p.ICS != "" && p.ICS == f.ICS {
		return nil
	}
	return fault.New(fault.Forbidden, "lead_only", "Only the workforce lead of the integrated care system may change reference data.")
}
