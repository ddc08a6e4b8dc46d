// Package shifts is the shifts service: the only importable thing of its module. It keeps shifts and bookings, and gives
// a shift to one worker, once passports and deployments have said yes.
package shifts

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
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/inbox"
	"github.com/muster-ics/muster/pkg/lineage"
	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/pkg/pg"
	"github.com/muster-ics/muster/pkg/service"
	"github.com/muster-ics/muster/pkg/web"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/bus"
	"github.com/muster-ics/muster/services/shifts/internal/store"
	pages "github.com/muster-ics/muster/services/shifts/internal/web"
)

const name = "shifts"

const (
	// expireEvery is how late after its thirty seconds a hold may end.
	expireEvery = time.Second
	// settleEvery is how late an offer may end after its time, and a waiting list be asked after a shift opens again.
	settleEvery = time.Second
	// releaseEvery is how late a step of a release ladder may open.
	releaseEvery = time.Second
	// lapseEvery is how late it may be told that a shift started with nobody.
	lapseEvery = 5 * time.Second
	// importEvery is how soon a large import is begun, and how soon one is gone on with whose instance was lost.
	importEvery = 500 * time.Millisecond
	// forgetEvery is how often what is kept of old imports is ended.
	forgetEvery = 10 * time.Minute
)

// Module says how to make, migrate and route the service.
var Module = service.Module{
	Name: name,
	New:  func(d service.Deps) (service.Service, error) { return New(d) },
	Migrate: func(ctx context.Context, ownerURL string) error {
		return pg.Migrate(ctx, ownerURL, outbox.Migrations, inbox.Migrations, lineage.Migrations, store.Migrations)
	},
	Subscriptions: bus.Subscriptions,
	Paths: []string{
		"/api/shifts/",
		"/ladders",
		"/escalations",
		"/shifts",
		"/open-shifts",
		"/my-shifts",
		"/timesheets",
		"/my-preferences",
		"/my-availability",
		"/manage",
		"/bookings",
		"/rate-cards",
		"/imports",
		"/notices",
		"/my-alerts",
		"/templates",
		"/approvals",
		"/policies",
		"/desk",
	},
	MaxConns: 28,
}

// Service is one instance.
type Service struct {
	deps     service.Deps
	app      *app.App
	out      *outbox.Outbox
	handlers *bus.Handlers
	lineage  *lineage.Keeper
	http     http.Handler

	// Without a bus there is neither.
	router *msgbus.Router
	models []*msgbus.BatchConsumer
}

var _ service.Service = (*Service)(nil)

// New makes an instance. Without a bus it is driven by Handler and Handle alone and needs no Run.
func New(d service.Deps) (*Service, error) {
	if d.Log == nil {
		d.Log = slog.New(slog.DiscardHandler)
	}
	if d.Clock == nil {
		d.Clock = clock.System()
	}
	s := &Service{deps: d}
	out := outbox.New(d.Pool, msgbus.StreamName(name), d.Publisher, outbox.Options{Log: d.Log, Committed: s.committed})
	heirs := lineage.New(d.Pool)
	st := store.New(d.Pool, out, d.Clock, d.ICS, heirs)
	if err := s.telling(&st.Telling); err != nil {
		return nil, err
	}
	a := app.New(app.Ports{
		Telling: st.Telling,

		Shifts:    st.Shifts,
		Bookings:  st.Bookings,
		Models:    st.Models,
		History:   st.History,
		Policies:  st.Policies,
		Imports:   st.Imports,
		RateCards: st.RateCards,
		Ladders:   st.Ladders,
		Templates: st.Templates,
		Hours:     st.Hours,
		Facts:     st.Facts,
		PublicURL: d.PublicURL,
		Evidence:  st.Evidence,
		Lineage:   heirs,
		Accepting: st.Accepting,
		List:      st.List,
		Prefers:   st.Prefers,

		Attendance: st.Attendance,
	}, d.Clock, d.ICS, d.Log)
	s.app, s.out, s.handlers, s.lineage = a, out, bus.New(a), heirs
	if d.Bus != nil {
		if err := s.listen(); err != nil {
			return nil, err
		}
	}
	srv := web.NewServer(web.Config{
		Service: name, ICS: d.ICS, Title: "Muster shifts", Auth: d.Auth, Policy: a.Policy(), Admit: a.Admit, Pool: d.Pool, Clock: d.Clock, Log: d.Log, Ready: s.Ready,
		TrustedProxies: d.TrustedProxies, StreamsJudged: d.StreamsJudged, Heirs: heirs.Fresh,
	})
	pages.Mount(srv, a)
	s.http = srv.Handler()
	return s, srv.Err()
}

