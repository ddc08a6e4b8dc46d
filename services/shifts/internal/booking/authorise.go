package booking

import (
	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/id"
)

// Authorisation is deployments' answer: whether an agreement between home and host covers the whole shift.
type Authorisation struct {
	Yes              bool
	AgreementID      id.ID
	AgreementVersion int64
	Reasons          []reason.Reason
}
