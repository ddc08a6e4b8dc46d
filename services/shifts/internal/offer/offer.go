// Package offer is a shift kept for one worker for some time: by the ward, or because the worker was next on the shift's
// waiting list.
package offer

import (
	"time"

	"github.com/muster-ics/muster/pkg/id"
)

// Status is where an offer stands. Only Open is live.
type Status string

// The statuses of an offer.
const (
	Open      Status = "open"
	Accepted  Status = "accepted"
	Declined  Status = "declined"
	Expired   Status = "expired"
	Withdrawn Status = "withdrawn"
	Closed    Status = "closed"
)

// Origin is what an offer comes from.
type Origin string

// The two origins.
const (
	FromEmployer    Origin = "employer"
	FromWaitingList Origin = "waiting_list"
)

// The least and most minutes for which a ward may keep a shift for one worker. Longer would hide it from everybody else.
const (
	MinMinutes = 5
	MaxMinutes = 24 * 60
)

// State is the whole of an offer, for the store and for contracts. Times are UTC.
type State struct {
	ID, ShiftID, WorkerID id.ID
	Employer              string
	Origin                Origin
	// PlaceID is the place on the waiting list that led to it.
	PlaceID id.ID
	Status  Status
	MadeAt  time.Time
	// ExpiresAt is by the database's clock.
	ExpiresAt time.Time
	EndedAt   *time.Time
	BookingID id.ID
	Version   int64
}

// Event names what happened to an offer.
type Event string

// What happens to offers.
const (
	EventMade  Event = "made"
	EventEnded Event = "ended"
)

// Offer is a State that changes only by its rules.
type Offer struct {
	s      State
	events []Event
}

// Terms are what is offered to whom, from what and until when by the database's clock.
type Terms struct {
	ShiftID, WorkerID id.ID
	Employer          string
	PlaceID           id.ID
	ExpiresAt         time.Time
}

// Make makes an offer. Terms with a place are those of a waiting list.
func Make(offer id.ID, t Terms, now time.Time) *Offer {
	o := &Offer{s: State{ID: offer, ShiftID: t.ShiftID, WorkerID: t.WorkerID, Employer: t.Employer, Origin: FromEmployer, PlaceID: t.PlaceID,
		Status: Open, MadeAt: now, ExpiresAt: t.ExpiresAt}}
	if t.PlaceID != id.Nil {
		o.s.Origin = FromWaitingList
	}
	o.happened(EventMade)
	return o
}

// Rehydrate makes an offer of what the store has kept. Nothing else may call it: it checks no rule.
func Rehydrate(s State) *Offer { return &Offer{s: s} }

// State gives a copy for the store and for contracts.
func (o *Offer) State() State { return o.s }

// Events are the changes since it was loaded or made, one a version.
func (o *Offer) Events() []Event { return o.events }

func (o *Offer) happened(e Event) {
	o.s.Version++
	o.events = append(o.events, e)
}

// Accept says that the worker's claim was made as a booking; false when the offer is over already.
func (o *Offer) Accept(booking id.ID, now time.Time) bool {
	if o.s.Status != Open {
		return false
	}
	o.s.BookingID = booking
	return o.end(Accepted, now)
}

// Decline gives the shift up by the worker.
func (o *Offer) Decline(now time.Time) error { return o.endBy(Declined, now) }

// Withdraw takes the offer back by the ward.
func (o *Offer) Withdraw(now time.Time) error { return o.endBy(Withdrawn, now) }

// Expire ends an offer whose time is up, which only the database says; false when it is over already.
func (o *Offer) Expire(now time.Time) bool { return o.end(Expired, now) }

// Close ends an offer whose shift is gone; false when it is over already.
func (o *Offer) Close(now time.Time) bool { return o.end(Closed, now) }

func (o *Offer) endBy(to Status, now time.Time) error {
	if !o.end(to, now) {
		return &Refusal{Code: "offer_ended", Message: "This offer is over (" + string(o.s.Status) + ")."}
	}
	return nil
}

func (o *Offer) end(to Status, now time.Time) bool {
	if o.s.Status != Open {
		return false
	}
	o.s.Status, o.s.EndedAt = to, &now
	o.happened(EventEnded)
	return true
}

// Refusal is a step that the offer's life does not allow.
type Refusal struct {
	// Code is stable; Message says what to do instead.
	Code, Message string
}

// Error implements error.
func (e *Refusal) Error() string { return e.Code + ": " + e.Message }
