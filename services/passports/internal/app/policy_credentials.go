package app

import "github.com/muster-ics/muster/pkg/auth"

// The actions on credentials.
const (
	MayHoldCredentials auth.Action = "credential.hold"
)

var credentialPolicy = auth.Policy{
	MayHoldCredentials: ownPassport,
}
