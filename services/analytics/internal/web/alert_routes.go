package web

import (
	"slices"

	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/web/alertrules"
	"github.com/muster-ics/muster/services/analytics/internal/web/alerts"
	"github.com/muster-ics/muster/services/analytics/internal/web/api"
	"github.com/muster-ics/muster/services/analytics/internal/web/webhooks"
)

// mountAlerts adds the pages on alerts.
func mountAlerts(s *web.Server, u api.UseCases) {
	a := alerts.Handler{Alerts: u.Alerts, Inboxes: u.Inboxes, Receivers: u.Receivers, Rates: u.Rates, Clock: u.Clock}
	s.Page("GET /fill-rate/alerts", app.ViewAlerts, a.List)
	s.Page("POST /fill-rate/alerts/acknowledge/{id}", app.AcknowledgeAlert, a.Acknowledge)
	s.Page("POST /fill-rate/alerts/snooze/{id}", app.SnoozeAlert, a.Snooze)
	s.Page("GET /fill-rate/alerts/inbox", app.ReadAlertInbox, a.Inbox)
	s.Page("POST /fill-rate/alerts/inbox/read", app.ReadAlertInbox, a.Read)

	r := alertrules.Handler{Alerts: u.Alerts, Rates: u.Rates}
	s.Page("GET /fill-rate/alerts/rules", app.ViewAlerts, r.List)
	s.Page("GET /fill-rate/alerts/rules/new", app.ChangeAlertRules, r.New)
	s.Page("POST /fill-rate/alerts/rules/new", app.ChangeAlertRules, r.Add)
	s.Page("GET /fill-rate/alerts/rules/{id}", app.ViewAlerts, r.Edit)
	s.Page("POST /fill-rate/alerts/rules/{id}", app.ChangeAlertRules, r.Save)
	s.Page("POST /fill-rate/alerts/rules/{id}/switch", app.ChangeAlertRules, r.Switch)

	w := webhooks.Handler{Receivers: u.Receivers, Rates: u.Rates}
	s.Page("GET /fill-rate/alerts/webhooks", app.ViewWebhooks, w.List)
	s.Page("POST /fill-rate/alerts/webhooks", app.ChangeWebhooks, w.Add)
	s.Page("GET /fill-rate/alerts/webhooks/{id}", app.ViewWebhooks, w.Show)
	s.Page("POST /fill-rate/alerts/webhooks/{id}", app.ChangeWebhooks, w.Save)
	s.Page("POST /fill-rate/alerts/webhooks/{id}/secret", app.ChangeWebhooks, w.Rotate)
	s.Page("POST /fill-rate/alerts/webhooks/{id}/old-secret", app.ChangeWebhooks, w.End)
	s.Page("POST /fill-rate/alerts/webhooks/{id}/test", app.ChangeWebhooks, w.Test)
	s.Page("GET /fill-rate/alerts/deliveries", app.ViewWebhooks, w.Log)
	s.Page("POST /fill-rate/alerts/deliveries/{id}/resend", app.ChangeWebhooks, w.Resend)
}

func alertStories() []web.Story {
	return slices.Concat(alerts.Stories(), alertrules.Stories(), webhooks.Stories())
}
