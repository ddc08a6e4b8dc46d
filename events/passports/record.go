package passports

import (
	"time"

	"github.com/muster-ics/muster/events/internal/check"
)

// CheckState is one record of an employment check. Records never change, so its version is always 1; a correction or a
// withdrawal is a new record that names the one it takes the place of.
type CheckState struct {
	CheckID  string `json:"check_id" jsonschema:"format=uuid"`
	WorkerID string `json:"worker_id" jsonschema:"format=uuid"`
	// HomeEmployer is the ODS code of the employer that warrants the passport.
	HomeEmployer string `json:"home_employer"`
	Type         string `json:"type" jsonschema:"enum=identity,enum=right_to_work,enum=references,enum=dbs,enum=occupational_health"`
	// Outcome is satisfied, not_satisfied, inconclusive or withdrawn.
	Outcome    string     `json:"outcome" jsonschema:"enum=satisfied,enum=not_satisfied,enum=inconclusive,enum=withdrawn"`
	CheckedOn  time.Time  `json:"checked_on"`
	ValidUntil *time.Time `json:"valid_until,omitempty"`
	// StandardVersion names the version of the employment check standard that was followed.
	StandardVersion string `json:"standard_version,omitempty"`
	// Supersedes is the record of which this one takes the place.
	Supersedes string `json:"supersedes,omitempty"`
	// HostEmployer is set when a host did the check itself: it counts there, and is no part of the passport.
	HostEmployer string `json:"host_employer,omitempty"`
}

// Validate returns what breaks the contract.
func (s CheckState) Validate() error {
	var c check.Errors
	c.ID("check_id", s.CheckID)
	c.ID("worker_id", s.WorkerID)
	c.ODS("home_employer", s.HomeEmployer)
	c.OneOf("type", s.Type, CheckTypes...)
	c.OneOf("outcome", s.Outcome, "satisfied", "not_satisfied", "inconclusive", "withdrawn")
	c.Time("checked_on", s.CheckedOn)
	if s.StandardVersion != "" {
		c.Token("standard_version", s.StandardVersion)
	}
	if s.Supersedes != "" {
		c.ID("supersedes", s.Supersedes)
	}
	return c.Err()
}

// CompetencyState is one record of a competency. Records never change, so its version is always 1.
type CompetencyState struct {
	CompetencyID string     `json:"competency_id" jsonschema:"format=uuid"`
	WorkerID     string     `json:"worker_id" jsonschema:"format=uuid"`
	HomeEmployer string     `json:"home_employer"`
	Framework    string     `json:"framework"`
	Code         string     `json:"code"`
	Level        int        `json:"level"`
	AchievedOn   time.Time  `json:"achieved_on"`
	ValidUntil   *time.Time `json:"valid_until,omitempty"`
	// Provisional tells that the worker is supervised in it until somebody signs it off.
	Provisional bool `json:"provisional,omitempty"`
}

// Validate returns what breaks the contract.
func (s CompetencyState) Validate() error {
	var c check.Errors
	c.ID("competency_id", s.CompetencyID)
	c.ID("worker_id", s.WorkerID)
	c.ODS("home_employer", s.HomeEmployer)
	c.Token("framework", s.Framework)
	c.Token("competency code", s.Code)
	c.That(s.Level >= 1, "competency level must be at least 1")
	c.Time("achieved_on", s.AchievedOn)
	return c.Err()
}

// RegistrationState is one reading of a worker's entry on a register, told by its effect and not by its status. Readings
// never change, so its version is always 1.
type RegistrationState struct {
	RegistrationID string     `json:"registration_id" jsonschema:"format=uuid"`
	WorkerID       string     `json:"worker_id" jsonschema:"format=uuid"`
	HomeEmployer   string     `json:"home_employer"`
	Body           string     `json:"body"`
	Effect         Effect     `json:"effect" jsonschema:"enum=allow,enum=flag,enum=approval,enum=block"`
	ReadAt         time.Time  `json:"read_at"`
	ValidUntil     *time.Time `json:"valid_until,omitempty"`
}

// Validate returns what breaks the contract.
func (s RegistrationState) Validate() error {
	var c check.Errors
	c.ID("registration_id", s.RegistrationID)
	c.ID("worker_id", s.WorkerID)
	c.ODS("home_employer", s.HomeEmployer)
	c.Token("body", s.Body)
	c.OneOf("effect", string(s.Effect), "allow", "flag", "approval", "block")
	c.Time("read_at", s.ReadAt)
	return c.Err()
}

// EngagementState is a worker's post or bank membership, by itself.
type EngagementState struct {
	WorkerID     string     `json:"worker_id" jsonschema:"format=uuid"`
	HomeEmployer string     `json:"home_employer"`
	Engagement   Engagement `json:"engagement"`
}

// Validate returns what breaks the contract.
func (s EngagementState) Validate() error {
	var c check.Errors
	c.ID("worker_id", s.WorkerID)
	c.ODS("home_employer", s.HomeEmployer)
	s.Engagement.validate(&c)
	return c.Err()
}

// HoldState is a bar on deployment; why stays with the home employer.
type HoldState struct {
	HoldID       string     `json:"hold_id" jsonschema:"format=uuid"`
	WorkerID     string     `json:"worker_id" jsonschema:"format=uuid"`
	HomeEmployer string     `json:"home_employer"`
	From         time.Time  `json:"from"`
	Until        *time.Time `json:"until,omitempty"`
	// LiftedAt is there once it has been lifted.
	LiftedAt *time.Time `json:"lifted_at,omitempty"`
}

// Validate returns what breaks the contract.
func (s HoldState) Validate() error {
	var c check.Errors
	c.ID("hold_id", s.HoldID)
	c.ID("worker_id", s.WorkerID)
	c.ODS("home_employer", s.HomeEmployer)
	c.Time("from", s.From)
	return c.Err()
}
