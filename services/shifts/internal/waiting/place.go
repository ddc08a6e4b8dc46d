// Package waiting is a place on the waiting list of a shift that somebody has: when the shift opens again it is offered to
// those who wait, in the order in which they joined.
package waiting

import (
	"time"

	"github.com/muster-ics/muster/pkg/id"
)

// Status is where a place stands. Only Waiting is live, also while the worker has an offer of the shift.
type Status string

// The statuses of a place.
const (
	Waiting Status = "waiting"
	Taken   Status = "taken"
	Passed  Status = "passed"
	Left    Status = "left"
	Closed  Status = "closed"
)

// WorthComing is how much of a shift has to be left for its list to be asked after its start, when the worker who had it did
// not come. ‡ Two hours are Muster's own proposal: for less nobody travels.
const WorthComing = 2 * time.Hour

// State is the whole of a place, for the store and for contracts. Times are UTC.
type State struct {
	ID, ShiftID, WorkerID  id.ID
	HomeEmployer, Employer string
	Status                 Status
	JoinedAt               time.Time
	EndedAt                *time.Time
	Version                int64
}

// Event names what happened to a place.
type Event string

// What happens to places.
const (
	EventJoined Event = "joined"
	EventEnded  Event = "ended"
)

// Place is a State that changes only by its rules.
type Place struct {
	s      State
	events []Event
}

// Joiner is who waits for what.
type Joiner struct {
	ShiftID, WorkerID      id.ID
	HomeEmployer, Employer string
}

// Join makes a place that counts from joined, which is earlier than now for those who had applied for the shift.
func Join(place id.ID, by Joiner, joined time.Time) *Place {
	p := &Place{s: State{ID: place, ShiftID: by.ShiftID, WorkerID: by.WorkerID, HomeEmployer: by.HomeEmployer, Employer: by.Employer, Status: Waiting, JoinedAt: joined}}
	p.s.Version, p.events = 1, []Event{EventJoined}
	return p
}

// Rehydrate makes a place of what the store has kept. Nothing else may call it: it checks no rule.
func Rehydrate(s State) *Place { return &Place{s: s} }

// State gives a copy for the store and for contracts.
func (p *Place) State() State { return p.s }

// Events are the changes since it was loaded or joined, one a version.
func (p *Place) Events() []Event { return p.events }

// End ends the place; false when it is over already.
func (p *Place) End(to Status, now time.Time) bool {
	if p.s.Status != Waiting || to == Waiting {
		return false
	}
	p.s.Status, p.s.EndedAt = to, &now
	p.s.Version++
	p.events = append(p.events, EventEnded)
	return true
}

// Leave ends the place by the worker.
func (p *Place) Leave(now time.Time) error {
	if !p.End(Left, now) {
		return &Refusal{Code: "place_ended", Message: "You are no longer on this waiting list."}
	}
	return nil
}

// Refusal is a step that the place's life does not allow.
type Refusal struct {
	// Code is stable; Message says what to do instead.
	Code, Message string
}

// Error implements error.
func (e *Refusal) Error() string { return e.Code + ": " + e.Message }
