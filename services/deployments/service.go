// Package deployments is the deployments service: the only importable thing of its module. It keeps employers, sites and
// workforce-sharing agreements, and answers whether an agreement lets a worker of one employer work for another.
package deployments

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
	"github.com/muster-ics/muster/pkg/lineage"
	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/pkg/pg"
	"github.com/muster-ics/muster/pkg/service"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/bus"
	"github.com/muster-ics/muster/services/deployments/internal/store"
	pages "github.com/muster-ics/muster/services/deployments/internal/web"
)

const name = "deployments"

// sweepEvery is how often ends of agreements are looked for. Authorisations go by the end itself, so a late sweep makes
// no answer wrong; it only delays the news and the revocations that follow.
const sweepEvery = 5 * time.Second

// Module says how to make, migrate and route the service.
var Module = service.Module{
	Name: name,
	New:  func(d service.Deps) (service.Service, error) { return New(d) },
	Migrate: func(ctx context.Context, ownerURL string) error {
		return pg.Migrate(ctx, ownerURL, outbox.Migrations, inbox.Migrations, store.Migrations)
	},
	Subscriptions: bus.Subscriptions,
	Paths:         []string{"/api/deployments/", "/agreements", "/deployments", "/employers", "/register-files", "/recharges", "/mutual-aid"},
	MaxConns:      8,
}

// Service is one instance.
type Service struct {
	lineage *lineage.Keeper
	deps    service.Deps
	app     *app.App
	out     *outbox.Outbox
	router  *msgbus.Router // nil without a bus, and then there are no models
	models  []*msgbus.BatchConsumer
	lanes   []bus.Lane
	http    http.Handler
}

var _ service.Service = (*Service)(nil)

// New makes an instance. Without a bus it is driven by Handle alone and needs no Run.
func New(d service.Deps) (*Service, error) {
	if d.Log == nil {
		d.Log = slog.New(slog.DiscardHandler)
	}
	out := outbox.New(d.Pool, msgbus.StreamName(name), d.Publisher, outbox.Options{Log: d.Log})
	st := store.New(d.Pool, out)
	a := app.New(app.Config{
		Employers: st.Employers(), Sites: st.Sites(), Registers: st.Registers(), Agreements: st.Agreements(), Deployments: st.Deployments(),
		Recharges:  st.Recharges(),
		MutualAids: st.MutualAids(), DryRuns: st.DryRuns(), PassportReader: st.PassportReader(),
		Passports: st.Passports(), ShiftFacts: st.ShiftFacts(), Clock: d.Clock, ICS: d.ICS, RequestID: web.RequestID,
	})
	heirs := lineage.Over(a.Followed)
	a.Lineage = heirs
	s := &Service{lineage: heirs, deps: d, app: a, out: out, lanes: bus.Lanes(a)}
	if d.Bus != nil {
		if err := s.listen(); err != nil {
			return nil, err
		}
	}
	srv := web.NewServer(web.Config{
		Service: name, ICS: d.ICS, Title: "Muster deployments", Auth: d.Auth, Policy: app.Policy(), Pool: d.Pool, Clock: d.Clock, Log: d.Log, Ready: s.Ready,
		TrustedProxies: d.TrustedProxies, Heirs: heirs.Fresh,
	})
	pages.Mount(srv, a)
	s.http = srv.Handler()
	return s, srv.Err()
}

func (s *Service) listen() error {
	dead := inbox.NewDeadLetters(s.deps.Pool)
	router, err := msgbus.NewRouter(s.deps.Bus, dead, s.deps.Log)
	if err != nil {
		return err
	}
	s.router = router
	for _, lane := range s.lanes {
		if !lane.Batch {
			router.Handle(lane.Subscription, lane.Handlers)
			continue
		}
		s.models = append(s.models, msgbus.NewBatchConsumer(s.deps.Bus, lane.Subscription, dead, s.deps.Log, lane.Take))
	}
	return nil
}

// Handler implements service.Service.
func (s *Service) Handler() http.Handler { return s.http }

// Handle implements service.Service.
func (s *Service) Handle(ctx context.Context, env events.Envelope) error {
	return bus.Apply(ctx, s.lanes, env)
}

// Run implements service.Service.
func (s *Service) Run(ctx context.Context) error {
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return s.out.Run(ctx) })
	group.Go(func() error { return s.lineage.Run(ctx) })
	if s.router != nil {
		group.Go(func() error { return s.router.Run(ctx) })
	}
	for _, m := range s.models {
		group.Go(func() error { return m.Run(ctx) })
	}
	group.Go(func() error { return s.sweep(ctx) })
	group.Go(func() error { return s.workDryRuns(ctx) })
	return group.Wait()
}

// sweep closes agreements whose end has come, revokes what they leave uncovered and tells of sites that have changed hands,
// until ctx ends. A failure is logged
// and tried again: the next round finds the same rows.
func (s *Service) sweep(ctx context.Context) error {
	tick := time.NewTicker(sweepEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
		var errs error
		for _, look := range []func(context.Context) (int, error){
			s.app.ExpireAgreements, s.app.RevokeUncovered, s.app.ForgetShifts, s.app.TellSites,
			func(ctx context.Context) (int, error) { return s.app.CloseMutualAids(ctx, nil) },
		} {
			_, err := look(ctx)
			errs = errors.Join(errs, err)
		}
		if errs != nil && ctx.Err() == nil {
			s.deps.Log.ErrorContext(ctx, "sweep of what a moment brings", "err", errs)
		}
	}
}

// workDryRuns works at dry runs that were asked of this process at once, and at those of others now and then, until ctx
// ends.
func (s *Service) workDryRuns(ctx context.Context) error {
	tick := time.NewTicker(sweepEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-s.app.DryRunAsked():
		case <-tick.C:
		}
		if _, err := s.app.WorkDryRuns(ctx); err != nil && ctx.Err() == nil {
			s.deps.Log.ErrorContext(ctx, "a dry run was cut off; it is taken up again", "err", err)
		}
	}
}

// Ready implements service.Service.
func (s *Service) Ready(ctx context.Context) error {
	if err := s.deps.Pool.Ping(ctx); err != nil {
		return fmt.Errorf("postgres: %w", err)
	}
	if s.router != nil {
		select {
		case <-s.router.Running():
		default:
			return errors.New("the durable is not bound yet")
		}
	}
	for _, m := range s.models {
		select {
		case <-m.Running():
		default:
			return errors.New("the durables are not bound yet")
		}
	}
	return s.out.Ready(ctx)
}

// Storybook implements service.Service.
func (s *Service) Storybook() http.Handler { return web.Storybook("Deployments", pages.Stories()) }
