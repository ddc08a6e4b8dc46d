// Package clearance decides whether a worker is fit for one shift to its end, and explains the answer: every reason, in
// one fixed order, with what would help. The decision is a pure function, so it can be made again over the same facts.
package clearance

import (
	"time"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/id"
)

// Engine is the version of the rules. It is stored with each decision, and grows when a rule changes.
const Engine = 2

// Booking is what is judged: which work, for whom, from when to when, and what it asks for.
type Booking struct {
	ID, ShiftID, WorkerID id.ID
	// HomeEmployer employs the worker; HostEmployer is where the shift is.
	HomeEmployer, HostEmployer string
	Site                       string
	StaffGroup, Role, Band     string
	StartsAt, EndsAt           time.Time
	Requirements               Requirements
}

// Requirements are what a shift asks for beside what every shift asks for.
type Requirements struct {
	// RegistrationBody is the register that the role needs; empty when none.
	RegistrationBody string `json:"registration_body,omitempty"`
	// DBSLevel and DBSWorkforce are empty when no criminal record check is asked for.
	DBSLevel     string `json:"dbs_level,omitempty"`
	DBSWorkforce string `json:"dbs_workforce,omitempty"`
	// EPP tells that exposure-prone procedures are part of the work.
	EPP          bool  `json:"epp,omitempty"`
	Competencies []Ask `json:"competencies"`
}

// Ask is one competency that a shift asks for, at least at the level.
type Ask struct {
	Framework string `json:"framework"`
	Code      string `json:"code"`
	Level     int    `json:"level"`
}

// Outcome is the answer in one word.
type Outcome string

// The outcomes of a decision.
const (
	Eligible             Outcome = "eligible"
	EligibleWithWarnings Outcome = "eligible_with_warnings"
	NeedsApproval        Outcome = "needs_approval"
	Ineligible           Outcome = "ineligible"
)

// Decision is the answer with everything that explains it.
type Decision struct {
	Outcome Outcome
	// Requirements are all that was asked, met or not, in the order of the rules and then by name. Engine 1 names none.
	Requirements []Requirement
	// Reasons are those of the requirements that are not simply met, in the same order. Never nil.
	Reasons []reason.Reason
	// EarliestExpiry is the first of all dates that the decision rests on; nil when nothing expires.
	EarliestExpiry *time.Time
	// PassportVersion is the version that was judged; 0 when the worker is not known.
	PassportVersion int64
	// Digest is the SHA-256, in hex, of the facts; equal facts give equal decisions.
	Digest string
	At     time.Time
	// Engine is the version of the rules that decided.
	Engine int
}

// Cleared tells whether the worker may take the shift without anybody else's word. What needs approval is never
// self-booked, so it is not cleared.
func (d Decision) Cleared() bool {
	return d.Outcome == Eligible || d.Outcome == EligibleWithWarnings
}
