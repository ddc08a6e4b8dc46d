package alert

import (
	"time"

	"github.com/muster-ics/muster/pkg/id"
)

// Alert is one call of a rule about one cell, from raised to over.
type Alert struct {
	ID, RuleID           id.ID
	Version, RuleVersion int64
	// Owner is the rule's.
	Owner string
	What  What
	Cell  Cell
	// Value is what was seen when it was raised.
	RaisedAt time.Time
	Value    Value
	// ClearedValue is absent when it was over because nothing was left to judge.
	ClearedAt    *time.Time
	ClearedValue *int64
	// AcknowledgedBy is an opaque id, AcknowledgedFor the employer for which they did it; empty for the system's lead.
	AcknowledgedAt  *time.Time
	AcknowledgedBy  string
	AcknowledgedFor string
	// SnoozedUntil is until when nobody is called about this cell of the rule, by the word of SnoozedBy, an opaque id.
	SnoozedUntil *time.Time
	SnoozedBy    string
	// Tell is the rule's, as it was raised.
	Tell string
}

// MaxSnooze is the longest time for which an alert is snoozed.
const MaxSnooze = 72 * time.Hour

// Raise makes an alert of a rule. A snooze of the alert before it on the same cell holds on: whoever asked for quiet until
// six does not hear of a figure that trembles until then.
func Raise(r Rule, alertID id.ID, c Change, before *Alert, now time.Time) Alert {
	a := Alert{
		ID: alertID, Version: 1, RuleID: r.ID, RuleVersion: r.Version, Owner: r.Owner, What: r.What, Cell: c.Cell, RaisedAt: now, Value: c.Value,
		Tell: r.Tell,
	}
	if before != nil && before.Snoozed(now) {
		a.SnoozedUntil, a.SnoozedBy = before.SnoozedUntil, before.SnoozedBy
	}
	return a
}

// Clear ends it.
func (a *Alert) Clear(c Change, now time.Time) {
	a.Version++
	a.ClearedAt = &now
	if c.Known {
		a.ClearedValue = &c.Value.N
	}
}

// Acknowledge notes who has taken it on, and for which employer. It is false when somebody had already.
func (a *Alert) Acknowledge(by, employer string, now time.Time) bool {
	if a.AcknowledgedAt != nil {
		return false
	}
	a.Version++
	a.AcknowledgedAt, a.AcknowledgedBy, a.AcknowledgedFor = &now, by, employer
	return true
}

// Snooze keeps it quiet for a while. It is false for one that is over, and for a time that is none or too long.
func (a *Alert) Snooze(by string, d time.Duration, now time.Time) bool {
	if a.ClearedAt != nil || d <= 0 || d > MaxSnooze {
		return false
	}
	until := now.Add(d)
	a.Version++
	a.SnoozedUntil, a.SnoozedBy = &until, by
	return true
}

// Snoozed tells whether nobody is to be called about it now.
func (a Alert) Snoozed(now time.Time) bool {
	return a.SnoozedUntil != nil && now.Before(*a.SnoozedUntil)
}

// Remind ends a snooze whose time is up, once. It is false for every other alert, and for one that is over.
func (a *Alert) Remind(now time.Time) bool {
	if a.ClearedAt != nil || a.SnoozedUntil == nil || a.Snoozed(now) {
		return false
	}
	a.Version++
	a.SnoozedUntil, a.SnoozedBy = nil, ""
	return true
}

// Standing is how it stands for Judge.
func (a Alert) Standing() Standing {
	s := Standing{Cell: a.Cell, Raised: a.ClearedAt == nil, At: a.RaisedAt}
	if a.ClearedAt != nil {
		s.At = *a.ClearedAt
	}
	return s
}
