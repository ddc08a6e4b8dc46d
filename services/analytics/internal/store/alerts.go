package store

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/services/analytics/internal/alert"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/store/sqlcgen"
)

// Alerts implements app.Alerts.
type Alerts struct {
	pool   *pgxpool.Pool
	outbox *outbox.Outbox
}

// NewAlerts makes the repository over the service's pool and outbox.
func NewAlerts(pool *pgxpool.Pool, o *outbox.Outbox) *Alerts { return &Alerts{pool: pool, outbox: o} }

var _ app.Alerts = (*Alerts)(nil)

// Rules implements app.Alerts.
func (a *Alerts) Rules(ctx context.Context, owner string) ([]alert.Rule, error) {
	rows, err := sqlcgen.New(a.pool).AlertRules(ctx, owner)
	return toRules(rows), err
}

// Rule implements app.Alerts.
func (a *Alerts) Rule(ctx context.Context, rule id.ID) (alert.Rule, error) {
	r, err := sqlcgen.New(a.pool).AlertRule(ctx, rule)
	return toRule(r), absent(err)
}

// Roles implements app.Alerts.
func (a *Alerts) Roles(ctx context.Context, employers []string, in app.Interval) ([]string, error) {
	return sqlcgen.New(a.pool).AskedRoles(ctx, sqlcgen.AskedRolesParams{Since: in.From, Until: in.Until, Employers: employers})
}

// AddRule implements app.Alerts.
func (a *Alerts) AddRule(ctx context.Context, r alert.Rule, told app.Told) error {
	return a.outbox.InTx(ctx, func(tx *outbox.Tx) error {
		err := sqlcgen.New(tx).AddAlertRule(ctx, sqlcgen.AddAlertRuleParams{
			ID: r.ID, Owner: r.Owner, Name: r.Name, What: string(r.What), Employer: r.Scope.Employer, StaffGroup: r.Scope.StaffGroup,
			Role: r.Scope.Role, Period: r.Scope.Period, HoursAhead: int32(r.HoursAhead), RaiseAt: r.Raise, ClearAt: r.Clear, //nolint:gosec // bounded by Validate
			QuietMinutes: int32(r.QuietMinutes), Live: r.On, Tell: r.Tell, //nolint:gosec // bounded by Validate
		})
		if err != nil {
			return err
		}
		return record(ctx, tx, told)
	})
}

// ChangeRule implements app.Alerts.
func (a *Alerts) ChangeRule(ctx context.Context, rule id.ID, change func(*alert.Rule) (app.Told, error)) error {
	return a.outbox.InTx(ctx, func(tx *outbox.Tx) error {
		q := sqlcgen.New(tx)
		row, err := q.LockAlertRule(ctx, rule)
		if err != nil {
			return absent(err)
		}
		r := toRule(row)
		told, err := change(&r)
		if err != nil {
			return err
		}
		err = q.SaveAlertRule(ctx, sqlcgen.SaveAlertRuleParams{
			ID: r.ID, Version: r.Version, Name: r.Name, What: string(r.What), Employer: r.Scope.Employer, StaffGroup: r.Scope.StaffGroup,
			Role: r.Scope.Role, Period: r.Scope.Period, HoursAhead: int32(r.HoursAhead), RaiseAt: r.Raise, ClearAt: r.Clear, //nolint:gosec // bounded by Validate
			QuietMinutes: int32(r.QuietMinutes), Live: r.On, Tell: r.Tell, //nolint:gosec // bounded by Validate
		})
		if err != nil {
			return err
		}
		return record(ctx, tx, told)
	})
}

// Judge implements app.Alerts.
func (a *Alerts) Judge(ctx context.Context, judge func([]alert.Rule, map[id.ID][]alert.Alert) ([]app.AlertChange, error)) error {
	return a.outbox.InTx(ctx, func(tx *outbox.Tx) error {
		q := sqlcgen.New(tx)
		if err := q.LockAlerts(ctx); err != nil {
			return err
		}
		rules, err := q.AlertRules(ctx, "")
		if err != nil || len(rules) == 0 {
			return err
		}
		if err := q.LockStandingAlerts(ctx); err != nil {
			return err
		}
		rows, err := q.LastAlerts(ctx)
		if err != nil {
			return err
		}
		last := map[id.ID][]alert.Alert{}
		for _, r := range rows {
			last[r.RuleID] = append(last[r.RuleID], toAlert(r))
		}
		changes, err := judge(toRules(rules), last)
		if err != nil {
			return err
		}
		for _, c := range changes {
			if err := keepAlert(ctx, q, c.Alert); err != nil {
				return err
			}
			if err := record(ctx, tx, c.Told); err != nil {
				return err
			}
		}
		return nil
	})
}

