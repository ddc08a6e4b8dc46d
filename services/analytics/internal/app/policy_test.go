package app_test

import (
	"testing"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/services/analytics/internal/app"
)

func TestWhoMaySeeWhat(t *testing.T) {
	t.Parallel()
	who := map[string]auth.Principal{
		"lead": {Role: auth.Lead, ICS: "QKS"}, "auditor": {Role: auth.Auditor, ICS: "QKS"},
		"employer": {Role: auth.Employer, Employer: "RVV", ICS: "QKS"}, "worker": {Role: auth.Worker, Employer: "RVV", ICS: "QKS"},
		"lead elsewhere": {Role: auth.Lead, ICS: "QXX"}, "employer without a code": {Role: auth.Employer, ICS: "QKS"},
		"employer elsewhere": {Role: auth.Employer, Employer: "RVV", ICS: "QXX"},
	}
	for _, c := range []struct {
		who      string
		action   auth.Action
		employer string
		ok       bool
	}{
		{"lead", app.ViewFillRates, "", true}, {"lead", app.ViewGaps, "RPA", true}, {"lead", app.ViewWatermark, "", true},
		{"auditor", app.ViewFillRates, "", true}, {"auditor", app.ViewWatermark, "", true},
		{"employer", app.ViewFillRates, "", true}, {"employer", app.ViewTrend, "RVV", true}, {"employer", app.ViewTrend, "RPA", false},
		{"employer", app.ViewWatermark, "", false}, {"employer without a code", app.ViewFillRates, "", false},
		{"employer elsewhere", app.ViewFillRates, "RVV", false},
		{"worker", app.ViewFillRates, "", false}, {"worker", app.ViewFillRates, "RVV", false}, {"worker", app.ViewWatermark, "", false},
		{"lead elsewhere", app.ViewFillRates, "", false},
		{"lead", app.ChangeAlertRules, "", true}, {"employer", app.ChangeAlertRules, "RVV", true}, {"employer", app.ChangeAlertRules, "RPA", false},
		{"worker", app.ChangeAlertRules, "RVV", false}, {"employer", app.AcknowledgeAlert, "RVV", true}, {"employer", app.AcknowledgeAlert, "RPA", false},
		{"employer", app.ViewFlows, "RPA", false}, {"worker", app.ViewCompliance, "RVV", false}, {"auditor", app.ViewAlerts, "", true},
	} {
		_, err := app.Policy().Check(auth.With(t.Context(), who[c.who]), c.action, auth.Facts{Employer: c.employer, ICS: "QKS"})
		if (err == nil) != c.ok || (err != nil && !fault.Is(err, fault.NotFound)) {
			t.Errorf("%s, %s of %q: %v", c.who, c.action, c.employer, err)
		}
	}
}
