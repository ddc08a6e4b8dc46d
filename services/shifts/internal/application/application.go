// Package application is a worker's wish to have a shift that the ward gives by choosing: from its submission to the
// booking that it leads to, or to the reason why nothing came of it.
package application

import (
	"time"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/id"
)

// Status is where an application stands. Submitted and Approved are live.
type Status string

// The statuses of an application. Approved means that the booking is on its way; Booked that it was made, and whatever
// happens then is the booking's to tell.
const (
	Submitted Status = "submitted"
	Approved  Status = "approved"
	Booked    Status = "booked"
	Withdrawn Status = "withdrawn"
	Declined  Status = "declined"
	NotChosen Status = "not_chosen"
	Closed    Status = "closed"
)

// Live tells whether something may still come of it.
func (s Status) Live() bool { return s == Submitted || s == Approved }

// State is the whole of an application, for the store and for contracts. Times are UTC.
type State struct {
	ID, ShiftID, WorkerID  id.ID
	HomeEmployer, Employer string
	Status                 Status
	SubmittedAt            time.Time
	DecidedAt, EndedAt     *time.Time
	// BookingID is the booking that the approval leads to, ApprovedBy the opaque id of who chose; both from the approval on.
	BookingID  id.ID
	ApprovedBy string
	// ShownPence is the total pay that the worker saw when they applied; 0 when it is not known.
	ShownPence int64
	Reasons    []reason.Reason
	Version    int64
}

// Event names what happened to an application.
type Event string

// What happens to applications.
const (
	EventSubmitted Event = "submitted"
	EventApproved  Event = "approved"
	EventEnded     Event = "ended"
)

// Application is a State that changes only by its rules.
type Application struct {
	s      State
	events []Event
}

// Submission is who applies for what.
type Submission struct {
	ShiftID, WorkerID      id.ID
	HomeEmployer, Employer string
	// ShownPence is the total pay that the worker saw; 0 when it is not known.
	ShownPence int64
}

// Submit makes an application. Whether the worker may apply the caller has judged.
func Submit(application id.ID, by Submission, now time.Time) *Application {
	a := &Application{s: State{ID: application, ShiftID: by.ShiftID, WorkerID: by.WorkerID, HomeEmployer: by.HomeEmployer, Employer: by.Employer,
		ShownPence: by.ShownPence, Status: Submitted, SubmittedAt: now, Reasons: []reason.Reason{}}}
	a.happened(EventSubmitted)
	return a
}

// Rehydrate makes an application of what the store has kept. Nothing else may call it: it checks no rule.
func Rehydrate(s State) *Application { return &Application{s: s} }

// State gives a copy for the store and for contracts.
func (a *Application) State() State { return a.s }

// Events are the changes since it was loaded or submitted, one a version.
func (a *Application) Events() []Event { return a.events }

func (a *Application) happened(e Event) {
	a.s.Version++
	a.events = append(a.events, e)
}

// Refusal is a step that the application's life does not allow.
type Refusal struct {
	// Code is stable; Message says what to do instead.
	Code, Message string
}

// Error implements error.
func (e *Refusal) Error() string { return e.Code + ": " + e.Message }
