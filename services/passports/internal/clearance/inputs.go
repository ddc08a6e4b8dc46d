package clearance

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"github.com/muster-ics/muster/services/passports/internal/hostpolicy"
)

// inputs are the facts of a decision as they are kept: ids, codes and dates, and nothing of a person. Fields are only
// ever added, each left out while it is empty, so that what was kept once can always be read.
type inputs struct {
	Engine   int               `json:"engine"`
	At       time.Time         `json:"at"`
	Booking  Booking           `json:"booking"`
	Passport *passportInputs   `json:"passport,omitempty"`
	Read     readings          `json:"registers_read,omitempty"`
	Policy   hostpolicy.Record `json:"host_policy"`
	Model    string            `json:"model,omitempty"`
	// Shared is absent when nobody knew.
	Shared    *[]Disclosure `json:"disclosures,omitempty"`
	Overrides []Override    `json:"overrides,omitempty"`
	// HostChecks are those of the host alone.
	HostChecks []checkInputs `json:"host_checks,omitempty"`
	// Reference are versions by kind.
	Reference map[string]int64 `json:"reference,omitempty"`
}

type readings map[string]time.Time

func encodeInputs(f Facts, known bool) []byte {
	in := inputs{Engine: Engine, At: f.At, Booking: f.Booking, Read: f.RegistersRead, Policy: f.HostPolicy, Model: f.Model, Overrides: f.Overrides, Reference: f.Reference}
	if f.Disclosures != nil {
		in.Shared = &f.Disclosures
	}
	for _, c := range f.HostChecks {
		in.HostChecks = append(in.HostChecks, inputsOf(c.Record()))
	}
	if known {
		in.Passport = passportOf(f.Passport, f.Booking)
	}
	b, err := json.Marshal(in)
	if err != nil {
		// Only ids, codes, numbers and times in years 0 to 9999 are inside, and those always encode.
		return nil
	}
	return b
}

func digest(inputs []byte) string {
	sum := sha256.Sum256(inputs)
	return hex.EncodeToString(sum[:])
}

// Replay makes a decision again over its inputs as they were kept, by the engine that made it. The same inputs give the
// same bytes of Canonical. It returns an error when the inputs cannot be read or name an engine that keeps none.
func Replay(kept []byte) (Decision, error) {
	var in inputs
	if err := json.Unmarshal(kept, &in); err != nil {
		return Decision{}, fmt.Errorf("read the inputs of a decision: %w", err)
	}
	if in.Engine != 2 {
		return Decision{}, fmt.Errorf("engine %d keeps no inputs to replay", in.Engine)
	}
	f := Facts{At: in.At, Booking: in.Booking, RegistersRead: in.Read, HostPolicy: in.Policy, Model: in.Model, Overrides: in.Overrides, Reference: in.Reference}
	for _, c := range in.HostChecks {
		f.HostChecks = append(f.HostChecks, c.check())
	}
	if in.Shared != nil {
		f.Disclosures = *in.Shared
	}
	var d Decision
	if in.Passport == nil {
		_, d = unknown(f)
	} else {
		f.Passport = in.Passport.record()
		_, d = decide(f)
	}
	// What was kept stays the input, also when a later build would write the same facts in other bytes.
	d.Digest = digest(kept)
	return d, nil
}
