package app

import (
	"context"

	"github.com/muster-ics/muster/pkg/auth"
)

// MaxAlerts is the most alerts of one page.
const MaxAlerts = 200

// List gives alerts, newest first: to an employer those about itself, of its own rules and the system's.
func (m *AlertRules) List(ctx context.Context, q AlertQuery) ([]ListedAlert, error) {
	p, err := m.policy.Check(ctx, ViewAlerts, auth.Facts{Employer: q.Employer, ICS: m.ics})
	if err != nil {
		return nil, err
	}
	if p.Role == auth.Employer && q.Employer == "" {
		q.Employer = p.Employer
	}
	q.Codes = m.rates.live.stoodFor(q.Employer, m.clock.Now())
	return m.alerts.Alerts(ctx, q)
}
