package analytics

import (
	"time"

	"github.com/muster-ics/muster/events/internal/check"
)

// DisplayState is an address that opens the wall's figures for a screen at which nobody signs in. Its aggregate id is
// DisplayID. Its secret is told to nobody, and neither is its name, which is free text.
type DisplayState struct {
	DisplayID string `json:"display_id" jsonschema:"format=uuid"`
	// Owner is the ODS code of the employer whose figures it shows; absent for all of the system.
	Owner string `json:"owner,omitempty"`
	// Live is false once it is withdrawn. Until then it opens the wall up to EndsAt.
	Live   bool      `json:"live"`
	MadeAt time.Time `json:"made_at"`
	EndsAt time.Time `json:"ends_at"`
}

// Validate returns what breaks the contract.
func (s DisplayState) Validate() error {
	var c check.Errors
	c.ID("display_id", s.DisplayID)
	if s.Owner != "" {
		c.ODS("owner", s.Owner)
	}
	c.Time("made_at", s.MadeAt)
	c.Time("ends_at", s.EndsAt)
	c.That(s.EndsAt.After(s.MadeAt), "ends_at must be after made_at")
	return c.Err()
}
