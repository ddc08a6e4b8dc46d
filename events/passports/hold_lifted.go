package passports

import (
	"errors"
)

// HoldLiftedV1 says: a bar on deployment has ended before its time.
type HoldLiftedV1 struct {
	Hold HoldState `json:"hold"`
}

// EventName implements events.Event.
func (HoldLiftedV1) EventName() string { return "muster.passports.hold.lifted.v1" }

// Validate implements events.Event.
func (e HoldLiftedV1) Validate() error {
	if e.Hold.LiftedAt == nil {
		return errors.New("a hold that is lifted must say when")
	}
	return e.Hold.Validate()
}