func keepAlert(ctx context.Context, q *sqlcgen.Queries, a alert.Alert) error {
	if a.Version == 1 {
		return q.AddAlert(ctx, sqlcgen.AddAlertParams{
			ID: a.ID, RuleID: a.RuleID, RuleVersion: a.RuleVersion, Owner: a.Owner, What: string(a.What), Employer: a.Cell.Employer,
			StaffGroup: a.Cell.StaffGroup, RaisedAt: a.RaisedAt, Value: a.Value.N, Shifts: a.Value.Shifts, Tell: a.Tell,
			SnoozedUntil: a.SnoozedUntil, SnoozedBy: text(a.SnoozedBy),
		})
	}
	saved := sqlcgen.SaveAlertParams{
		ID: a.ID, Version: a.Version, ClearedAt: a.ClearedAt, ClearedValue: number(a.ClearedValue), AcknowledgedAt: a.AcknowledgedAt,
		AcknowledgedBy: text(a.AcknowledgedBy), SnoozedUntil: a.SnoozedUntil, SnoozedBy: text(a.SnoozedBy),
	}
	if a.AcknowledgedAt != nil {
		saved.AcknowledgedFor = pgtype.Text{String: a.AcknowledgedFor, Valid: true}
	}
	return q.SaveAlert(ctx, saved)
}

// Alerts implements app.Alerts.
func (a *Alerts) Alerts(ctx context.Context, q app.AlertQuery) ([]app.ListedAlert, error) {
	p := sqlcgen.AlertsParams{Employers: app.Scope{Employer: q.Employer, Codes: q.Codes}.Employers(), Standing: q.Standing, Over: q.Over, BeforeAt: q.BeforeAt, BeforeID: q.BeforeID, Size: int32(min(q.Most, app.MaxAlerts))} //nolint:gosec // bounded
	if q.BeforeAt.IsZero() {
		p.BeforeAt = farAhead
	}
	rows, err := sqlcgen.New(a.pool).Alerts(ctx, p)
	out := make([]app.ListedAlert, len(rows))
	for i, r := range rows {
		found := toAlert(r.Alert)
		out[i] = app.ListedAlert{Alert: found, Rule: alert.Rule{
			ID: found.RuleID, Name: r.Name, What: found.What, Owner: found.Owner, HoursAhead: int(r.HoursAhead), Raise: r.RaiseAt,
		}}
	}
	return out, err
}

// ChangeAlert implements app.Alerts.
func (a *Alerts) ChangeAlert(ctx context.Context, alertID id.ID, change func(*alert.Alert) (*app.Told, error)) error {
	return a.outbox.InTx(ctx, func(tx *outbox.Tx) error {
		q := sqlcgen.New(tx)
		row, err := q.LockAlert(ctx, alertID)
		if err != nil {
			return absent(err)
		}
		found := toAlert(row)
		told, err := change(&found)
		if err != nil || told == nil {
			return err
		}
		if err := keepAlert(ctx, q, found); err != nil {
			return err
		}
		return record(ctx, tx, *told)
	})
}

// record keeps the event, the audit row, and what goes to people and receivers.
func record(ctx context.Context, tx *outbox.Tx, t app.Told) error {
	if t.Out != nil {
		if err := owe(ctx, sqlcgen.New(tx), *t.Out); err != nil {
			return err
		}
	}
	return tx.Record(ctx, outbox.Change{Event: t.Event, Trail: outbox.Trail{
		Actor: t.Event.Actor, OnBehalfOf: t.OnBehalfOf, Action: t.Action, Reason: t.Reason, RequestID: t.RequestID, Before: t.Before, After: t.After,
	}})
}

func absent(err error) error {
	if errors.Is(err, pgx.ErrNoRows) {
		return app.ErrAbsent
	}
	return err
}
