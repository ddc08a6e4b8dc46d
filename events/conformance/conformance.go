// Package conformance holds named cases of one question: may this worker take this shift, as far as their passport says?
// Every service that judges ahead by what passport.changed tells answers them as the passports service does, which has the
// last word. Inductions, agreements and working time are not asked here: others know more of them.
package conformance

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"time"

	"github.com/muster-ics/muster/events/passports"
	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/events/shifts"
)

//go:embed eligibility.json
var eligibility []byte

// Case is one question with its answer.
type Case struct {
	Name string `json:"name"`
	// Passport is what the newest passport.changed says.
	Passport passports.PassportState `json:"passport"`
	Shift    Shift                   `json:"shift"`
	// Host is the newest host policy of the shift's employer; nil when it has decided nothing.
	Host *passports.HostPolicyBody `json:"host,omitempty"`
	// RegistersRead is when each register was last read for all staff of the home employer.
	RegistersRead map[string]time.Time `json:"registers_read,omitempty"`
	// Overrides were granted for the worker and the shift, and last to its end.
	Overrides []Override `json:"overrides,omitempty"`
	// At is the moment of asking.
	At time.Time `json:"at"`
	// Told are the reasons, in their order; none when nothing speaks against it.
	Told []Told `json:"told"`
}

// Shift is what is asked of the worker.
type Shift struct {
	Employer     string              `json:"employer"`
	StaffGroup   string              `json:"staff_group"`
	Role         string              `json:"role"`
	Band         string              `json:"band"`
	StartsAt     time.Time           `json:"starts_at"`
	EndsAt       time.Time           `json:"ends_at"`
	Requirements shifts.Requirements `json:"requirements"`
}

// Override is one that was granted.
type Override struct {
	Requirement string `json:"requirement"`
	Code        string `json:"code"`
}

// Told is one reason of an answer.
type Told struct {
	Code   string        `json:"code"`
	Weight reason.Weight `json:"weight"`
}

// Eligibility gives the cases. In the file each is what differs from the base: members replace the base's, null takes one
// away, lists are whole (RFC 7386).
func Eligibility() ([]Case, error) {
	var file struct {
		Base  map[string]any `json:"base"`
		Cases []struct {
			Name   string         `json:"name"`
			Change map[string]any `json:"change"`
			Told   []Told         `json:"told"`
		} `json:"cases"`
	}
	if err := json.Unmarshal(eligibility, &file); err != nil {
		return nil, fmt.Errorf("eligibility cases: %w", err)
	}
	out := make([]Case, len(file.Cases))
	for i, c := range file.Cases {
		if err := changed(file.Base, c.Change, &out[i]); err != nil {
			return nil, fmt.Errorf("case %q: %w", c.Name, err)
		}
		out[i].Name, out[i].Told = c.Name, c.Told
		if err := out[i].Passport.Validate(); err != nil {
			return nil, fmt.Errorf("case %q: %w", c.Name, err)
		}
	}
	return out, nil
}

// changed reads into out what the base is with a change.
func changed(base, change map[string]any, out any) error {
	whole, err := json.Marshal(merged(base, change))
	if err != nil {
		return err
	}
	return json.Unmarshal(whole, out)
}

func merged(base, change any) any {
	b, isObject := base.(map[string]any)
	c, changes := change.(map[string]any)
	if !isObject || !changes {
		return change
	}
	out := make(map[string]any, len(b)+len(c))
	for k, v := range b {
		out[k] = v
	}
	for k, v := range c {
		if v == nil {
			delete(out, k)
			continue
		}
		if was, there := out[k]; there {
			v = merged(was, v)
		}
		out[k] = v
	}
	return out
}
