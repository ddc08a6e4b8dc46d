package app

import (
	"context"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/analytics/internal/alert"
)

// Acknowledge notes that the caller has taken an alert on. Once is enough: whoever comes later changes nothing.
func (m *AlertRules) Acknowledge(ctx context.Context, alertID id.ID) (ListedAlert, error) {
	return m.changeAlert(ctx, AcknowledgeAlert, alertID, acknowledgeAlert, func(a *alert.Alert, p auth.Principal, now time.Time) (bool, error) {
		return a.Acknowledge(p.Subject, ownerOf(p), now), nil
	})
}

// Snooze keeps an alert quiet for a while: nobody is called about its cell by its rule, also when it ends and comes again.
// If it stands when the time is up, those who were told are reminded.
func (m *AlertRules) Snooze(ctx context.Context, alertID id.ID, d time.Duration) (ListedAlert, error) {
	return m.changeAlert(ctx, SnoozeAlert, alertID, snoozeAlert, func(a *alert.Alert, p auth.Principal, now time.Time) (bool, error) {
		switch {
		case a.ClearedAt != nil:
			return false, fault.New(fault.Conflict, "alert_over", "This alert is over, so there is nothing to keep quiet.")
		case !a.Snooze(p.Subject, d, now):
			return false, fault.New(fault.Invalid, "snooze_invalid", "Keep an alert quiet for 1 to 72 hours.").
				WithFields(fault.Field{Location: "body.hours", Message: "Give 1 to 72 hours."})
		}
		return true, nil
	})
}

// changeAlert changes one alert by somebody who may, and tells of it if anything changed.
func (m *AlertRules) changeAlert(ctx context.Context, may auth.Action, alertID id.ID, action string, do func(*alert.Alert, auth.Principal, time.Time) (bool, error)) (out ListedAlert, err error) {
	err = m.alerts.ChangeAlert(ctx, alertID, func(a *alert.Alert) (*Told, error) {
		p, err := m.policy.Check(ctx, may, auth.Facts{Employer: a.Cell.Employer, ICS: m.ics})
		if err != nil {
			return nil, err
		}
		if p.Role == auth.Employer && a.Owner != "" && !p.Is(ctx, a.Owner) {
			return nil, ErrAbsent
		}
		before, now := *a, m.clock.Now()
		changed, err := do(a, p, now)
		out.Alert = *a
		if err != nil || !changed {
			return nil, err
		}
		told, err := m.tellAlert(&before, *a, action, m.by(ctx, p), now)
		return &told, err
	})
	if err == nil {
		m.rates.publish.Touch(Beside{BesideAlerts, out.Alert.Cell.Employer})
		out.Rule, err = m.alerts.Rule(ctx, out.Alert.RuleID)
	}
	return out, absentRule(err)
}
