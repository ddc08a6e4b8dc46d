// Package reason holds the one shape in which Muster says why: why a worker may not take a shift, why a booking was
// refused or undone, what to watch for when it was allowed.
package reason

import (
	"errors"
	"time"
)

// Weight says what a reason does to the decision it belongs to.
type Weight string

// The three weights of an eligibility reason.
const (
	// Hard makes the answer no.
	Hard Weight = "hard"
	// Approval makes the answer depend on named people.
	Approval Weight = "approval"
	// Soft leaves the answer yes and is shown beside it.
	Soft Weight = "soft"
)

// Reason is one line of an explained decision. It never names a person and never tells health or conduct details.
type Reason struct {
	// Code is stable and meant for programs, e.g. COMPETENCE_EXPIRES.
	Code string `json:"code"`
	// Weight is what this line does to the decision.
	Weight Weight `json:"weight" jsonschema:"enum=hard,enum=approval,enum=soft"`
	// Message says what is the case, in a sentence for the person it concerns.
	Message string `json:"message"`
	// Fix says what would make the answer yes, and who can do it; empty when nothing would.
	Fix string `json:"fix,omitempty"`
	// From is the moment from which the answer would be yes, when that is known.
	From *time.Time `json:"from,omitempty"`
}

// Validate refuses a reason that a reader could not act on.
func (r Reason) Validate() error {
	if r.Code == "" || r.Message == "" {
		return errors.New("a reason needs a code and a message")
	}
	switch r.Weight {
	case Hard, Approval, Soft:
		return nil
	}
	return errors.New("a reason's weight is hard, approval or soft")
}

// AnyHard tells whether the reasons make the answer no.
func AnyHard(reasons []Reason) bool {
	for _, r := range reasons {
		if r.Weight == Hard {
			return true
		}
	}
	return false
}
