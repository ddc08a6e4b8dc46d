// Package deployment decides whether an agreement in force lets a worker of one employer work one shift for another, and
// keeps what became of the answer.
package deployment

import (
	"slices"
	"time"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/id"
)

// Status is where a deployment stands.
type Status string

// The statuses. Only an authorised deployment goes on, to stood down or revoked; the other three are final.
const (
	Authorised Status = "authorised"
	Refused    Status = "refused"
	StoodDown  Status = "stood_down"
	Revoked    Status = "revoked"
)

// Placement is who would work where and when, as the booking says.
type Placement struct {
	Booking id.ID `json:"booking_id"`
	Shift   id.ID `json:"shift_id"`
	Worker  id.ID `json:"worker_id"`
	// Home employs the worker; Host is where the shift is. They differ.
	Home       string    `json:"home"`
	Host       string    `json:"host"`
	Site       string    `json:"site"`
	StaffGroup string    `json:"staff_group"`
	Band       string    `json:"band"`
	StartsAt   time.Time `json:"starts_at"`
	EndsAt     time.Time `json:"ends_at"`
	// EPP and Children say that exposure-prone procedures, or work with children, are part of the shift.
	EPP      bool `json:"epp,omitempty"`
	Children bool `json:"children,omitempty"`
	// AskedAt is when the worker asked for the shift; the zero time when that is not known. What follows from it is Facts.Aid.
	AskedAt time.Time `json:"-"`
}

// Record is a deployment laid open, for the store and for views.
type Record struct {
	ID      id.ID
	Version int64
	Placement
	Status Status
	// Agreement and Terms name the agreement and the version of its text that authorised; Nil and 0 in a refusal.
	Agreement id.ID
	Terms     int64
	// Aid is the mutual aid that opened the shift, where the agreement covers it only by that; else Nil.
	Aid       id.ID
	Reasons   []reason.Reason
	DecidedAt time.Time
	// EndedAt is when an authorised deployment was stood down or revoked.
	EndedAt *time.Time
}

// Deployment is the answer to one booking across employers, and what became of it.
type Deployment struct{ r Record }

// Rehydrate makes a deployment of what the store kept. For the store only: it checks nothing.
func Rehydrate(r Record) Deployment { return Deployment{r: r.clone()} }

// Record lays the deployment open. Changing the copy changes nothing here.
func (d *Deployment) Record() Record { return d.r.clone() }

// Status is where it stands.
func (d *Deployment) Status() Status { return d.r.Status }

func (r Record) clone() Record {
	r.Reasons = append([]reason.Reason{}, slices.Clone(r.Reasons)...)
	return r
}

// Decide turns an answer into a deployment: authorised under one agreement, or refused with every reason.
func Decide(deployment id.ID, p Placement, a Answer, now time.Time) Deployment {
	r := Record{ID: deployment, Version: 1, Placement: p, Status: Refused, Reasons: a.Reasons, DecidedAt: now}
	if a.Yes() {
		r.Status, r.Agreement, r.Terms, r.Aid = Authorised, a.Agreement, a.Terms, a.Aid
	}
	return Deployment{r: r.clone()}
}
