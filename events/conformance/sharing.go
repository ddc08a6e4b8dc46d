package conformance

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"time"

	"github.com/muster-ics/muster/events/deployments"
	"github.com/muster-ics/muster/events/passports"
	"github.com/muster-ics/muster/events/reason"
)

//go:embed sharing.json
var sharing []byte

// SharingCase is one question of agreements: may this worker take this shift of another employer? Deployments answers it
// at the claim, and has the last word; whoever judges ahead answers it alike, to the sentence.
type SharingCase struct {
	Name string `json:"name"`
	// Agreements are what the newest event of each tells.
	Agreements []deployments.AgreementState `json:"agreements"`
	Passport   passports.PassportState      `json:"passport"`
	// HostChecks are what check.recorded and check.withdrawn tell of checks that hosts did themselves.
	HostChecks []passports.CheckState `json:"host_checks,omitempty"`
	Shift      SharedShift            `json:"shift"`
	// Given are the worker's other shifts under agreements.
	Given []Given `json:"given,omitempty"`
	// AidUnder names the agreement under which a lead has opened the shift by mutual aid; empty when none has.
	AidUnder string `json:"aid_under,omitempty"`
	// Names are what employers are called today, by code.
	Names map[string]string `json:"names"`
	// Agreement is the one that covers the shift; empty when none does.
	Agreement string `json:"agreement,omitempty"`
	// Told are the reasons, in their order and in full: why not, or what goes with the yes.
	Told []reason.Reason `json:"told"`
}

// SharedShift is the shift with its site.
type SharedShift struct {
	Shift
	Site string `json:"site"`
}

// Given is a shift of the worker under an agreement.
type Given struct {
	AgreementID string    `json:"agreement_id"`
	Host        string    `json:"host"`
	StartsAt    time.Time `json:"starts_at"`
}

// Sharing gives the cases of agreements. The file is as that of Eligibility; every agreement of a case is what differs from
// the base's first.
func Sharing() ([]SharingCase, error) {
	var file struct {
		Base      map[string]any `json:"base"`
		Agreement map[string]any `json:"agreement"`
		Cases     []struct {
			Name       string           `json:"name"`
			Change     map[string]any   `json:"change"`
			Agreements []map[string]any `json:"agreements"`
			Agreement  string           `json:"agreement"`
			Told       []reason.Reason  `json:"told"`
		} `json:"cases"`
	}
	if err := json.Unmarshal(sharing, &file); err != nil {
		return nil, fmt.Errorf("sharing cases: %w", err)
	}
	out := make([]SharingCase, len(file.Cases))
	for i, c := range file.Cases {
		if err := changed(file.Base, c.Change, &out[i]); err != nil {
			return nil, fmt.Errorf("case %q: %w", c.Name, err)
		}
		for _, change := range c.Agreements {
			var a deployments.AgreementState
			if err := changed(file.Agreement, change, &a); err != nil {
				return nil, fmt.Errorf("case %q: %w", c.Name, err)
			}
			if err := a.Validate(); err != nil {
				return nil, fmt.Errorf("case %q: %w", c.Name, err)
			}
			out[i].Agreements = append(out[i].Agreements, a)
		}
		out[i].Name, out[i].Agreement, out[i].Told = c.Name, c.Agreement, c.Told
		if err := out[i].Passport.Validate(); err != nil {
			return nil, fmt.Errorf("case %q: %w", c.Name, err)
		}
	}
	return out, nil
}
