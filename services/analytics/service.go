// Package analytics is the analytics service: the only importable thing of its module. It keeps the newest state of each
// shift, counts fill rates from it, and tells of every change within two seconds.
package analytics

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/muster-ics/muster/events"
	msgbus "github.com/muster-ics/muster/pkg/bus"
	"github.com/muster-ics/muster/pkg/inbox"
	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/pkg/pg"
	"github.com/muster-ics/muster/pkg/service"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/bus"
	"github.com/muster-ics/muster/services/analytics/internal/store"
	pages "github.com/muster-ics/muster/services/analytics/internal/web"
	"github.com/muster-ics/muster/services/analytics/internal/web/api"
)

const name = "analytics"

// keep is how long published figures stay in the outbox. They follow from the shifts' events, so days suffice to refill a
// stream where other services need weeks.
const keep = 48 * time.Hour

// Module says how to make, migrate and route the service.
var Module = service.Module{
	Name:          name,
	New:           func(d service.Deps) (service.Service, error) { return New(d) },
	Migrate:       migrate,
	Subscriptions: bus.Subscriptions,
	Paths:         []string{"/api/analytics/", "/fill-rate"},
	MaxConns:      8,
}

func migrate(ctx context.Context, ownerURL string) error {
	return pg.Migrate(ctx, ownerURL, outbox.Migrations, inbox.Migrations, store.Migrations())
}

// Service is one instance.
type Service struct {
	deps      service.Deps
	outbox    *outbox.Outbox
	apply     *app.ApplyEvents
	publish   *app.PublishChanges
	gauges    *app.Gauges
	alerts    *app.AlertRules
	deliver   *app.Deliver
	consumers []*msgbus.BatchConsumer // none without a bus
	http      http.Handler
}

var _ service.Service = (*Service)(nil)

// New makes an instance. Without a bus it is driven by Handle alone and needs no Run; figures are then counted when
// somebody asks.
func New(d service.Deps) (*Service, error) {
	if d.Log == nil {
		d.Log = slog.New(slog.DiscardHandler)
	}
	s := &Service{deps: d, outbox: outbox.New(d.Pool, msgbus.StreamName(name), d.Publisher, outbox.Options{Log: d.Log, Keep: keep})}
	projection, cells := store.NewProjection(d.Pool), store.NewCells(d.Pool, s.outbox)
	live, changes := app.NewLive(projection, d.Clock), app.NewChanges(cells)
	s.gauges = app.NewGauges(live, d.ICS)
	s.publish = app.NewPublishChanges(live, cells, changes, d.ICS, d.Log)
	rates := app.NewFillRates(app.Sources{
		Live: live, Publish: s.publish, Changes: changes, Projection: projection, History: projection, Past: store.NewPast(d.Pool),
	}, app.Policy(), d.Clock, d.ICS)
	facts := store.NewFacts(d.Pool)
	told, err := s.telling(facts, rates)
	if err != nil {
		return nil, err
	}
	s.apply = app.NewApplyEvents(projection, func(heard []app.Heard) { s.publish.Heard(heard); s.alerts.Wake() })
	if d.Bus != nil {
		dead := inbox.NewDeadLetters(d.Pool)
		for _, sub := range bus.Subscriptions {
			s.consumers = append(s.consumers, msgbus.NewBatchConsumer(d.Bus, sub, dead, d.Log, bus.OnBatch(s.apply)))
		}
	}
	server := web.NewServer(web.Config{
		Service: name, ICS: d.ICS, Title: "Muster analytics", Auth: d.Auth, Policy: app.Policy(), Pool: d.Pool, Clock: d.Clock,
		Log: d.Log, Ready: s.Ready, TrustedProxies: d.TrustedProxies, StreamsJudged: d.StreamsJudged, Heirs: rates.Heirs,
	})
	measures := app.NewMeasures(rates, facts)
	documents, err := documentsOf(d.ReturnForms, rates, measures)
	if err != nil {
		return nil, err
	}
	freeze := app.NewFreezeFigures(documents, store.NewSnapshots(d.Pool, s.outbox), app.Policy(), d.Clock, web.RequestID)
	areas := app.NewCriticalAreas(store.NewCriticalAreas(d.Pool, s.outbox), app.Policy(), d.Clock, d.ICS, web.RequestID, func() {
		s.publish.Touch(app.Beside{What: app.BesideShifts})
	})
	pages.Mount(server, api.UseCases{
		Rates: rates, Measures: measures, Alerts: s.alerts, Inboxes: told.Inboxes, Receivers: told.Receivers,
		Drill: app.NewDrill(measures, facts), Screens: app.NewScreens(rates, facts, s.alerts, areas), Clock: d.Clock,
		Documents: documents, Freeze: freeze, Areas: areas, Displays: app.NewWallDisplays(store.NewDisplays(d.Pool, s.outbox), app.Policy(), d.Clock, d.ICS, d.PublicURL, web.RequestID),
	}, d.ICS)
	s.http = server.Handler()
	return s, server.Err()
}

// Handler implements service.Service.
func (s *Service) Handler() http.Handler { return s.http }

// Handle implements service.Service.
func (s *Service) Handle(ctx context.Context, env events.Envelope) error {
	return bus.OnEvent(ctx, s.apply, env)
}

// Run implements service.Service.
func (s *Service) Run(ctx context.Context) error {
	defer s.gauges.Watch()()
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return s.outbox.Run(ctx) })
	group.Go(func() error { return s.publish.Run(ctx) })
	group.Go(func() error { return s.alerts.Run(ctx, s.deps.Log) })
	group.Go(func() error { return s.deliver.Run(ctx) })
	for _, c := range s.consumers {
		group.Go(func() error { return c.Run(ctx) })
	}
	return group.Wait()
}

// Ready implements service.Service.
func (s *Service) Ready(ctx context.Context) error {
	if err := s.deps.Pool.Ping(ctx); err != nil {
		return fmt.Errorf("postgres: %w", err)
	}
	for _, c := range s.consumers {
		select {
		case <-c.Running():
		default:
			return errors.New("a durable is not bound yet")
		}
	}
	return s.outbox.Ready(ctx)
}

// Storybook implements service.Service.
func (s *Service) Storybook() http.Handler { return web.Storybook("Analytics", pages.Stories()) }
