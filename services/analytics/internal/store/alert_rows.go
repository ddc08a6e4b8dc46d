package store

import (
	"time"

	"github.com/jackc/pgx/v5/pgtype"

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
		HoursAhead: int(r.HoursAhead), Raise: r.RaiseAt, Clear: r.ClearAt, QuietMinutes: int(r.QuietMinutes), On: r.Live, Tell: r.Tell,
	}
}

func toAlert(r sqlcgen.Alert) alert.Alert {
	a := alert.Alert{
		ID: r.ID, Version: r.Version, RuleID: r.RuleID, RuleVersion: r.RuleVersion, Owner: r.Owner, What: alert.What(r.What),
		Cell: alert.Cell{Employer: r.Employer, StaffGroup: r.StaffGroup}, RaisedAt: r.RaisedAt.UTC(),
		Value: alert.Value{N: r.Value, Shifts: r.Shifts}, AcknowledgedBy: r.AcknowledgedBy.String, AcknowledgedFor: r.AcknowledgedFor.String,
		SnoozedBy: r.SnoozedBy.String, Tell: r.Tell,
	}
	if r.ClearedValue.Valid {
		a.ClearedValue = &r.ClearedValue.Int64
	}
	a.ClearedAt, a.AcknowledgedAt, a.SnoozedUntil = utc(r.ClearedAt), utc(r.AcknowledgedAt), utc(r.SnoozedUntil)
	return a
}

func utc(t *time.Time) *time.Time {
	if t == nil {
		return nil
	}
	at := t.UTC()
	return &at
}

func text(s string) pgtype.Text { return pgtype.Text{String: s, Valid: s != ""} }

func number(n *int64) pgtype.Int8 {
	if n == nil {
		return pgtype.Int8{}
	}
	return pgtype.Int8{Int64: *n, Valid: true}
}
