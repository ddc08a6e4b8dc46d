package passports

import (
	"errors"
)

// CheckRecordedV1 says: an employment check was done, or a record of one was put right.
type CheckRecordedV1 struct {
	Check CheckState `json:"check"`
}

// EventName implements events.Event.
func (CheckRecordedV1) EventName() string { return "muster.passports.check.recorded.v1" }

// Validate implements events.Event.
func (e CheckRecordedV1) Validate() error {
	if e.Check.Outcome == "withdrawn" {
		return errors.New("a check that is withdrawn is told by check.withdrawn")
	}
	return e.Check.Validate()
}
