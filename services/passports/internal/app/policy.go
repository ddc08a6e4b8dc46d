package app

import (
	"maps"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
)

// The actions of this service.
const (
	MayEnrol        auth.Action = "worker.enrol"
	MayManage       auth.Action = "worker.manage"
	MayList         auth.Action = "worker.list"
	MayReadOwn      auth.Action = "passport.read_own"
	MayDecide       auth.Action = "passport.decide"
	MayViewCard     auth.Action = "card.view"
	MayReadRegister auth.Action = "register.read"
	MayReadHistory  auth.Action = "history.read"
)

// Policy says who may do what: each slice of the service has its own rules, and no action has two.
var Policy = joined(
	recordPolicy,
	keepingPolicy,
	duePolicy,
	rightsPolicy,
	walletPolicy,
	credentialPolicy,
	decisionsPolicy,
	importPolicy,
)

func joined(parts ...auth.Policy) auth.Policy {
	all := auth.Policy{}
	for _, part := range parts {
		maps.Copy(all, part)
	}
	return all
}

// recordPolicy is of the passport itself. Workers see themselves; the home employer's people with the duty to verify manage; a host
// sees the card of a worker who is booked with it, and leads and auditors see no names.
var recordPolicy = auth.Policy{
	MayEnrol:        verifierOfHome(fault.New(fault.Forbidden, "not_your_employer", "Only people of the home employer with the duty to verify may do this.")),
	MayManage:       verifierOfHome(ErrNoWorker),
	MayList:         verifierOrHealthOfHome(fault.New(fault.Forbidden, "not_your_employer", "Only people of that employer with the duty to verify, or of its occupational health, may do this.")),
	MayReadRegister: verifierOfHome(fault.New(fault.Forbidden, "not_your_employer", "Only people of that employer with the duty to verify may do this.")),
	MayReadOwn:      ownPassport,
	MayDecide:       ownOrManaged,
	MayViewCard:     anyEmployer,
	MayReadHistory:  auth.OnlyAuditors,
}

// verifierOfHome allows people of the home employer who have the duty to verify; everybody else gets no.
func verifierOfHome(no error) auth.Rule {
	return func(p auth.Principal, f auth.Facts) error {
		if p.Role == auth.Employer && p.Has(auth.Verify) && p.Employer != "" && p.Employer == f.Home {
			return nil
		}
		return no
	}
}

func ownPassport(p auth.Principal, f auth.Facts) error {
	if p.Role == auth.Worker && p.WorkerID != "" && p.WorkerID == f.Worker {
		return nil
	}
	return ErrNoWorker
}

func ownOrManaged(p auth.Principal, f auth.Facts) error {
	if ownPassport(p, f) == nil {
		return nil
	}
	return verifierOfHome(ErrNoWorker)(p, f)
}

// anyEmployer lets every employer ask for a card; that the worker is booked with it is asked of the reliances.
func anyEmployer(p auth.Principal, _ auth.Facts) error {
	if p.Role == auth.Employer && p.Employer != "" {
		return nil
	}
	return ErrNoWorker
}
