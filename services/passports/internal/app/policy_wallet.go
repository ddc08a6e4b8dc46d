package app

import (
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
)

// The actions on offers, presentations and door codes.
const (
	MayOffer      auth.Action = "credential.offer"
	MayTake       auth.Action = "credential.take"
	MayRequest    auth.Action = "presentation.request"
	MayPresent    auth.Action = "presentation.answer"
	MayShowAtDoor auth.Action = "door.show"
	// MayReadReceivers is for everybody: the registry is public.
	MayReadReceivers auth.Action = "receivers.read"
	MaySetReceivers  auth.Action = "receivers.set"
)

var walletPolicy = auth.Policy{
	MayOffer:      ownOrManaged,
	MayTake:       ownPassport,
	MayRequest:    receives,
	MayPresent:    ownPassport,
	MayShowAtDoor: ownPassport,

	MayReadReceivers: anybody,
	MaySetReceivers:  lead,
}

// receives allows an employer's people who check workers, for requests of their own employer.
func receives(p auth.Principal, f auth.Facts) error {
	if p.Role != auth.Employer || p.Employer == "" || !p.Has(auth.Verify) {
		return fault.New(fault.Forbidden, "not_a_receiver", "Only people of an employer with the duty to verify may ask workers to show their passport.")
	}
	if f.Employer != "" && f.Employer != p.Employer {
		return ErrNoRequest
	}
	return nil
}
