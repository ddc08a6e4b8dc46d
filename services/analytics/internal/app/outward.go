package app

import (
	"encoding/json"
	"strings"
	"time"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/webpush"
	"github.com/muster-ics/muster/services/analytics/internal/alert"
	"github.com/muster-ics/muster/services/analytics/internal/fact"
)

// MaxSnooze is the longest time for which an alert is kept quiet.
const MaxSnooze = alert.MaxSnooze

// AlertsPath is the page that messages lead to.
const AlertsPath = "/fill-rate/alerts"

// Outward is what goes with a change of an alert: into inboxes, to receivers outside, to browsers. It is kept in the
// transaction of the change, so that what happened is told and what did not is not.
type Outward struct {
	EventID, AlertID id.ID
	// Type is the event's name; At when it happened.
	Type string
	At   time.Time
	// Owner is the rule's, Employer whom it is about, Tell who of them is told.
	Owner, Employer, Tell string
	// Employers are all codes of whoever stands for Employer: receivers and browsers may have been made under any of them.
	Employers []string
	// Notice is raised, reminded or cleared; empty for what is not put into inboxes.
	Notice string
	// Message goes to receivers, Push to browsers; nil for none.
	Message, Push []byte
}

// AlertMessage is what a receiver outside the system is sent: nothing about anybody.
type AlertMessage struct {
	Type      string    `json:"type"`
	Timestamp time.Time `json:"timestamp"`
	Data      AlertData `json:"data"`
}

// AlertData is the alert as it stands. Codes are those of the events.
type AlertData struct {
	AlertID        string     `json:"alert_id"`
	RuleID         string     `json:"rule_id"`
	What           string     `json:"what"`
	Against        string     `json:"against,omitempty"`
	Status         string     `json:"status"`
	Employer       string     `json:"employer"`
	EmployerName   string     `json:"employer_name"`
	StaffGroup     string     `json:"staff_group,omitempty"`
	Sees           string     `json:"sees"`
	Value          int64      `json:"value"`
	Shifts         int64      `json:"shifts,omitempty"`
	RaisedAt       time.Time  `json:"raised_at"`
	AcknowledgedAt *time.Time `json:"acknowledged_at,omitempty"`
	SnoozedUntil   *time.Time `json:"snoozed_until,omitempty"`
	ClearedAt      *time.Time `json:"cleared_at,omitempty"`
	ClearedValue   *int64     `json:"cleared_value,omitempty"`
	Link           string     `json:"link"`
}

func (m *AlertRules) outward(action string, a alert.Alert, e events.Envelope, now time.Time) (*Outward, error) {
	eventID, err := id.Parse(e.ID)
	if err != nil {
		return nil, err
	}
	out := &Outward{EventID: eventID, AlertID: a.ID, Type: e.Type, At: now, Owner: a.Owner, Employer: a.Cell.Employer, Tell: a.Tell, Employers: m.rates.live.standsWith(a.Cell.Employer, now)}
	s, name := alertState(a), m.rates.live.name(fact.KindEmployer, a.Cell.Employer)
	sees := alert.Rule{What: a.What}.Sees(a.Value)
	out.Message = canonical(AlertMessage{Type: e.Type, Timestamp: now, Data: AlertData{
		AlertID: s.AlertID, RuleID: s.RuleID, What: s.What, Against: s.Against, Status: s.Status, Employer: s.Employer, EmployerName: name,
		StaffGroup: s.StaffGroup, Sees: sees, Value: s.Value, Shifts: s.Shifts, RaisedAt: s.RaisedAt, AcknowledgedAt: s.AcknowledgedAt,
		SnoozedUntil: s.SnoozedUntil, ClearedAt: s.ClearedAt, ClearedValue: s.ClearedValue, Link: m.public + AlertsPath,
	}})
	switch {
	case a.Snoozed(now):
	case action == raiseAlert, action == remindAlert:
		out.Notice = noticeOf[action]
		out.Push, err = json.Marshal(ringing(action, a, name, sees))
	case action == clearAlert:
		out.Notice = noticeOf[action]
	}
	return out, err
}

// ringing is what a locked phone shows. The name of a rule is free text, so it stays on the page.
func ringing(action string, a alert.Alert, employer, sees string) webpush.Message {
	m := webpush.Message{Title: "Alert: " + employer, Body: sees, URL: AlertsPath, Urgent: true}
	if action == remindAlert {
		m.Title = "Still: " + employer
	}
	if g := strings.ReplaceAll(a.Cell.StaffGroup, "_", " "); g != "" {
		m.Body = strings.ToUpper(g[:1]) + g[1:] + ": " + sees
	}
	return m
}

// noticeOf is what inboxes call what is done to an alert.
var noticeOf = map[string]string{raiseAlert: "raised", remindAlert: "reminded", clearAlert: "cleared"}
