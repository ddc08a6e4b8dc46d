// Package passports holds what the passports service tells the others: outcomes and dates about workers known only by
// opaque ids, and its answers to bookings.
package passports

import (
	"time"

	"github.com/muster-ics/muster/events/internal/check"
	"github.com/muster-ics/muster/events/shifts"
)

// Effect is what a registration's status means for deployment (domain: register status and effect).
type Effect string

// The effects of a registration.
const (
	Allow    Effect = "allow"
	Flag     Effect = "flag"
	Approval Effect = "approval"
	Block    Effect = "block"
)

// CheckTypes are the six NHS Employment Check Standards less registration, which has its own record.
var CheckTypes = []string{"identity", "right_to_work", "references", "dbs", "occupational_health"}

// Engagement is a worker's post or bank membership with one employer.
type Engagement struct {
	EngagementID string `json:"engagement_id"`
	Employer     string `json:"employer"`
	// Kind is substantive or bank.
	Kind       string     `json:"kind" jsonschema:"enum=substantive,enum=bank"`
	StaffGroup string     `json:"staff_group" jsonschema:"enum=medical_dental,enum=students,enum=nursing_midwifery,enum=allied_health,enum=additional_scientific,enum=healthcare_scientists,enum=clinical_support,enum=admin_clerical,enum=estates_ancillary,enum=supplementary"`
	Role       string     `json:"role"`
	Band       string     `json:"band" jsonschema:"enum=2,enum=3,enum=4,enum=5,enum=6,enum=7,enum=8a,enum=8b,enum=8c,enum=8d,enum=9,enum=medical"`
	From       time.Time  `json:"from"`
	Until      *time.Time `json:"until,omitempty"`
}

// Check is the newest outcome of one employment check.
type Check struct {
	Type string `json:"type" jsonschema:"enum=identity,enum=right_to_work,enum=references,enum=dbs,enum=occupational_health"`
	// Outcome is satisfied, not_satisfied, inconclusive or withdrawn.
	Outcome string `json:"outcome" jsonschema:"enum=satisfied,enum=not_satisfied,enum=inconclusive,enum=withdrawn"`
	// Level and Workforce are set for dbs; EPPClearedUntil for occupational_health.
	Level           string     `json:"level,omitempty"`
	Workforce       string     `json:"workforce,omitempty"`
	EPPClearedUntil *time.Time `json:"epp_cleared_until,omitempty"`
	ValidUntil      *time.Time `json:"valid_until,omitempty"`
	// CheckedOn is when the check was done, so that a host may ask for a newer one.
	CheckedOn *time.Time `json:"checked_on,omitempty"`
}

// Competency is one competency that the worker has.
type Competency struct {
	Framework  string     `json:"framework"`
	Code       string     `json:"code"`
	Level      int        `json:"level"`
	ValidUntil *time.Time `json:"valid_until,omitempty"`
	// AchievedOn is when it was achieved, so that a host may ask for a shorter refresh period.
	AchievedOn *time.Time `json:"achieved_on,omitempty"`
	// Provisional tells that the worker is supervised in it until somebody signs it off.
	Provisional bool `json:"provisional,omitempty"`
}

// Registration is one professional registration, told by its effect and not by its status.
type Registration struct {
	Body       string     `json:"body"`
	Effect     Effect     `json:"effect" jsonschema:"enum=allow,enum=flag,enum=approval,enum=block"`
	ValidUntil *time.Time `json:"valid_until,omitempty"`
	// LastReadAt is when the register was last read for this entry by itself; a reading for all staff of the employer is
	// told by register.read.
	LastReadAt *time.Time `json:"last_read_at,omitempty"`
}

// Hold is a bar on deployment; why stays with the home employer.
type Hold struct {
	HoldID string     `json:"hold_id"`
	From   time.Time  `json:"from"`
	Until  *time.Time `json:"until,omitempty"`
}

// PassportState is what other services may know of a worker. No list is ever null.
type PassportState struct {
	WorkerID string `json:"worker_id"`
	// HomeEmployer is the ODS code of the employer that warrants the passport.
	HomeEmployer string `json:"home_employer"`
	// Status is active, suspended or left.
	Status        string         `json:"status" jsonschema:"enum=active,enum=suspended,enum=left"`
	Engagements   []Engagement   `json:"engagements"`
	Checks        []Check        `json:"checks"`
	Competencies  []Competency   `json:"competencies"`
	Registrations []Registration `json:"registrations"`
	Holds         []Hold         `json:"holds"`
	// RevocationFloor is the lowest passport version on which a booking may still rely.
	RevocationFloor int64 `json:"revocation_floor"`
	// WorkingTime is there once something about the worker's hours has been recorded.
	WorkingTime *WorkingTime `json:"working_time,omitempty"`
	// Disclosures are the hosts to which the worker allows the passport to be shown. Absent: the teller does not know;
	// empty: none.
	Disclosures []Disclosure `json:"disclosures,omitzero"`
	// Inductions are the sites that hosts have shown the worker round. Absent: the teller does not know; empty: none.
	Inductions []Induction `json:"inductions,omitzero"`
	// NoNights tells that occupational health bars work between 23:00 and 06:00 in London.
	NoNights bool `json:"no_nights,omitempty"`
	// WardAgrees tells that occupational health set other restrictions, so the ward agrees before the shift. Which ones
	// stays with the worker, the home employer and the ward.
	WardAgrees bool `json:"ward_agrees,omitempty"`
}

