package passports

import (
	"time"

	"github.com/muster-ics/muster/events/internal/check"
)

// DisclosureState is what a worker said about one host: yes until it is withdrawn or ends. Its aggregate is the
// authorisation, one per worker and host.
type DisclosureState struct {
	DisclosureID string `json:"disclosure_id"`
	WorkerID     string `json:"worker_id"`
	HomeEmployer string `json:"home_employer"`
	// Host is the ODS code of the employer that may rely on the passport.
	Host string `json:"host"`
	// From is when the worker last said yes; Until is absent while it holds until withdrawn.
	From  time.Time  `json:"from"`
	Until *time.Time `json:"until,omitempty"`
	// AgreementID and AgreementVersion name the agreement under which the host was offered, if it was known.
	AgreementID      string `json:"agreement_id,omitempty"`
	AgreementVersion int64  `json:"agreement_version,omitempty"`
}

// Validate returns what breaks the contract.
func (d DisclosureState) Validate() error {
	var c check.Errors
	c.ID("disclosure_id", d.DisclosureID)
	c.ID("worker_id", d.WorkerID)
	c.ODS("home_employer", d.HomeEmployer)
	c.ODS("host", d.Host)
	c.Time("from", d.From)
	c.That(d.Until == nil || d.Until.After(d.From), "until must be after from")
	if d.AgreementID != "" {
		c.ID("agreement_id", d.AgreementID)
		c.That(d.AgreementVersion >= 1, "agreement_version must be at least 1")
	}
	return c.Err()
}

// DisclosureAuthorisedV1 says: the worker lets this host rely on the passport.
type DisclosureAuthorisedV1 struct {
	Disclosure DisclosureState `json:"disclosure"`
}

// EventName implements events.Event.
func (DisclosureAuthorisedV1) EventName() string { return "muster.passports.disclosure.authorised.v1" }

// Validate implements events.Event.
func (e DisclosureAuthorisedV1) Validate() error { return e.Disclosure.Validate() }
