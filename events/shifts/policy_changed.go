package shifts

import (
	"encoding/json"

	"github.com/muster-ics/muster/events/internal/check"
)

// PolicyChangedV1 says: an employer decided something for itself, e.g. when its shifts wait for approval.
type PolicyChangedV1 struct {
	Policy PolicyState `json:"policy"`
}

// PolicyState is an employer's settings of one kind after a change.
type PolicyState struct {
	// PolicyID is the employer and the kind, with _ between.
	PolicyID string `json:"policy_id"`
	Employer string `json:"employer"`
	// Kind is e.g. approval, cancellation or working_time.
	Kind string `json:"kind"`
	// Settings is an object with the fields of the kind, complete with those that have their default.
	Settings json.RawMessage `json:"settings" jsonschema:"type=object"`
}

// EventName implements events.Event.
func (PolicyChangedV1) EventName() string { return "muster.shifts.policy.changed.v1" }

// Validate implements events.Event.
func (e PolicyChangedV1) Validate() error {
	var c check.Errors
	c.ODS("employer", e.Policy.Employer)
	c.Token("kind", e.Policy.Kind)
	c.That(e.Policy.PolicyID == e.Policy.Employer+"_"+e.Policy.Kind, "policy_id must be the employer and the kind")
	var settings map[string]any
	c.That(json.Unmarshal(e.Policy.Settings, &settings) == nil && settings != nil, "settings must be an object")
	return c.Err()
}
