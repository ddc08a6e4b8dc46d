package analytics

import (
	"time"

	"github.com/muster-ics/muster/events/internal/check"
)

// AlertKinds are what rules look at.
var AlertKinds = []string{"fill_below", "rate_above", "agency_early", "silence"}

// AlertTells are whom a rule tells, beside empty for all who see its alerts.
var AlertTells = []string{"", "lead", "post", "approve", "verify", "finance", "executive"}

// AlertRuleState is a rule that calls for a person when a figure crosses a threshold. Its aggregate id is RuleID.
type AlertRuleState struct {
	RuleID string `json:"rule_id" jsonschema:"format=uuid"`
	// Owner is the ODS code of the employer whose rule it is; absent for the system's.
	Owner string `json:"owner,omitempty"`
	Name  string `json:"name"`
	// What it looks at: the fill rate of what starts soon, rates against the median, agencies before the bank had its time,
	// or an employer of which nothing is heard.
	What string `json:"what" jsonschema:"enum=fill_below,enum=rate_above,enum=agency_early,enum=silence"`
	// Against is rate_card where rates are held against the rate card of each shift; absent for the median of all.
	Against string `json:"against,omitempty" jsonschema:"enum=rate_card"`
	// Where it looks; absent means all.
	Employer   string `json:"employer,omitempty"`
	StaffGroup string `json:"staff_group,omitempty"`
	Role       string `json:"role,omitempty"`
	Period     string `json:"period,omitempty" jsonschema:"enum=day,enum=night,enum=weekend"`
	HoursAhead int    `json:"hours_ahead,omitempty"`
	// Raise and Clear are thousandths for fill_below and rate_above, shifts for agency_early, minutes for silence.
	Raise        int64 `json:"raise"`
	Clear        int64 `json:"clear"`
	QuietMinutes int   `json:"quiet_minutes"`
	On           bool  `json:"on"`
	// Tell is whom it tells: absent for all who see its alerts, lead for the system's lead alone, or the duty of the
	// employer's people who are told beside the lead.
	Tell string `json:"tell,omitempty" jsonschema:"enum=lead,enum=post,enum=approve,enum=verify,enum=finance,enum=executive"`
}

// Validate returns what breaks the contract.
func (s AlertRuleState) Validate() error {
	var c check.Errors
	c.ID("rule_id", s.RuleID)
	c.That(s.Name != "", "name must be set")
	c.OneOf("what", s.What, AlertKinds...)
	c.OneOf("tell", s.Tell, AlertTells...)
	c.That(s.QuietMinutes >= 0 && s.HoursAhead >= 0, "quiet_minutes and hours_ahead must not be negative")
	return c.Err()
}

// AlertState is one alert of a rule: of an employer, and of a staff group where the rule tells them apart.
type AlertState struct {
	AlertID string `json:"alert_id" jsonschema:"format=uuid"`
	RuleID  string `json:"rule_id" jsonschema:"format=uuid"`
	// RuleVersion is the version of the rule that raised it.
	RuleVersion int64  `json:"rule_version"`
	Owner       string `json:"owner,omitempty"`
	What        string `json:"what" jsonschema:"enum=fill_below,enum=rate_above,enum=agency_early,enum=silence"`
	// Against is rate_card where rates are held against the rate card of each shift; absent for the median of all.
	Against    string `json:"against,omitempty" jsonschema:"enum=rate_card"`
	Employer   string `json:"employer"`
	StaffGroup string `json:"staff_group,omitempty"`
	// Status is raised or cleared.
	Status   string    `json:"status" jsonschema:"enum=raised,enum=cleared"`
	RaisedAt time.Time `json:"raised_at"`
	// Value is what was seen when it was raised, over Shifts shifts.
	Value  int64 `json:"value"`
	Shifts int64 `json:"shifts,omitempty"`
	// ClearedAt and ClearedValue are set once it is over; ClearedValue is absent when nothing was left to judge.
	ClearedAt    *time.Time `json:"cleared_at,omitempty"`
	ClearedValue *int64     `json:"cleared_value,omitempty"`
	// AcknowledgedAt and AcknowledgedBy say that somebody, by an opaque id, has taken it on.
	AcknowledgedAt *time.Time `json:"acknowledged_at,omitempty"`
	AcknowledgedBy string     `json:"acknowledged_by,omitempty"`
	// SnoozedUntil and SnoozedBy say until when, and on whose word, nobody is called about this cell of the rule.
	SnoozedUntil *time.Time `json:"snoozed_until,omitempty"`
	SnoozedBy    string     `json:"snoozed_by,omitempty"`
}

// Validate returns what breaks the contract.
func (s AlertState) Validate() error {
	var c check.Errors
	c.ID("alert_id", s.AlertID)
	c.ID("rule_id", s.RuleID)
	c.That(s.RuleVersion >= 1, "rule_version must be at least 1")
	c.OneOf("what", s.What, AlertKinds...)
	c.ODS("employer", s.Employer)
	c.OneOf("status", s.Status, "raised", "cleared")
	c.Time("raised_at", s.RaisedAt)
	c.That((s.Status == "cleared") == (s.ClearedAt != nil), "cleared_at must be set once, and only once, it is cleared")
	c.That((s.AcknowledgedAt != nil) == (s.AcknowledgedBy != ""), "who acknowledged it must be told with when")
	c.That((s.SnoozedUntil != nil) == (s.SnoozedBy != ""), "who snoozed it must be told with until when")
	return c.Err()
}
