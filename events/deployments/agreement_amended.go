package deployments

import "github.com/muster-ics/muster/events/internal/check"

// AgreementAmendedV1 says: all parties of a new version have signed it, and it decides from now on.
type AgreementAmendedV1 struct {
	Agreement AgreementState `json:"agreement"`
	// FromVersion is the version of the text that it replaces.
	FromVersion int64 `json:"from_version"`
	// Changes are what differs between the two, in order of the paths.
	Changes []ClauseChange `json:"changes"`
}

// ClauseChange is one clause that differs. Before and After are JSON; empty where the clause was or is not there.
type ClauseChange struct {
	// Path names the clause, such as limits.max_days_in_12_months.
	Path   string `json:"path"`
	Before string `json:"before,omitempty"`
	After  string `json:"after,omitempty"`
}

// EventName implements events.Event.
func (AgreementAmendedV1) EventName() string { return "muster.deployments.agreement.amended.v1" }

// Validate implements events.Event.
func (e AgreementAmendedV1) Validate() error {
	if err := e.Agreement.Validate(); err != nil {
		return err
	}
	var c check.Errors
	c.That(e.FromVersion >= 1 && e.FromVersion < e.Agreement.Version, "from_version must be an earlier version of the text")
	for _, ch := range e.Changes {
		c.That(ch.Path != "", "a change must name its clause")
	}
	return c.Err()
}
