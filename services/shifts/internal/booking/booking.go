// Package booking is one worker on one shift: from the hold, through the answers of passports and deployments, to its end.
package booking

import (
	"time"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/pay"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// Status is where a booking stands in its life.
type Status string

// The statuses of a booking. The first four are live: they keep the place and the worker's time.
const (
	Held         Status = "held"
	Confirmed    Status = "confirmed"
	Started      Status = "started"
	Worked       Status = "worked"
	Refused      Status = "refused"
	HoldExpired  Status = "hold_expired"
	Withdrawn    Status = "withdrawn"
	Cancelled    Status = "cancelled"
	Revoked      Status = "revoked"
	DidNotAttend Status = "did_not_attend"
)

// Live tells whether a booking in this status keeps the place.
func (s Status) Live() bool { return s == Held || s == Confirmed || s == Started || s == Worked }

// State is the whole of a booking, for the store and for contracts. Times are UTC.
type State struct {
	ID, ShiftID, WorkerID      id.ID
	HomeEmployer, HostEmployer string
	StartsAt, EndsAt           time.Time
	NetMinutes                 int
	// RatePence and Pay are fixed when the shift is accepted (lock_pay.go). Pay is nil on bookings from before it was kept.
	RatePence            int64
	Pay                  *pay.Quote
	Status               Status
	HeldAt               time.Time
	ConfirmedAt, EndedAt *time.Time
	Clearance            *Clearance
	AgreementID          id.ID
	AgreementVersion     int64
	Reasons              []reason.Reason

	// SuccessorOf is the booking that this one takes over from: while it is held it keeps the worker's time but not the
	// place. ApprovedBy is the opaque id of who chose the worker. SetID and SetSize name the bookings that were asked for
	// together, all or none.
	SuccessorOf id.ID
	ApprovedBy  string
	SetID       id.ID
	SetSize     int

	// Attendance is what happened once the shift began, or what its end came to.
	Attendance
	// Version counts the changes, gapless from 1.
	Version int64
}

// CrossEmployer tells whether the worker works for another employer than their own.
func (s State) CrossEmployer() bool { return s.HomeEmployer != s.HostEmployer }

// Channel is how the shift is filled when the booking is confirmed.
func (s State) Channel() shift.Channel { return shift.BankChannel(s.HomeEmployer, s.HostEmployer) }

// Booking is a State that changes only by its rules.
type Booking struct {
	s      State
	events []Event
	// diary is the version of the worker's diary on which the hold was judged.
	diary int64
}

// Rehydrate makes a booking of what the store has kept. Nothing else may call it: it checks no rule.
func Rehydrate(s State) *Booking { return &Booking{s: s} }

// State gives a copy for the store and for contracts.
func (b *Booking) State() State { return b.s }

// DiaryVersion is the version of the worker's diary on which the hold was judged: the claim holds on no other. It is 0
// for a booking that was loaded.
func (b *Booking) DiaryVersion() int64 { return b.diary }

// Events are the changes since the booking was loaded or held, one a version.
func (b *Booking) Events() []Event { return b.events }

func (b *Booking) happened(e Event) {
	b.s.Version++
	b.events = append(b.events, e)
}

// end moves the booking to a status in which it keeps nothing any more.
func (b *Booking) end(to Status, e Event, now time.Time, why ...reason.Reason) {
	b.s.Status, b.s.EndedAt = to, &now
	b.s.Reasons = append([]reason.Reason{}, why...)
	b.happened(e)
}
