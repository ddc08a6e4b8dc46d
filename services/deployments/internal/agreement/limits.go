package agreement

import "github.com/muster-ics/muster/services/deployments/internal/rule"

// Limits are how long one worker may be deployed. Days are Europe/London calendar days on which a shift starts.
type Limits struct {
	// MaxDaysIn12Months is the most days in any 12 months; 0 is no limit.
	MaxDaysIn12Months int `json:"max_days_in_12_months"`
	// MaxSingleDeploymentDays is the most days in a row at one host; 0 is no limit. Longer needs a secondment.
	MaxSingleDeploymentDays int `json:"max_single_deployment_days"`
}

func (l Limits) check(bad *rule.Check) {
	bad.That(l.MaxDaysIn12Months >= 0 && l.MaxDaysIn12Months <= 366, "limits.max_days_in_12_months",
		"Enter a number of days from 1 to 366, or 0 for no limit.")
	bad.That(l.MaxSingleDeploymentDays >= 0 && l.MaxSingleDeploymentDays <= 366, "limits.max_single_deployment_days",
		"Enter a number of days from 1 to 366, or 0 for no limit.")
}
