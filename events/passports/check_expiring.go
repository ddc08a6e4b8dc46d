package passports

import (
	"time"

	"github.com/muster-ics/muster/events/internal/check"
)

// ExpiryNotices are how many days before its end something is told to run out.
var ExpiryNotices = []int{90, 60, 28, 7}

// CheckExpiringV1 says: a check, a competency or a registration that counts runs out, and so many days are left at most.
// Each is told once for each number of days; its aggregate is the notice.
type CheckExpiringV1 struct {
	NoticeID     string `json:"notice_id"`
	WorkerID     string `json:"worker_id"`
	HomeEmployer string `json:"home_employer"`
	// Kind is check, competency, registration or engagement.
	Kind string `json:"kind" jsonschema:"enum=check,enum=competency,enum=registration,enum=engagement"`
	// Code says what runs out: the check's type (epp is the clearance for exposure-prone procedures), the competency's code
	// with Framework and Level, the register's body, or post for the engagement with the home employer.
	Code       string    `json:"code"`
	Framework  string    `json:"framework,omitempty"`
	Level      int       `json:"level,omitempty"`
	ValidUntil time.Time `json:"valid_until"`
	// Days is 90, 60, 28 or 7.
	Days int `json:"days" jsonschema:"enum=90,enum=60,enum=28,enum=7"`
}

// EventName implements events.Event.
func (CheckExpiringV1) EventName() string { return "muster.passports.check.expiring.v1" }

// Validate implements events.Event.
func (e CheckExpiringV1) Validate() error {
	var c check.Errors
	c.ID("notice_id", e.NoticeID)
	c.ID("worker_id", e.WorkerID)
	c.ODS("home_employer", e.HomeEmployer)
	c.OneOf("kind", e.Kind, "check", "competency", "registration", "engagement")
	c.Token("code", e.Code)
	c.Time("valid_until", e.ValidUntil)
	c.That(e.Days == 90 || e.Days == 60 || e.Days == 28 || e.Days == 7, "days must be 90, 60, 28 or 7")
	return c.Err()
}
