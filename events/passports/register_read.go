package passports

import (
	"time"

	"github.com/muster-ics/muster/events/internal/check"
)

// RegisterReadV1 says: a register was read for all staff of an employer, and nothing differs from what is recorded; what
// does differ is told by registration.changed.
type RegisterReadV1 struct {
	ReadID string `json:"read_id" jsonschema:"format=uuid"`
	// Employer is an ODS code; Body is the register, e.g. NMC.
	Employer string    `json:"employer"`
	Body     string    `json:"body"`
	ReadAt   time.Time `json:"read_at"`
}

// EventName implements events.Event.
func (RegisterReadV1) EventName() string { return "muster.passports.register.read.v1" }

// Validate implements events.Event.
func (e RegisterReadV1) Validate() error {
	var c check.Errors
	c.ID("read_id", e.ReadID)
	c.ODS("employer", e.Employer)
	c.Token("body", e.Body)
	c.Time("read_at", e.ReadAt)
	return c.Err()
}
