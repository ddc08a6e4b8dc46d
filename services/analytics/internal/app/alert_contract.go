package app

import (
	"encoding/json"
	"time"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/analytics"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/analytics/internal/alert"
)

// ruleState is a rule as others are told of it.
func ruleState(r alert.Rule) analytics.AlertRuleState {
	what, against := whatOf(r.What)
	return analytics.AlertRuleState{
		RuleID: r.ID.String(), Owner: r.Owner, Name: r.Name, What: what, Against: against, Tell: r.Tell, Employer: r.Scope.Employer, StaffGroup: r.Scope.StaffGroup,
		Role: r.Scope.Role, Period: r.Scope.Period, HoursAhead: r.HoursAhead, Raise: r.Raise, Clear: r.Clear, QuietMinutes: r.QuietMinutes, On: r.On,
	}
}

// alertState is an alert as others are told of it.
func alertState(a alert.Alert) analytics.AlertState {
	what, against := whatOf(a.What)
	s := analytics.AlertState{
		AlertID: a.ID.String(), RuleID: a.RuleID.String(), RuleVersion: a.RuleVersion, Owner: a.Owner, What: what, Against: against,
		Employer: a.Cell.Employer, StaffGroup: a.Cell.StaffGroup, Status: "raised", RaisedAt: a.RaisedAt, Value: a.Value.N, Shifts: a.Value.Shifts,
		ClearedAt: a.ClearedAt, ClearedValue: a.ClearedValue, AcknowledgedAt: a.AcknowledgedAt, AcknowledgedBy: a.AcknowledgedBy,
		SnoozedUntil: a.SnoozedUntil, SnoozedBy: a.SnoozedBy,
	}
	if a.ClearedAt != nil {
		s.Status = "cleared"
	}
	return s
}

// whatOf is how others are told what a rule looks at: rates are one kind, held against one thing or another.
func whatOf(w alert.What) (what, against string) {
	if w == alert.AboveAgreed {
		return string(alert.RateAbove), "rate_card"
	}
	return string(w), ""
}

// who is in whose name a change is made.
type who struct{ actor, onBehalfOf, requestID string }

func (m *AlertRules) tellRule(before *alert.Rule, r alert.Rule, by who, now time.Time) (Told, error) {
	t := Told{OnBehalfOf: by.onBehalfOf, RequestID: by.requestID, Action: "alert_rule.change"}
	if before != nil {
		t.Before = canonical(ruleState(*before))
	}
	return tell(t, m.ics, analytics.AlertRuleChangedV1{Rule: ruleState(r)}, r.ID, r.Version, r.Owner, by.actor, now)
}

// What is done to alerts, as the audit names it.
const (
	raiseAlert       = "alert.raise"
	remindAlert      = "alert.remind"
	clearAlert       = "alert.clear"
	acknowledgeAlert = "alert.acknowledge"
	snoozeAlert      = "alert.snooze"
)

func alertEvent(action string, s analytics.AlertState) events.Event {
	switch action {
	case remindAlert:
		return analytics.AlertRemindedV1{Alert: s}
	case clearAlert:
		return analytics.AlertClearedV1{Alert: s}
	case acknowledgeAlert:
		return analytics.AlertAcknowledgedV1{Alert: s}
	case snoozeAlert:
		return analytics.AlertSnoozedV1{Alert: s}
	}
	return analytics.AlertRaisedV1{Alert: s}
}

func (m *AlertRules) tellAlert(before *alert.Alert, a alert.Alert, action string, by who, now time.Time) (Told, error) {
	t := Told{OnBehalfOf: by.onBehalfOf, RequestID: by.requestID, Action: action, Reason: string(a.What)}
	if before != nil {
		t.Before = canonical(alertState(*before))
	}
	t, err := tell(t, m.ics, alertEvent(action, alertState(a)), a.ID, a.Version, a.Cell.Employer, by.actor, now)
	if err == nil {
		t.Out, err = m.outward(action, a, t.Event, now)
	}
	return t, err
}

func tell(t Told, ics string, e events.Event, aggregate id.ID, version int64, ods, actor string, now time.Time) (Told, error) {
	if ods == "" {
		ods = ics // What is the system's is told under the system's own code.
	}
	var err error
	t.Event, err = events.New(e, events.Meta{
		ID: id.New().String(), Time: now, ICS: ics, ODS: ods, AggregateID: aggregate.String(), AggregateVersion: version, Actor: actor,
	})
	t.After = t.Event.Data
	return t, err
}

// canonical is a state as the audit hashes it: encoding/json writes a struct's fields in one fixed order.
func canonical(state any) []byte {
	b, err := json.Marshal(state)
	if err != nil {
		panic(err) // No state holds a type that JSON cannot hold.
	}
	return b
}
