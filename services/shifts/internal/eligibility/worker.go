// Package eligibility judges, from what this service has been told, whether a worker could take a shift, and says every
// reason why not. It decides what a list shows; the binding answers come from passports and deployments at the claim.
package eligibility

import (
	"time"

	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/workingtime"
)

// Worker is what passports has told of one worker. Lists may be empty.
type Worker struct {
	ID           id.ID
	HomeEmployer string
	// Status is active, suspended or left.
	Status        string
	Engagements   []Engagement
	Checks        []Check
	Competencies  []Competency
	Registrations []Registration
	Holds         []Hold
	// Disclosures are the hosts that may see the passport. Nil means that nobody has told, and is not judged; empty is none.
	Disclosures []Disclosure
	// Inductions are the sites that hosts have shown the worker round. Nil means that nobody has told; empty is none.
	Inductions []Induction
	// NoNights: occupational health bars work at night. WardAgrees: it set other restrictions, to which the ward must keep.
	NoNights, WardAgrees bool
	// Hours is what decides about the worker's hours.
	Hours workingtime.Worker
	// Floor is the lowest passport version on which a booking may still rely.
	Floor int64
}

// Engagement is a post or bank membership with one employer.
type Engagement struct {
	Employer, Kind   string
	StaffGroup, Role string
	Band             string
	From             time.Time
	Until            *time.Time
}

// Check is the newest outcome of one employment check.
type Check struct {
	Type, Outcome    string
	Level, Workforce string
	EPPClearedUntil  *time.Time
	ValidUntil       *time.Time
	// CheckedOn is when it was done; nil when nobody has told.
	CheckedOn *time.Time
}

// Competency is one competency that the worker has.
type Competency struct {
	Framework, Code string
	Level           int
	ValidUntil      *time.Time
	// AchievedOn is nil when nobody has told. Provisional is supervised until somebody signs it off.
	AchievedOn  *time.Time
	Provisional bool
}

// Registration is one professional registration by its effect: allow, flag, approval or block.
type Registration struct {
	Body, Effect string
	ValidUntil   *time.Time
	// LastReadAt is when the register was last read for it by itself; nil when nobody has told.
	LastReadAt *time.Time
}

// Disclosure is the worker's word that one host may see the passport.
type Disclosure struct {
	Host  string
	From  time.Time
	Until *time.Time
	// Agreement and Version name the text for which it was given, if it was given for one.
	Agreement id.ID
	Version   int64
}

// Induction is that a host has shown the worker round one of its sites.
type Induction struct {
	Host, Site string
	ValidUntil *time.Time
}

// Hold is a bar on deployment.
type Hold struct {
	From  time.Time
	Until *time.Time
}

// Roles are the roles that the worker's home employer employs them in, for finding shifts worth judging.
func (w Worker) Roles() []string {
	var roles []string
	for _, g := range w.Engagements {
		if g.Employer == w.HomeEmployer {
			roles = append(roles, g.Role)
		}
	}
	return roles
}

// validAt tells whether something that lasts until then still counts at t; nil lasts for ever, and its last moment counts.
func validAt(until *time.Time, t time.Time) bool { return until == nil || !until.Before(t) }
