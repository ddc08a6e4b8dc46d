package deployments

import (
	"time"

	"github.com/muster-ics/muster/events/internal/check"
)

// EmployerState is an organisation that posts shifts and employs people. Its aggregate id is the ODS code. Every event of
// an employer carries it whole, so that the newest version says all.
type EmployerState struct {
	ODS  string `json:"ods"`
	Name string `json:"name"`
	// Kind is acute, community, mental_health, ambulance, primary_care or other.
	Kind string `json:"kind" jsonschema:"enum=acute,enum=community,enum=mental_health,enum=ambulance,enum=primary_care,enum=other"`
	// ICS is the system that it was registered for, in which it takes part from Since. Memberships says until when.
	ICS   string    `json:"ics"`
	Since time.Time `json:"since"`
	// Memberships are all its times in systems, earliest first. Absent from older tellers, which knew of the one above.
	Memberships []Membership `json:"memberships,omitempty"`
	// ClosedAt is the moment from which it is no more. What happens from then on is SucceededBy's; empty when nobody follows.
	ClosedAt    *time.Time `json:"closed_at,omitempty"`
	SucceededBy string     `json:"succeeded_by,omitempty"`
}

// Membership is one time of an employer in a system: from Since, and before Until when that is known.
type Membership struct {
	ICS   string     `json:"ics"`
	Since time.Time  `json:"since"`
	Until *time.Time `json:"until,omitempty"`
}

// Validate returns what breaks the contract.
func (s EmployerState) Validate() error {
	var c check.Errors
	c.ODS("ods", s.ODS)
	c.That(s.Name != "", "name must be set")
	c.OneOf("kind", s.Kind, "acute", "community", "mental_health", "ambulance", "primary_care", "other")
	c.ODS("ics", s.ICS)
	c.Time("since", s.Since)
	for _, m := range s.Memberships {
		c.ODS("memberships.ics", m.ICS)
		c.Time("memberships.since", m.Since)
		c.That(m.Until == nil || m.Until.After(m.Since), "a membership must end after it begins")
		c.That(s.ClosedAt == nil || m.Until != nil && !m.Until.After(*s.ClosedAt), "no membership may outlast its employer")
	}
	c.That(s.SucceededBy == "" || s.ClosedAt != nil, "an employer that another follows must be closed")
	c.That(s.SucceededBy != s.ODS, "no employer follows itself")
	if s.SucceededBy != "" {
		c.ODS("succeeded_by", s.SucceededBy)
	}
	return c.Err()
}
