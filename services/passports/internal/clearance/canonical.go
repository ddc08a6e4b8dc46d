package clearance

import (
	"encoding/json"
	"time"

	"github.com/muster-ics/muster/events/reason"
)

// Canonical encodes a decision so that equal decisions give equal bytes. It holds no personal data.
func (d Decision) Canonical() []byte {
	b, err := json.Marshal(Kept{
		Engine: d.Engine, Outcome: d.Outcome, Requirements: d.Requirements, Reasons: d.Reasons, EarliestExpiry: d.EarliestExpiry,
		PassportVersion: d.PassportVersion, Digest: d.Digest, At: d.At,
	})
	if err != nil {
		// Only ids, codes, sentences and times in years 0 to 9999 are inside, and those always encode.
		return nil
	}
	return b
}

// Kept is a decision read back from the bytes of Canonical.
type Kept struct {
	Engine          int             `json:"engine_version"`
	Outcome         Outcome         `json:"outcome"`
	Requirements    []Requirement   `json:"requirements"`
	Reasons         []reason.Reason `json:"reasons"`
	EarliestExpiry  *time.Time      `json:"earliest_expiry,omitempty"`
	PassportVersion int64           `json:"passport_version"`
	Digest          string          `json:"inputs_digest"`
	At              time.Time       `json:"decided_at"`
}
