package passports

import "github.com/muster-ics/muster/events/internal/check"

// ReceiversChangedV1 says: the organisations outside this system to which workers may show their passport were replaced.
type ReceiversChangedV1 struct {
	Version int64 `json:"version"`
	// Receivers is how many there are; the registry names them.
	Receivers int `json:"receivers"`
}

// EventName implements events.Event.
func (ReceiversChangedV1) EventName() string { return "muster.passports.receivers.changed.v1" }

// Validate implements events.Event.
func (e ReceiversChangedV1) Validate() error {
	var c check.Errors
	c.That(e.Version >= 1, "version must be at least 1")
	c.That(e.Receivers >= 0, "there cannot be less than no receivers")
	return c.Err()
}
