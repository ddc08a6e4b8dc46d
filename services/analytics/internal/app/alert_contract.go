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
	return analytics.AlertRuleState{
		RuleID: r.ID.String(), Owner: r.Owner, Name: r.Name, What: string(r.What), Employer: r.Scope.Employer, StaffGroup: r.Scope.StaffGroup,
		Role: r.Scope.Role, Period: r.Scope.Period, HoursAhead: r.HoursAhead, Raise: r.Raise, Clear: r.Clear, QuietMinutes: r.QuietMinutes, On: r.On,
	}
}

// alertState is an alert as others are told of it.
func alertState(a alert.Alert) analytics.AlertState {
	s := analytics.AlertState{
		AlertID: a.ID.String(), RuleID: a.RuleID.String(), RuleVersion: a.RuleVersion, Owner: a.Owner, What: string(a.What),
		Employer: a.Cell.Employer, StaffGroup: a.Cell.StaffGroup, Status: "raised", RaisedAt: a.RaisedAt, Value: a.Value.N, Shifts: a.Value.Shifts,
		ClearedAt: a.ClearedAt, ClearedValue: a.ClearedValue, AcknowledgedAt: a.AcknowledgedAt, AcknowledgedBy: a.AcknowledgedBy,
	}
	if a.ClearedAt != nil {
		s.Status = "cleared"
	}
	return s
}

// who is in whose name a change is made.
type who struct{ actor, onBehalfOf, requestID string }

func (m *AlertRules) tellRule(before *alert.Rule, r alert.Rule, by who, now time.Time) (Told, error) {
	t := Told{OnBehalfOf: by.onBehalfOf, RequestID: by.requestID, Action: "alert_rule.change"}
	if before != nil {
		t.Before = canonical(ruleState(*before))
	}
	return m.tell(t, analytics.AlertRuleChangedV1{Rule: ruleState(r)}, r.ID, r.Version, r.Owner, by.actor, now)
}

func (m *AlertRules) tellAlert(before *alert.Alert, a alert.Alert, action string, by who, now time.Time) (Told, error) {
	t := Told{OnBehalfOf: by.onBehalfOf, RequestID: by.requestID, Action: action, Reason: string(a.What)}
	if before != nil {
		t.Before = canonical(alertState(*before))
	}
	state := alertState(a)
	var e events.Event = analytics.AlertRaisedV1{Alert: state}
	switch {
	case a.ClearedAt != nil:
		e = analytics.AlertClearedV1{Alert: state}
	case a.AcknowledgedAt != nil:
		e = analytics.AlertAcknowledgedV1{Alert: state}
	}
	return m.tell(t, e, a.ID, a.Version, a.Cell.Employer, by.actor, now)
}

func (m *AlertRules) tell(t Told, e events.Event, aggregate id.ID, version int64, ods, actor string, now time.Time) (Told, error) {
	if ods == "" {
		ods = m.ics // A rule of the system's is told under the system's own code.
	}
	var err error
	t.Event, err = events.New(e, events.Meta{
		ID: id.New().String(), Time: now, ICS: m.ics, ODS: ods, AggregateID: aggregate.String(), AggregateVersion: version, Actor: actor,
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
