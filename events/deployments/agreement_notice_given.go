package deployments

import (
	"time"

	"github.com/muster-ics/muster/events/internal/check"
)

// AgreementNoticeGivenV1 says: a party has given notice. The agreement stays in force; its until, or the party's
// exits_at, is the day that the notice names.
type AgreementNoticeGivenV1 struct {
	Agreement AgreementState `json:"agreement"`
	// GivenBy is the party. Of is agreement (for all) or party (it leaves and the others go on).
	GivenBy string    `json:"given_by"`
	Of      string    `json:"of"`
	At      time.Time `json:"at"`
}

// EventName implements events.Event.
func (AgreementNoticeGivenV1) EventName() string {
	return "muster.deployments.agreement.notice_given.v1"
}

// Validate implements events.Event.
func (e AgreementNoticeGivenV1) Validate() error {
	if err := e.Agreement.Validate(); err != nil {
		return err
	}
	var c check.Errors
	c.ODS("given_by", e.GivenBy)
	c.OneOf("of", e.Of, "agreement", "party")
	c.Time("at", e.At)
	return c.Err()
}
