package main

import (
	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/analytics"
)

const (
	alertRuleID = "0199c0de-0000-7000-8000-0000000000a1"
	alertID     = "0199c0de-0000-7000-8000-0000000000a2"
	webhookID   = "0199c0de-0000-7000-8000-0000000000a3"
	displayID   = "0199c0de-0000-7000-8000-0000000000a4"
)

func sampleAlert(status string) analytics.AlertState {
	a := analytics.AlertState{
		AlertID: alertID, RuleID: alertRuleID, RuleVersion: 1, What: "fill_below", Employer: "RVV", StaffGroup: "nursing_midwifery",
		Status: status, RaisedAt: held, Value: 666, Shifts: 12, AcknowledgedAt: &later, AcknowledgedBy: "lead-1",
	}
	if cleared := int64(912); status == "cleared" {
		a.ClearedAt, a.ClearedValue = &later, &cleared
	}
	return a
}

func sampleSnoozed() analytics.AlertState {
	a := sampleAlert("raised")
	a.SnoozedUntil, a.SnoozedBy = &later, "lead-1"
	return a
}

func init() {
	aggregateOf["analytics.alert_rule"], aggregateOf["analytics.alert"] = alertRuleID, alertID
	aggregateOf["analytics.webhook"], aggregateOf["analytics.display"] = webhookID, displayID
	aggregateOf["analytics.critical_areas"] = "QKS"
	for _, e := range []events.Event{
		analytics.AlertRuleChangedV1{Rule: analytics.AlertRuleState{
			RuleID: alertRuleID, Name: "Nurses' nights", What: "fill_below", Role: "registered_nurse", Period: "night", HoursAhead: 12,
			Raise: 850, Clear: 900, QuietMinutes: 15, On: true, Tell: "executive",
		}},
		analytics.AlertRaisedV1{Alert: sampleAlert("raised")}, analytics.AlertAcknowledgedV1{Alert: sampleAlert("raised")},
		analytics.AlertClearedV1{Alert: sampleAlert("cleared")},
		analytics.AlertSnoozedV1{Alert: sampleSnoozed()}, analytics.AlertRemindedV1{Alert: sampleAlert("raised")},
		analytics.CriticalAreasChangedV1{Areas: []analytics.CriticalArea{
			{Name: "Emergency department", Weight: 30, Words: []string{"emergency", "ed"}}, {Name: "Stroke unit", Weight: 20, Words: []string{"rvv/kings_a"}},
		}},
		analytics.WebhookChangedV1{Webhook: analytics.WebhookState{WebhookID: webhookID, Host: "alerts.example.nhs.uk", On: true, Secrets: 1}},
		analytics.DisplayChangedV1{Display: analytics.DisplayState{DisplayID: displayID, Owner: "RVV", Live: true, MadeAt: held, EndsAt: held.AddDate(0, 0, 30)}},
	} {
		samples[e.EventName()] = e
	}
}
