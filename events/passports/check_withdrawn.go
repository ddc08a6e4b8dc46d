package passports

import (
	"errors"
)

// CheckWithdrawnV1 says: an employment check may not be relied on any more. The record that says so is a record of its own.
type CheckWithdrawnV1 struct {
	Check CheckState `json:"check"`
}

// EventName implements events.Event.
func (CheckWithdrawnV1) EventName() string { return "muster.passports.check.withdrawn.v1" }

// Validate implements events.Event.
func (e CheckWithdrawnV1) Validate() error {
	if e.Check.Outcome != "withdrawn" {
		return errors.New("a check that is withdrawn must have that outcome")
	}
	return e.Check.Validate()
}
