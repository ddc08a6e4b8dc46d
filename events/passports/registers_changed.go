package passports

import "github.com/muster-ics/muster/events/internal/check"

// RegistersChangedV1 says: the professional registers that are known, and the form of their numbers, were replaced.
type RegistersChangedV1 struct {
	Version int64 `json:"version"`
	// Bodies are the names of the registers.
	Bodies []string `json:"bodies"`
}

// EventName implements events.Event.
func (RegistersChangedV1) EventName() string { return "muster.passports.registers.changed.v1" }

// Validate implements events.Event.
func (e RegistersChangedV1) Validate() error {
	var c check.Errors
	c.That(e.Version >= 1, "version must be at least 1")
	c.That(len(e.Bodies) > 0, "there must be a register")
	for _, b := range e.Bodies {
		c.Token("body", b)
	}
	return c.Err()
}
