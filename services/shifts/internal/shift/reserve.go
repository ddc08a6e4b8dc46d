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

// Offerable is nil when the shift can be kept for a worker: one that an agency has can be taken from it, but not kept.
func (s State) Offerable(now time.Time) error {
	if s.Status == Filled && s.ByAgency() {
		return refuse("agency_has_it", "An agency fills this shift. A bank worker can still take it from the agency; ask them to accept it.")
	}
	return s.Takeable(now)
}

// CodeOffered is the code of the refusal of a shift that is kept for somebody else.
const CodeOffered = "shift_offered"
