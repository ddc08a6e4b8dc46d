package store

import (
	"time"

	"github.com/muster-ics/muster/services/analytics/internal/alert"
	"github.com/muster-ics/muster/services/analytics/internal/store/sqlcgen"
)

// farAhead is after every alert: where the first page begins.
var farAhead = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)

func toRules(rows []sqlcgen.AlertRule) []alert.Rule {
	out := make([]alert.Rule, len(rows))
	for i, r := range rows {
		out[i] = toRule(r)
	}
	return out
}

func toRule(r sqlcgen.AlertRule) alert.Rule {
	return alert.Rule{
		ID: r.ID, Version: r.Version, Owner: r.Owner, Name: r.Name, What: alert.What(r.What),
		Scope:      alert.Scope{Employer: r.Employer, StaffGroup: r.StaffGroup, Role: r.Role, Period: r.Period},
		HoursAhead: int(r.HoursAhead), Raise: r.RaiseAt, Clear: r.ClearAt, QuietMinutes: int(r.QuietMinutes), On: r.Live,
	}
}

func toAlert(r sqlcgen.Alert) alert.Alert {
	a := alert.Alert{
		ID: r.ID, Version: r.Version, RuleID: r.RuleID, RuleVersion: r.RuleVersion, Owner: r.Owner, What: alert.What(r.What),
		Cell: alert.Cell{Employer: r.Employer, StaffGroup: r.StaffGroup}, RaisedAt: r.RaisedAt.UTC(),
		Value: alert.Value{N: r.Value, Shifts: r.Shifts}, AcknowledgedBy: r.AcknowledgedBy.String,
	}
	if r.ClearedAt != nil {
		at := r.ClearedAt.UTC()
		a.ClearedAt = &at
	}
	if r.ClearedValue.Valid {
		a.ClearedValue = &r.ClearedValue.Int64
	}
	if r.AcknowledgedAt != nil {
		at := r.AcknowledgedAt.UTC()
		a.AcknowledgedAt = &at
	}
	return a
}
