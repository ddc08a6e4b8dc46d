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
	// AcknowledgedBy is an opaque id.
	AcknowledgedAt *time.Time
	AcknowledgedBy string
}

// Raise makes an alert of a rule.
func Raise(r Rule, alertID id.ID, c Change, now time.Time) Alert {
	return Alert{
		ID: alertID, Version: 1, RuleID: r.ID, RuleVersion: r.Version, Owner: r.Owner, What: r.What, Cell: c.Cell, RaisedAt: now, Value: c.Value,
	}
}

// Clear ends it.
func (a *Alert) Clear(c Change, now time.Time) {
	a.Version++
	a.ClearedAt = &now
	if c.Known {
		a.ClearedValue = &c.Value.N
	}
}

// Acknowledge notes who has taken it on. It is false when somebody had already.
func (a *Alert) Acknowledge(by string, now time.Time) bool {
	if a.AcknowledgedAt != nil {
		return false
	}
	a.Version++
	a.AcknowledgedAt, a.AcknowledgedBy = &now, by
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
