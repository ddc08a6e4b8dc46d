package clearance

import (
	"encoding/json"
	"time"

	"github.com/muster-ics/muster/events/reason"
)

// Canonical encodes a decision so that equal decisions give equal bytes. It holds no personal data.
func (d Decision) Canonical() []byte {
	b, err := json.Marshal(struct {
		Engine          int             `json:"engine_version"`
		Outcome         Outcome         `json:"outcome"`
		Requirements    []Requirement   `json:"requirements"`
		Reasons         []reason.Reason `json:"reasons"`
		EarliestExpiry  *time.Time      `json:"earliest_expiry,omitempty"`
		PassportVersion int64           `json:"passport_version"`
		Digest          string          `json:"inputs_digest"`
		At              time.Time       `json:"decided_at"`
	}{d.Engine, d.Outcome, d.Requirements, d.Reasons, d.EarliestExpiry, d.PassportVersion, d.Digest, d.At})
	if err != nil {
		// Only ids, codes, sentences and times in years 0 to 9999 are inside, and those always encode.
		return nil
	}
	return b
}
