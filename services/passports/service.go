// Package passports is the passports service: the only importable thing of its module. It keeps what was checked about
// workers, answers whether a worker is fit for one shift, and un-books what no longer may stand.
package passports

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"

	"golang.org/x/sync/errgroup"

	"github.com/muster-ics/muster/events"
	msgbus "github.com/muster-ics/muster/pkg/bus"
	"github.com/muster-ics/muster/pkg/inbox"
	"github.com/muster-ics/muster/pkg/lineage"
	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/pkg/pg"
	"github.com/muster-ics/muster/pkg/service"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/bus"
	"github.com/muster-ics/muster/services/passports/internal/courier"
	"github.com/muster-ics/muster/services/passports/internal/store"
	"github.com/muster-ics/muster/services/passports/internal/vault"
	pages "github.com/muster-ics/muster/services/passports/internal/web"
)

const name = "passports"

// Module says how to make, migrate and route the service.
var Module = service.Module{
	Name: name,
	New:  func(d service.Deps) (service.Service, error) { return New(d) },
	Migrate: func(ctx context.Context, ownerURL string) error {
		return pg.Migrate(ctx, ownerURL, outbox.Migrations, inbox.Migrations, lineage.Migrations, store.Migrations)
	},
	Subscriptions: bus.Subscriptions,
	Paths:         []string{"/api/passports/", "/passport", "/passports", "/.well-known/jwt-vc-issuer", "/.well-known/openid-credential-issuer", "/.well-known/oauth-authorization-server", "/oid4vci", "/oid4vp", "/verify", "/issuers", "/status", "/registry.jwt", "/vct"},
	MaxConns:      12,
}

// Service is one instance.
type Service struct {
	deps     service.Deps
	store    *store.Store
	use      *app.Passports
	out      *outbox.Outbox
	router   *msgbus.Router // nil without a bus
	handlers map[string]msgbus.Handler
	http     http.Handler
	lineage  *lineage.Keeper
}

var _ service.Service = (*Service)(nil)

// New makes an instance. Without a bus it is driven by Handle alone and needs no Run.
func New(d service.Deps) (*Service, error) {
	if d.Log == nil {
		d.Log = slog.New(slog.DiscardHandler)
	}
	keys, err := vault.NewKeyring(d.VaultKeys)
	if err != nil {
		return nil, err
	}
	out := outbox.New(d.Pool, msgbus.StreamName(name), d.Publisher, outbox.Options{Log: d.Log})
	heirs := lineage.New(d.Pool)
	st := store.New(d.Pool, out, keys).Following(heirs, d.Clock)
	use := &app.Passports{
		Workers:    st,
		Clearances: st,
		Record:     st,
		Reference:  st,
		Dues:       st,
		Imports:    st.Imports(),
		Partners:   st,
		Rights:     st,
		Looks:      st,
		Expiries:   st,
		Decisions:  st,
		Lineage:    heirs,
		Clock:      d.Clock,
		ICS:        d.ICS,
	}
	use.Credentials, use.IssuerKeys, use.Lists, use.Addresses, use.Published = st, st, st, addresses(d), &app.Published{}
	use.Offers, use.Presentations, use.Doors, use.Requests = st, st, st, &app.RequestSigner{}
	use.Approaches, use.Outside, use.Unsigned = st, courier.New(d.PublicURL), d.AllowUnsignedRequests
	s := &Service{deps: d, use: use, store: st, out: out, lineage: heirs, handlers: bus.Handlers(use)}
	if d.Bus != nil {
		if s.router, err = msgbus.NewRouter(d.Bus, inbox.NewDeadLetters(d.Pool), d.Log); err != nil {
			return nil, err
		}
		for _, sub := range bus.Subscriptions {
			s.router.Handle(sub, bus.Of(sub, s.handlers))
		}
	}
	srv := web.NewServer(web.Config{
		Service: name, ICS: d.ICS, Title: "Muster passports", Auth: d.Auth, Policy: app.Policy, Pool: d.Pool, Clock: d.Clock, Log: d.Log, Ready: s.Ready,
		TrustedProxies: d.TrustedProxies, Heirs: heirs.Fresh,
	})
	pages.Mount(srv, use)
	s.http = srv.Handler()
	return s, srv.Err()
}

// defaultTypeBase names the types of credentials where nothing was configured.
const defaultTypeBase = "https://muster.example/vct/"

func addresses(d service.Deps) app.Addresses {
	return app.Addresses{Public: d.PublicURL, Types: cmp.Or(d.TypeBase, defaultTypeBase)}
}

// Handler implements service.Service.
func (s *Service) Handler() http.Handler { return s.http }

// Handle implements service.Service.
func (s *Service) Handle(ctx context.Context, env events.Envelope) error {
	return bus.Apply(ctx, s.handlers, env)
}

// Run implements service.Service.
func (s *Service) Run(ctx context.Context) error {
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return s.out.Run(ctx) })
	group.Go(func() error { return s.lineage.Run(ctx) })
	if s.router != nil {
		group.Go(func() error { return s.router.Run(ctx) })
	}
	group.Go(func() error { return s.rewrap(ctx) })
	group.Go(func() error { return s.each(ctx, reckonEvery, "what is due by another profile", s.use.Reckon) })
	group.Go(func() error { return s.tellExpiring(ctx) })
	group.Go(func() error { return s.each(ctx, judgeEvery, "bookings to judge again", s.use.JudgeDue) })
	group.Go(func() error { return s.each(ctx, expireEvery, "overrides", s.use.ExpireOverrides) })
	group.Go(func() error { return s.retain(ctx) })
	group.Go(func() error { return s.indexNumbers(ctx) })
	group.Go(func() error { return s.each(ctx, importEvery, "imports", s.use.WorkOnImports) })
	group.Go(func() error { return s.each(ctx, forgetEvery, "old imports", s.use.ForgetImports) })
	group.Go(func() error { return s.each(ctx, renewEvery, "credentials to renew", s.use.RenewCredentials) })
	group.Go(func() error { return s.each(ctx, forgetShownEvery, "what was shown to receivers", s.forget) })
	return group.Wait()
}

// rewrap wraps, once after the start, the data keys that an older key-encryption key still wraps. A failure is logged and
// tried again at the next start: all keys of the configuration open meanwhile.
func (s *Service) rewrap(ctx context.Context) error {
	for {
		n, err := s.store.Rewrap(ctx)
		if err != nil && ctx.Err() == nil {
			s.deps.Log.ErrorContext(ctx, "wrap data keys again", "err", err)
		}
		if err != nil || n == 0 {
			return nil
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
			return errors.New("the durables are not bound yet")
		}
	}
	return s.out.Ready(ctx)
}

// Storybook implements service.Service.
func (s *Service) Storybook() http.Handler { return pages.Storybook() }
