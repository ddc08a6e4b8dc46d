package deployment

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/id"
)

// inputs are facts as they are kept. Fields are only ever added, each left out while it is empty, so that what was kept
// once can always be read.
type inputs struct {
	Engine int `json:"engine"`
	Facts
}

// Inputs are the facts as they are kept with the answer: equal facts give equal bytes.
func (f Facts) Inputs() []byte {
	b, err := json.Marshal(inputs{Engine, f.tidy()})
	if err != nil {
		panic(err) // Only ids, codes, numbers and times in years 0 to 9999 are inside, and those always encode.
	}
	return b
}

// Digest is the SHA-256 of kept inputs, in hex.
func Digest(kept []byte) string {
	sum := sha256.Sum256(kept)
	return hex.EncodeToString(sum[:])
}

// canonical is an answer as it is kept.
type canonical struct {
	Engine    int             `json:"engine"`
	Agreement *id.ID          `json:"agreement_id,omitempty"`
	Terms     int64           `json:"agreement_version,omitempty"`
	Aid       *id.ID          `json:"mutual_aid_id,omitempty"`
	Reasons   []reason.Reason `json:"reasons"`
	Digest    string          `json:"inputs_digest"`
}

// Canonical encodes an answer to kept inputs so that equal answers give equal bytes.
func (a Answer) Canonical(kept []byte) []byte {
	c := canonical{Engine: Engine, Terms: a.Terms, Reasons: append([]reason.Reason{}, a.Reasons...), Digest: Digest(kept)}
	if a.Yes() {
		c.Agreement = &a.Agreement
		if a.Aid != id.Nil {
			c.Aid = &a.Aid
		}
	}
	b, err := json.Marshal(c)
	if err != nil {
		panic(err) // As in Inputs.
	}
	return b
}

// Replay answers again over inputs as they were kept, by the engine that answered then. The same inputs give the same
// bytes of Canonical. It returns an error when they cannot be read or name an engine that is not known.
func Replay(kept []byte) (Answer, error) {
	var in inputs
	if err := json.Unmarshal(kept, &in); err != nil {
		return Answer{}, fmt.Errorf("read the inputs of an authorisation: %w", err)
	}
	if in.Engine != Engine {
		return Answer{}, fmt.Errorf("engine %d is not known", in.Engine)
	}
	return Authorise(in.Facts), nil
}
