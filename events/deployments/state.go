// Package deployments holds what the deployments service tells the others: employers, sites, agreements, and its answers
// to bookings across employers.
package deployments

import (
	"time"

	"github.com/muster-ics/muster/events/internal/check"
	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/events/shifts"
)

// Party is one employer in an agreement. It takes part from SignedAt, never before.
type Party struct {
	Employer string     `json:"employer"`
	SignedAt *time.Time `json:"signed_at,omitempty"`
	ExitsAt  *time.Time `json:"exits_at,omitempty"`
	// AccedesAt is from when it takes part, when that is later than the agreement's start.
	AccedesAt *time.Time `json:"accedes_at,omitempty"`
}

// Amendment is a new version that has been offered and that not all its parties have signed. The version that the state
// tells of decides meanwhile.
type Amendment struct {
	Version   int64     `json:"version"`
	TermsHash string    `json:"terms_hash"`
	OfferedBy string    `json:"offered_by"`
	OfferedAt time.Time `json:"offered_at"`
	Parties   []Party   `json:"parties"`
}

// AgreementState is one version of a workforce-sharing agreement. Empty lists of sites, staff groups or bands mean all.
type AgreementState struct {
	AgreementID string `json:"agreement_id"`
	// Version counts the versions of the text, from 1; it is not the aggregate's version.
	Version int64  `json:"version"`
	Title   string `json:"title"`
	// Model is who employs and pays: licence_to_attend, home_pays, host_pays or lead_employer. An honorary contract and a
	// secondment are told as licence_to_attend here; clauses.model has the exact word.
	Model string `json:"model" jsonschema:"enum=licence_to_attend,enum=home_pays,enum=host_pays,enum=lead_employer"`
	// Status is draft, offered, in_force or ended.
	Status  string  `json:"status" jsonschema:"enum=draft,enum=offered,enum=in_force,enum=ended"`
	Parties []Party `json:"parties"`
	// InForceAt is when the last party signed this version, from which on it decides; absent before, and from older tellers.
	InForceAt   *time.Time `json:"in_force_at,omitempty"`
	Sites       []string   `json:"sites"`
	StaffGroups []string   `json:"staff_groups"`
	Bands       []string   `json:"bands"`
	From        time.Time  `json:"from"`
	Until       *time.Time `json:"until,omitempty"`
	// MaxDays is the most days one worker may be deployed under this agreement in any 12 months; 0 means no limit.
	MaxDays int `json:"max_days"`
	// AtEnd is honour or revoke: what happens to bookings after the end.
	AtEnd string `json:"at_end" jsonschema:"enum=honour,enum=revoke"`
	// TermsHash is the SHA-256, in hex, of the text that the parties sign.
	TermsHash string `json:"terms_hash"`
	// Clauses are all of what this version says.
	Clauses *Clauses `json:"clauses,omitempty"`
	// Amendment is a version on offer; absent when there is none.
	Amendment *Amendment `json:"amendment,omitempty"`
}

// Validate returns what breaks the contract.
func (a AgreementState) Validate() error {
	var c check.Errors
	c.ID("agreement_id", a.AgreementID)
	c.That(a.Version >= 1, "version must be at least 1")
	c.That(a.Title != "", "title must be set")
	c.OneOf("model", a.Model, "licence_to_attend", "home_pays", "host_pays", "lead_employer")
	c.OneOf("status", a.Status, "draft", "offered", "in_force", "ended")
	c.That(len(a.Parties) >= 2, "an agreement has at least two parties")
	for _, p := range a.Parties {
		c.ODS("party", p.Employer)
		c.That(a.Status != "in_force" || p.SignedAt != nil, "an agreement in force is signed by %s", p.Employer)
	}
	for _, s := range a.Sites {
		c.ODS("site", s)
	}
	for _, g := range a.StaffGroups {
		c.OneOf("staff_group", g, shifts.StaffGroups...)
	}
	for _, b := range a.Bands {
		c.OneOf("band", b, shifts.Bands...)
	}
	c.Time("from", a.From)
	c.That(a.Until == nil || a.Until.After(a.From), "until must be after from")
	c.That(a.MaxDays >= 0, "max_days must not be negative")
	c.OneOf("at_end", a.AtEnd, "honour", "revoke")
	return c.Err()
}

// DeploymentState is a worker of one employer working one shift for another, under an agreement.
type DeploymentState struct {
	DeploymentID     string    `json:"deployment_id"`
	BookingID        string    `json:"booking_id"`
	ShiftID          string    `json:"shift_id"`
	WorkerID         string    `json:"worker_id"`
	HomeEmployer     string    `json:"home_employer"`
	HostEmployer     string    `json:"host_employer"`
	Site             string    `json:"site"`
	StaffGroup       string    `json:"staff_group"`
	Band             string    `json:"band"`
	StartsAt         time.Time `json:"starts_at"`
	EndsAt           time.Time `json:"ends_at"`
	AgreementID      string    `json:"agreement_id,omitempty"`
	AgreementVersion int64     `json:"agreement_version,omitempty"`
	// MutualAidID names the mutual aid that opened the shift, where the agreement covers it only by that.
	MutualAidID string `json:"mutual_aid_id,omitempty" jsonschema:"format=uuid"`
	// Status is authorised, refused, revoked or stood_down (the booking ended before it was worked).
	Status string `json:"status" jsonschema:"enum=authorised,enum=refused,enum=revoked,enum=stood_down"`
	// Reasons says why it was refused or revoked. Never null.
	Reasons []reason.Reason `json:"reasons"`
}

// Validate returns what breaks the contract.
func (d DeploymentState) Validate() error {
	var c check.Errors
	c.ID("deployment_id", d.DeploymentID)
	c.ID("booking_id", d.BookingID)
	c.ID("shift_id", d.ShiftID)
	c.ID("worker_id", d.WorkerID)
	c.ODS("home_employer", d.HomeEmployer)
	c.ODS("host_employer", d.HostEmployer)
	c.That(d.HomeEmployer != d.HostEmployer, "a deployment is between two employers")
	c.ODS("site", d.Site)
	c.Span(d.StartsAt, d.EndsAt)
	c.OneOf("status", d.Status, "authorised", "refused", "revoked", "stood_down")
	if d.Status == "authorised" {
		c.ID("agreement_id", d.AgreementID)
		c.That(d.AgreementVersion >= 1, "agreement_version must be at least 1")
	}
	c.That(d.Status != "refused" || len(d.Reasons) > 0, "a refusal must have a reason")
	c.Reasons(d.Reasons)
	return c.Err()
}