// committed tells what is kept in memory of each change that this process has just committed.
func (s *Service) committed(env events.Envelope) {
	if shiftID, ok := bus.TouchedShift(env); ok {
		s.app.HeardShift(shiftID)
	}
}

func (s *Service) listen() error {
	dead := inbox.NewDeadLetters(s.deps.Pool)
	router, err := msgbus.NewRouter(s.deps.Bus, dead, s.deps.Log)
	if err != nil {
		return err
	}
	router.Handle(bus.PassportAnswers, s.handlers.Map())
	router.Handle(bus.DeploymentAnswers, s.handlers.Map())
	s.router = router
	for _, sub := range []msgbus.Subscription{bus.PassportModels, bus.DeploymentModels, bus.MutualAid, bus.HostChecks, bus.PassportNotices, bus.Lineage} {
		s.models = append(s.models, msgbus.NewBatchConsumer(s.deps.Bus, sub, dead, s.deps.Log, s.handlers.Batch()))
	}
	s.models = append(s.models, msgbus.NewBatchConsumer(s.deps.Bus, bus.Notices, dead, s.deps.Log, s.handlers.Notify()))
	return nil
}

// Handler implements service.Service.
func (s *Service) Handler() http.Handler { return s.http }

// Handle implements service.Service.
func (s *Service) Handle(ctx context.Context, env events.Envelope) error {
	return s.handlers.Handle(ctx, env)
}

// OpenStepsAt opens the release steps that have fallen due at a moment of the injected clock, for an instance that writes a
// history without Run.
func (s *Service) OpenStepsAt(ctx context.Context, at time.Time) (int, error) {
	return s.app.OpenStepsAt(app.WithSystem(ctx, "shifts", ""), at)
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
	if s.deps.Bus != nil {
		group.Go(func() error { return s.handlers.FollowList(ctx, s.deps.Bus, s.deps.Log) })
		group.Go(func() error { return s.app.KeepList(ctx) })
	}
	group.Go(func() error { return s.each(ctx, releaseEvery, "release steps", s.app.OpenSteps) })
	group.Go(func() error { return s.each(ctx, expireEvery, "holds", s.app.ExpireHolds) })
	group.Go(func() error { return s.each(ctx, settleEvery, "requests", s.app.SettleRequests) })
	group.Go(func() error { return s.each(ctx, lapseEvery, "lapsed shifts", s.app.LapseShifts) })
	group.Go(func() error { return s.each(ctx, lapseEvery, "unapproved shifts", s.app.DeclineUnapproved) })
	s.tell(ctx, group)
	group.Go(func() error { return s.each(ctx, importEvery, "imports", s.app.WorkOnImports) })
	group.Go(func() error { return s.each(ctx, forgetEvery, "old imports", s.app.ForgetImports) })
	return group.Wait()
}

// each runs a sweep again and again until ctx ends. A failure is logged and tried again: the next round finds the same rows.
func (s *Service) each(ctx context.Context, every time.Duration, what string, sweep func(context.Context) (int, error)) error {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
		n, err := sweep(app.WithSystem(ctx, "shifts", ""))
		switch {
		case err != nil && ctx.Err() == nil:
			s.deps.Log.ErrorContext(ctx, "sweep", "of", what, "err", err)
		case n > 0:
			s.deps.Log.InfoContext(ctx, "sweep", "of", what, "ended", n)
		}
	}
}

// Ready implements service.Service.
func (s *Service) Ready(ctx context.Context) error {
	if err := s.deps.Pool.Ping(ctx); err != nil {
		return fmt.Errorf("postgres: %w", err)
	}
	if !s.bound() {
		return errors.New("the durables are not bound yet")
	}
	if s.deps.Bus != nil {
		if err := s.app.ListReady(); err != nil {
			return err
		}
	}
	return s.out.Ready(ctx)
}

// bound tells whether every durable is read.
func (s *Service) bound() bool {
	var running []<-chan struct{}
	if s.router != nil {
		running = append(running, s.router.Running())
	}
	for _, m := range s.models {
		running = append(running, m.Running())
	}
	for _, ch := range running {
		select {
		case <-ch:
		default:
			return false
		}
	}
	return true
}

// Storybook implements service.Service.
func (s *Service) Storybook() http.Handler { return web.Storybook("Shifts", pages.Stories()) }
