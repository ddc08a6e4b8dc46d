package shift

import (
	"time"

	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/id"
)

// RequestApprove is the booking mode in which the ward chooses; SelfBook the one in which the first who accepts has it.
const (
	SelfBook       = "self_book"
	RequestApprove = "request_approve"
)

// Reservation keeps an open shift for one worker. Without For it is kept for nobody yet, while its waiting list is asked.
type Reservation struct {
	For, Offer id.ID
	// Until is by the database's clock, which alone tells whether it is over.
	Until time.Time
}

// KeptFrom is nil unless the shift is kept for somebody else than the worker.
func (s State) KeptFrom(worker id.ID) error {
	if s.Reserved == nil || (s.Reserved.For == worker && worker != id.Nil) {
		return nil
	}
	if s.Reserved.For == id.Nil {
		return refuse(CodeOffered, "This shift has just opened again and goes to its waiting list first. Look again in a few seconds.")
	}
	return refuse(CodeOffered, "This shift is being offered to another worker until "+s.Reserved.Until.In(clock.London).Format("15:04 on Mon 2 Jan")+". It opens again then, if they do not take it.")
}

// CodeOffered is the code of the refusal of a shift that is kept for somebody else.
const CodeOffered = "shift_offered"
