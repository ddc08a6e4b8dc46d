// Package override is what named people decide in place of one requirement, for one worker and one shift: who asked, who
// decided, under which code, and up to when. It stands beside the decision and never changes it.
package override

import (
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/clearance"
	"github.com/muster-ics/muster/services/passports/internal/refusal"
)

// State is how far an override has come.
type State string

// The states of an override. Refused and Expired are ends.
const (
	Requested State = "requested"
	Granted   State = "granted"
	Refused   State = "refused"
	Expired   State = "expired"
)

// Whys are the codes under which an override may be asked for.
var Whys = []string{"patient_safety", "supervised_on_shift", "record_on_its_way", "agreed_conditions", "system_failure"}

// Person is who acts: an opaque id, the employer, and which duties that person has there.
type Person struct {
	ID, Employer string
	// Verifies, Approves and Executive are the duties.
	Verifies, Approves, Executive bool
}

// Record is everything that an override is made of. What was written lies in the vault.
type Record struct {
	ID      id.ID
	Version int64
	State   State

	WorkerID, ShiftID id.ID
	// DecisionID is the decision that said no; Nil when the question was asked ahead of one.
	DecisionID id.ID
	Home, Host string
	// StartsAt and EndsAt are the shift's: an override is for one shift and nothing after it.
	StartsAt, EndsAt time.Time
	// ExpiresAt is up to when it stands in: the shift's end, or a moment before the shift by which what is missing has to be
	// there. Past such a moment the booking is judged without it.
	ExpiresAt time.Time

	Requirement, Code, Why string
	Eyes                   clearance.Eyes

	RequestedBy, RequestedOrg string
	RequestedAt               time.Time
	// DecidedBy and DecidedOrg are empty until somebody decided.
	DecidedBy, DecidedOrg string
	DecidedAt             *time.Time
}

// Override is an override that holds its rules.
type Override struct{ r Record }

// Ask asks that named people decide. The requirement and its code are those of the decision that said no. Without an expiry
// it stands to the shift's end. When one person suffices and the one who asks is that person, it is granted at once.
func Ask(r Record, by Person, at time.Time) (*Override, error) {
	var no refusal.List
	eyes, may := clearance.Overridable[r.Code]
	no.Unless(may, "code", "Nobody may override this. Only the one who can put it right can make the answer yes.")
	no.Unless(r.Requirement != "", "requirement", "Give the requirement as the decision names it.")
	no.OneOf("why", r.Why, Whys)
	no.Unless(r.EndsAt.After(r.StartsAt), "ends_at", "The shift must end after it begins.")
	no.Unless(r.StartsAt.After(at), "starts_at", "The shift has begun; what is asked for must lie ahead.")
	if r.ExpiresAt.IsZero() {
		r.ExpiresAt = r.EndsAt
	}
	no.Unless(r.ExpiresAt.After(at), "expires_at", "Give a moment that lies ahead.")
	no.Unless(!r.ExpiresAt.After(r.StartsAt) || r.ExpiresAt.Equal(r.EndsAt), "expires_at",
		"It stands to the shift's end at most, and must not run out in the middle of it: give the shift's end, or a moment up to its start.")
	if err := no.Err(); err != nil {
		return nil, err
	}
	r.State, r.Version, r.Eyes, r.DecidedBy, r.DecidedOrg, r.DecidedAt = Requested, 1, eyes, "", "", nil
	r.RequestedBy, r.RequestedOrg, r.RequestedAt = by.ID, by.Employer, at
	o := &Override{r: r}
	if !o.mayAsk(by) {
		return nil, refusal.State{Code: "wrong_duty", Message: "An override is asked for by people of the home employer who verify or of the host who verify or approve."}
	}
	if eyes == clearance.OneOfHost && o.decides(by) {
		o.decide(Granted, by, at)
	}
	return o, nil
}

// Rehydrate is for the store only: it trusts what was validated when it was written.
func Rehydrate(r Record) *Override { return &Override{r: r} }

// Record gives the parts.
func (o *Override) Record() Record { return o.r }

// Decide grants or refuses. Whoever asked grants nothing that takes four eyes.
func (o *Override) Decide(grant bool, by Person, at time.Time) error {
	if err := o.open(at); err != nil {
		return err
	}
	switch {
	case o.r.Eyes != clearance.OneOfHost && by.ID == o.r.RequestedBy:
		return refusal.State{Code: "same_person", Message: "You asked for this, so somebody else has to decide."}
	case !o.decides(by):
		return refusal.State{Code: "wrong_duty", Message: o.whoDecides()}
	}
	o.r.Version++
	to := Refused
	if grant {
		to = Granted
	}
	o.decide(to, by, at)
	return nil
}

func (o *Override) decide(to State, by Person, at time.Time) {
	o.r.State, o.r.DecidedBy, o.r.DecidedOrg, o.r.DecidedAt = to, by.ID, by.Employer, &at
}

func (o *Override) open(at time.Time) error {
	switch {
	case o.r.State != Requested:
		return refusal.State{Code: "override_decided", Message: "This has been decided, or has run out."}
	case !o.r.StartsAt.After(at):
		return refusal.State{Code: "shift_started", Message: "The shift has begun; this can no longer be decided."}
	case !o.r.ExpiresAt.After(at):
		return refusal.State{Code: "override_over", Message: "It would have run out by now. Ask again, with a later expiry."}
	}
	return nil
}

// Expire ends what has run out, and what nobody decided before the shift began. It tells whether anything changed.
func (o *Override) Expire(at time.Time) bool {
	open := o.r.State == Requested || o.r.State == Granted
	over := open && !o.r.ExpiresAt.After(at) || o.r.State == Requested && !o.r.StartsAt.After(at)
	if over {
		o.r.State, o.r.Version = Expired, o.r.Version+1
	}
	return over
}

// mayAsk: people of the home who verify, people of the host who verify or approve, executives of either.
func (o *Override) mayAsk(by Person) bool {
	return (by.Employer == o.r.Home && (by.Verifies || by.Executive)) || (by.Employer == o.r.Host && (by.Verifies || by.Approves || by.Executive))
}

// decides tells whether a person may decide this one.
func (o *Override) decides(by Person) bool {
	switch o.r.Eyes {
	case clearance.OneOfHost:
		return by.Employer == o.r.Host && (by.Approves || by.Executive)
	case clearance.FourEyes:
		return by.Employer == o.r.Host && by.Executive
	case clearance.HomeAndHost:
		if o.r.Home == o.r.Host {
			return by.Employer == o.r.Host && by.Executive
		}
		if o.r.RequestedOrg == o.r.Home {
			return by.Employer == o.r.Host && (by.Approves || by.Executive)
		}
		return by.Employer == o.r.Home && (by.Verifies || by.Executive)
	}
	return false
}

func (o *Override) whoDecides() string {
	switch o.r.Eyes {
	case clearance.OneOfHost:
		return "Somebody of the host with the duty to approve decides this."
	case clearance.FourEyes:
		return "Somebody of the host with the duty of an executive decides this."
	case clearance.HomeAndHost:
		return "One person of the home employer and one of the host decide this: the other side has asked."
	}
	return "Nobody decides this."
}

// Stands gives what a decision sees of a granted override; ok is false for any other.
func (o *Override) Stands() (clearance.Override, bool) {
	return clearance.Override{ID: o.r.ID, Requirement: o.r.Requirement, Code: o.r.Code, Why: o.r.Why, ExpiresAt: o.r.ExpiresAt}, o.r.State == Granted
}
