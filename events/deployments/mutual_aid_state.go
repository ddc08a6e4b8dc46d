package deployments

import (
	"time"

	"github.com/muster-ics/muster/events/internal/check"
)

// MutualAidReasons are why a lead may open shifts to all parties.
var MutualAidReasons = []string{"patient_safety", "surge", "major_incident", "industrial_action", "sickness", "service_closure_risk"}

// MutualAidState is named shifts that a lead has opened to the workers of all parties of a standing agreement, until a
// moment. What the lead wrote about it stays in deployments.
type MutualAidState struct {
	MutualAidID string `json:"mutual_aid_id" jsonschema:"format=uuid"`
	// AgreementID and AgreementVersion name the standing agreement under which deployments are authorised meanwhile.
	AgreementID      string `json:"agreement_id" jsonschema:"format=uuid"`
	AgreementVersion int64  `json:"agreement_version"`
	// Parties are the ODS codes of the employers whose workers may take the shifts.
	Parties []string `json:"parties"`
	// Shifts are those that are opened. Never empty.
	Shifts []MutualAidShift `json:"shifts"`
	// Why is one of MutualAidReasons.
	Why      string    `json:"why" jsonschema:"enum=patient_safety,enum=surge,enum=major_incident,enum=industrial_action,enum=sickness,enum=service_closure_risk"`
	OpenedAt time.Time `json:"opened_at"`
	// ClosesAt is when it ends by itself. EndedAt is when it ended; bookings that were asked for before stay.
	ClosesAt time.Time  `json:"closes_at"`
	EndedAt  *time.Time `json:"ended_at,omitempty"`
	Status   string     `json:"status" jsonschema:"enum=active,enum=ended"`
	// EndedBy is time or lead, once it has ended; or agreement, when the agreement under it ended first.
	EndedBy string `json:"ended_by,omitempty" jsonschema:"enum=time,enum=lead,enum=agreement"`
}

// MutualAidShift is one shift that is opened, and the employer that it is at.
type MutualAidShift struct {
	ShiftID      string `json:"shift_id" jsonschema:"format=uuid"`
	HostEmployer string `json:"host_employer"`
}

// Validate returns what breaks the contract.
func (m MutualAidState) Validate() error {
	var c check.Errors
	c.ID("mutual_aid_id", m.MutualAidID)
	c.ID("agreement_id", m.AgreementID)
	c.That(m.AgreementVersion >= 1, "agreement_version must be at least 1")
	c.That(len(m.Parties) >= 2, "mutual aid is between two employers at least")
	for _, p := range m.Parties {
		c.ODS("party", p)
	}
	c.That(len(m.Shifts) > 0, "mutual aid names the shifts that it opens")
	for _, s := range m.Shifts {
		c.ID("shift_id", s.ShiftID)
		c.ODS("host_employer", s.HostEmployer)
	}
	c.OneOf("why", m.Why, MutualAidReasons...)
	c.Span(m.OpenedAt, m.ClosesAt)
	c.OneOf("status", m.Status, "active", "ended")
	c.That((m.Status == "ended") == (m.EndedAt != nil), "ended_at is set exactly once it has ended")
	if m.Status == "ended" {
		c.OneOf("ended_by", m.EndedBy, "time", "lead", "agreement")
	}
	return c.Err()
}