// Disclosure is the worker's word that one host may see the passport.
type Disclosure struct {
	// Host is an ODS code.
	Host  string     `json:"host"`
	From  time.Time  `json:"from"`
	Until *time.Time `json:"until,omitempty"`
	// AgreementID and AgreementVersion name the sharing agreement for which it was given, if it was given for one.
	AgreementID      string `json:"agreement_id,omitempty"`
	AgreementVersion int64  `json:"agreement_version,omitempty"`
}

// Induction is that the people of a host have shown the worker round one of its sites.
type Induction struct {
	// Employer and Site are ODS codes; Employer is the host.
	Employer   string     `json:"employer"`
	Site       string     `json:"site"`
	ValidUntil *time.Time `json:"valid_until,omitempty"`
}

// Validate returns what breaks the contract.
func (p PassportState) Validate() error {
	var c check.Errors
	c.ID("worker_id", p.WorkerID)
	c.ODS("home_employer", p.HomeEmployer)
	c.OneOf("status", p.Status, "active", "suspended", "left")
	for _, g := range p.Engagements {
		g.validate(&c)
	}
	for _, k := range p.Checks {
		c.OneOf("check type", k.Type, CheckTypes...)
		c.OneOf("outcome", k.Outcome, "satisfied", "not_satisfied", "inconclusive", "withdrawn")
	}
	for _, k := range p.Competencies {
		c.Token("framework", k.Framework)
		c.Token("competency code", k.Code)
		c.That(k.Level >= 1, "competency level must be at least 1")
	}
	for _, r := range p.Registrations {
		c.Token("registration body", r.Body)
		c.OneOf("effect", string(r.Effect), "allow", "flag", "approval", "block")
	}
	for _, h := range p.Holds {
		c.ID("hold_id", h.HoldID)
	}
	p.WorkingTime.validate(&c)
	for _, d := range p.Disclosures {
		c.ODS("disclosure host", d.Host)
		c.Time("disclosure from", d.From)
		c.That(d.Until == nil || d.Until.After(d.From), "a disclosure must end after it begins")
	}
	for _, i := range p.Inductions {
		c.ODS("induction employer", i.Employer)
		c.Token("induction site", i.Site)
	}
	c.That(p.RevocationFloor >= 0, "revocation_floor must not be negative")
	return c.Err()
}

func (g Engagement) validate(c *check.Errors) {
	c.ID("engagement_id", g.EngagementID)
	c.ODS("engagement employer", g.Employer)
	c.OneOf("kind", g.Kind, "substantive", "bank")
	c.OneOf("staff_group", g.StaffGroup, shifts.StaffGroups...)
	c.Token("role", g.Role)
	c.OneOf("band", g.Band, shifts.Bands...)
}

// CredentialState is a credential that was given out, as far as others may know it: never what it says.
type CredentialState struct {
	CredentialID string `json:"credential_id" jsonschema:"format=uuid"`
	WorkerID     string `json:"worker_id" jsonschema:"format=uuid"`
	// Issuer is the ODS code of the employer that issued it.
	Issuer string `json:"issuer"`
	// Type is the credential's type without the operator's base address, e.g. dbs/1.
	Type string `json:"type"`
	// Holder tells where the key lies that it is bound to: with the service, or in a wallet of the worker's own.
	Holder string `json:"holder" jsonschema:"enum=custodial,enum=external"`
	// List and Place are where its status stands.
	List      int64     `json:"list"`
	Place     int64     `json:"place"`
	IssuedAt  time.Time `json:"issued_at"`
	ExpiresAt time.Time `json:"expires_at"`
}

// Validate returns what breaks the contract.
func (s CredentialState) Validate() error {
	var c check.Errors
	c.ID("credential_id", s.CredentialID)
	c.ID("worker_id", s.WorkerID)
	c.ODS("issuer", s.Issuer)
	c.That(s.Type != "", "type must be set")
	c.OneOf("holder", s.Holder, "custodial", "external")
	c.That(s.List >= 1 && s.Place >= 0, "list and place must be set")
	c.Time("issued_at", s.IssuedAt)
	c.Time("expires_at", s.ExpiresAt)
	c.That(s.ExpiresAt.After(s.IssuedAt), "a credential must last for some time")
	return c.Err()
}
