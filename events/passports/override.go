package passports

import (
	"time"

	"github.com/muster-ics/muster/events/internal/check"
)

// OverrideState is what named people decided in place of one requirement, for one worker and one shift. Who they are and
// what they wrote stays in passports.
type OverrideState struct {
	OverrideID   string `json:"override_id" jsonschema:"format=uuid"`
	WorkerID     string `json:"worker_id" jsonschema:"format=uuid"`
	ShiftID      string `json:"shift_id" jsonschema:"format=uuid"`
	HomeEmployer string `json:"home_employer"`
	HostEmployer string `json:"host_employer"`
	// Requirement and Code say what it stands in for, e.g. competency:cstf:FIRE:1 and COMPETENCE_EXPIRES.
	Requirement string `json:"requirement"`
	Code        string `json:"code"`
	// Why is a code; Eyes who has to look: home_and_host, four_eyes or one_of_host.
	Why  string `json:"why"`
	Eyes string `json:"eyes" jsonschema:"enum=home_and_host,enum=four_eyes,enum=one_of_host"`
	// State is requested, granted, refused or expired.
	State string `json:"state" jsonschema:"enum=requested,enum=granted,enum=refused,enum=expired"`
	// StartsAt is the shift's start, before which it has to be granted, and EndsAt the shift's end; nil when an older teller
	// leaves it out. ExpiresAt is when it is nothing any more: the shift's end, or a moment up to its start by which what is
	// missing has to be there.
	StartsAt    time.Time  `json:"starts_at"`
	EndsAt      *time.Time `json:"ends_at,omitempty"`
	ExpiresAt   time.Time  `json:"expires_at"`
	RequestedAt time.Time  `json:"requested_at"`
	DecidedAt   *time.Time `json:"decided_at,omitempty"`
}

// Validate returns what breaks the contract.
func (o OverrideState) Validate() error {
	var c check.Errors
	c.ID("override_id", o.OverrideID)
	c.ID("worker_id", o.WorkerID)
	c.ID("shift_id", o.ShiftID)
	c.ODS("home_employer", o.HomeEmployer)
	c.ODS("host_employer", o.HostEmployer)
	c.That(o.Requirement != "" && o.Code != "" && o.Why != "", "an override names the requirement, the code and why")
	c.OneOf("eyes", o.Eyes, "home_and_host", "four_eyes", "one_of_host")
	c.OneOf("state", o.State, "requested", "granted", "refused", "expired")
	c.Time("starts_at", o.StartsAt)
	c.Time("expires_at", o.ExpiresAt)
	if o.EndsAt != nil {
		c.Span(o.StartsAt, *o.EndsAt)
	}
	c.Time("requested_at", o.RequestedAt)
	c.That(o.State == "requested" || o.State == "expired" || o.DecidedAt != nil, "what is decided says when")
	return c.Err()
}
