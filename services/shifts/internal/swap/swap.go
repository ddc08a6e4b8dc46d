// Package swap is how a worker hands a confirmed booking over to another. The booking stands until the other worker's own
// booking, its successor, has passed every check; then the place changes hands in one step.
package swap

import (
	"time"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/id"
)

// Status is where a swap stands. The first three are live.
type Status string

// The statuses of a swap. Asked waits for the ward, Taking for the checks of the successor.
const (
	Offered   Status = "offered"
	Asked     Status = "asked"
	Taking    Status = "taking"
	Done      Status = "done"
	Withdrawn Status = "withdrawn"
	Closed    Status = "closed"
)

// Live tells whether the booking may still change hands.
func (s Status) Live() bool { return s == Offered || s == Asked || s == Taking }

// State is the whole of a swap, for the store and for contracts. Times are UTC.
type State struct {
	ID, BookingID, ShiftID, WorkerID id.ID
	Employer                         string
	// OnlyFor is the worker whom it is offered to; nil is every worker who may take the shift.
	OnlyFor   id.ID
	Status    Status
	OfferedAt time.Time
	EndedAt   *time.Time
	// TakerID would take the booking over. SuccessorID is their booking, named before it is made.
	TakerID     id.ID
	TakerHome   string
	SuccessorID id.ID
	ApprovedBy  string
	// ShownPence is the total pay that the taker saw; 0 when it is not known.
	ShownPence int64
	// Reasons says why the last taker could not, or why it ended.
	Reasons []reason.Reason
	Version int64
}

// Event names what happened to a swap.
type Event string

// What happens to swaps.
const (
	EventOffered Event = "offered"
	EventTaken   Event = "taken"
	EventEnded   Event = "ended"
)

// Swap is a State that changes only by its rules.
type Swap struct {
	s      State
	events []Event
}

// Proposal is whose booking of which shift is handed over.
type Proposal struct {
	BookingID, ShiftID, WorkerID id.ID
	Employer                     string
	OnlyFor                      id.ID
}

// Offer starts a swap. Whether the booking can be handed over the caller has judged.
func Offer(swap id.ID, p Proposal, now time.Time) (*Swap, error) {
	if p.OnlyFor == p.WorkerID {
		return nil, &Refusal{Code: "swap_with_oneself", Message: "Name another worker, or leave the name out to offer the shift to all who may take it."}
	}
	w := &Swap{s: State{ID: swap, BookingID: p.BookingID, ShiftID: p.ShiftID, WorkerID: p.WorkerID, Employer: p.Employer, OnlyFor: p.OnlyFor,
		Status: Offered, OfferedAt: now, Reasons: []reason.Reason{}}}
	w.happened(EventOffered)
	return w, nil
}

// Rehydrate makes a swap of what the store has kept. Nothing else may call it: it checks no rule.
func Rehydrate(s State) *Swap { return &Swap{s: s} }

// State gives a copy for the store and for contracts.
func (w *Swap) State() State { return w.s }

// Events are the changes since it was loaded or offered, one a version.
func (w *Swap) Events() []Event { return w.events }

func (w *Swap) happened(e Event) {
	w.s.Version++
	w.events = append(w.events, e)
}

// Refusal is a step that the swap's life does not allow.
type Refusal struct {
	// Code is stable; Message says what to do instead.
	Code, Message string
}

// Error implements error.
func (e *Refusal) Error() string { return e.Code + ": " + e.Message }

func refuse(code, message string) error { return &Refusal{Code: code, Message: message} }
