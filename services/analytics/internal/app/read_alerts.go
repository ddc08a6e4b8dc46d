package app

import (
	"context"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/analytics/internal/alert"
)

// MaxAlerts is the most alerts of one page.
const MaxAlerts = 200

// List gives alerts, newest first: to an employer those about itself, of its own rules and the system's.
func (m *AlertRules) List(ctx context.Context, q AlertQuery) ([]ListedAlert, error) {
	p, err := m.policy.Check(ctx, ViewAlerts, auth.Facts{Employer: q.Employer, ICS: m.ics})
	if err != nil {
		return nil, err
	}
	if p.Role == auth.Employer {
		q.Employer = p.Employer
	}
	return m.alerts.Alerts(ctx, q)
}

// Acknowledge notes that the caller has taken an alert on. Once is enough: whoever comes later changes nothing.
func (m *AlertRules) Acknowledge(ctx context.Context, alertID id.ID) (out ListedAlert, err error) {
	err = m.alerts.ChangeAlert(ctx, alertID, func(a *alert.Alert) (*Told, error) {
		p, err := m.policy.Check(ctx, AcknowledgeAlert, auth.Facts{Employer: a.Cell.Employer, ICS: m.ics})
		if err != nil {
			return nil, err
		}
		if p.Role == auth.Employer && a.Owner != "" && a.Owner != p.Employer {
			return nil, ErrAbsent
		}
		before, now := *a, m.clock.Now()
		acknowledged := a.Acknowledge(p.Subject, now)
		out.Alert = *a
		if !acknowledged {
			return nil, nil
		}
		told, err := m.tellAlert(&before, *a, "alert.acknowledge", m.by(ctx, p), now)
		return &told, err
	})
	if err == nil {
		out.Rule, err = m.alerts.Rule(ctx, out.Alert.RuleID)
	}
	return out, absentRule(err)
}
