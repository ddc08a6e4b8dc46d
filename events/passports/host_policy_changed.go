package passports

import (
	"github.com/muster-ics/muster/events/internal/check"
)

// HostPolicyChangedV1 says: an employer changed what it asks of everybody who works on its sites. The aggregate is the
// employer's ODS code, Version the version of the policy.
type HostPolicyChangedV1 struct {
	Employer string         `json:"employer"`
	Version  int64          `json:"version"`
	Body     HostPolicyBody `json:"body"`
}

// HostPolicyBody is the whole of a host's policy. Until the first such event the defaults hold: registers 7 and 14 days,
// no grace, no periods and no checks of its own.
type HostPolicyBody struct {
	// RegisterFlagDays and RegisterBlockDays: after so many days without a reading of the register a worker is flagged, and
	// blocked.
	RegisterFlagDays  int `json:"register_flag_days"`
	RegisterBlockDays int `json:"register_block_days"`
	// GraceDays are days after the end of a competency on which it still serves.
	GraceDays int `json:"grace_days"`
	// DBSMonths is after how many months a criminal record check is to be repeated; 0 means only at its own end.
	DBSMonths int `json:"dbs_months"`
	// Periods are refresh periods of the host's own. Never null.
	Periods []RefreshPeriod `json:"periods"`
	// OwnChecks are the checks that the host does itself: right_to_work, references or dbs. Never null.
	OwnChecks []string `json:"own_checks"`
}

// RefreshPeriod is how often a host wants a subject refreshed from a level on: to the last midnight in London of the day
// that lies Months after the day on which it was achieved. The shortest that fits counts.
type RefreshPeriod struct {
	Framework string `json:"framework"`
	Code      string `json:"code"`
	Level     int    `json:"level"`
	Months    int    `json:"months"`
}

// EventName implements events.Event.
func (HostPolicyChangedV1) EventName() string { return "muster.passports.host_policy.changed.v1" }

// Validate implements events.Event.
func (e HostPolicyChangedV1) Validate() error {
	var c check.Errors
	c.ODS("employer", e.Employer)
	c.That(e.Version >= 1, "version must be at least 1")
	c.That(e.Body.RegisterFlagDays >= 1 && e.Body.RegisterFlagDays <= e.Body.RegisterBlockDays, "the days after which one is flagged come before those after which one is blocked")
	c.That(e.Body.GraceDays >= 0 && e.Body.DBSMonths >= 0, "grace_days and dbs_months must not be negative")
	for _, p := range e.Body.Periods {
		c.That(p.Framework != "" && p.Code != "" && p.Level >= 1 && p.Months >= 1, "a period needs framework, code, level and months")
	}
	for _, k := range e.Body.OwnChecks {
		c.OneOf("own_checks", k, "right_to_work", "references", "dbs")
	}
	return c.Err()
}
