package passports

import "github.com/muster-ics/muster/events/internal/check"

// ReferenceChangedV1 says: a table of reference data by which passports are kept was replaced. Who wants its rows reads
// them from the API by kind and version.
type ReferenceChangedV1 struct {
	// Kind is which table: refresh, profile, restrictions or retention; others may come.
	Kind    string `json:"kind"`
	Version int64  `json:"version"`
	// Rows is how many there are now.
	Rows int `json:"rows"`
}

// EventName implements events.Event.
func (ReferenceChangedV1) EventName() string { return "muster.passports.reference.changed.v1" }

// Validate implements events.Event.
func (e ReferenceChangedV1) Validate() error {
	var c check.Errors
	c.Token("kind", e.Kind)
	c.That(e.Version >= 1, "version must be at least 1")
	c.That(e.Rows >= 1, "there must be a row")
	return c.Err()
}
