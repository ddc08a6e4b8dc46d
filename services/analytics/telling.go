package analytics

import (
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/pkg/webpush"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/courier"
	"github.com/muster-ics/muster/services/analytics/internal/store"
	"github.com/muster-ics/muster/services/analytics/internal/web/api"
	"github.com/muster-ics/muster/services/analytics/internal/webhook"
)

// telling makes what calls people: rules, inboxes, receivers outside, and the way to them. Without a push key no browser
// rings, without a key for secrets there are no receivers.
func (s *Service) telling(facts *store.Facts, rates *app.FillRates) (api.UseCases, error) {
	d := s.deps
	var pusher app.Pusher
	if len(d.PushKey) > 0 {
		sender, err := webpush.NewSender(d.PushKey, d.PushContact)
		if err != nil {
			return api.UseCases{}, err
		}
		pusher = sender
	}
	keys, err := webhook.NewKeyring(d.WebhookKeys)
	if err != nil {
		return api.UseCases{}, err
	}
	caller, inbox, deliveries := courier.New(d.PublicURL), store.NewInbox(d.Pool), store.NewDeliveries(d.Pool)
	ports := app.ReceiverPorts{Deliveries: deliveries, Loopback: caller.Loopback(), RequestID: web.RequestID}
	if keys != nil {
		ports.Webhooks = store.NewWebhooks(d.Pool, s.outbox, keys)
	}
	receivers := app.NewReceivers(ports, app.Policy(), d.Clock, d.ICS)
	s.alerts = app.NewAlertRules(app.AlertPorts{
		Alerts: store.NewAlerts(d.Pool, s.outbox), Inbox: inbox, Facts: facts, Past: store.NewPast(d.Pool), RequestID: web.RequestID, PublicURL: d.PublicURL,
	}, rates, app.Policy(), d.Clock, d.ICS)
	s.deliver = app.NewDeliver(app.DeliverPorts{Deliveries: deliveries, Inbox: inbox, Receivers: receivers, Caller: caller, Push: pusher, Log: d.Log})
	return api.UseCases{Alerts: s.alerts, Inboxes: app.NewInboxes(inbox, pusher, app.Policy(), d.ICS), Receivers: receivers}, nil
}
