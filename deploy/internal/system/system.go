// Package system runs the four services in one process: private Postgres, embedded broker, demo OpenID provider, one
// HTTP address. The services are the same values that run alone from their own commands.
package system

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"golang.org/x/sync/errgroup"

	"github.com/muster-ics/muster/deploy/internal/modules"
	topology "github.com/muster-ics/muster/deploy/nats"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/bus"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/demoidp"
	"github.com/muster-ics/muster/pkg/localpg"
	"github.com/muster-ics/muster/pkg/otelx"
	"github.com/muster-ics/muster/pkg/pg"
	"github.com/muster-ics/muster/pkg/service"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/pkg/web/layout"
)

// Config says where the system keeps its state and listens.
type Config struct {
	// Data is the folder of everything that outlives the process.
	Data string
	// Listen is a loopback address; port 0 takes a free one.
	Listen string
	// NATSPort is the broker's client port on loopback; 0 takes a free one.
	NATSPort int
	// StreamBytes is the most that one stream holds; 0 is the default of one server.
	StreamBytes int64
	// AdminURL reaches a Postgres that is already there; empty starts a private one.
	AdminURL string
	// Durable keeps fsync on in the private Postgres.
	Durable bool
	// OTLPEndpoint is a collector for traces; empty sends none, and events still carry trace ids.
	OTLPEndpoint string
	ICS          string
	// People fills the person picker.
	People func() []demoidp.Person
	Log    *slog.Logger
	// Say tells the person at the terminal what is being done.
	Say func(format string, args ...any)
}

// System is a running system.
type System struct {
	State    State
	Provider *demoidp.Provider
	Modules  []service.Module
	// Deps and Services are by module name.
	Deps     map[string]service.Deps
	Services map[string]service.Service

	cfg       Config
	postgres  *localpg.Server
	container *container
	broker    *server.Server
	pools     []*pgxpool.Pool
	conns     []*bus.Conn
	listener  net.Listener
	http      *http.Server
	running   *errgroup.Group
	stopRun   context.CancelFunc
	failed    <-chan struct{}
	// broken ends, with the reason, when a connection to the broker is closed for good.
	broken   context.Context
	lost     context.CancelCauseFunc
	flush    func(context.Context) error
	stopOnce sync.Once
}

// Start brings the system up in order: Postgres, broker, streams, services, HTTP. On an error everything that was started
// is stopped again.
func Start(ctx context.Context, cfg Config) (*System, error) {
	if cfg.Say == nil {
		cfg.Say = func(string, ...any) {}
	}
	broken, lost := context.WithCancelCause(context.Background())
	s := &System{cfg: cfg, broken: broken, lost: lost, Modules: modules.All(), Deps: map[string]service.Deps{}, Services: map[string]service.Service{}}
	for _, step := range []func(context.Context) error{s.startTelemetry, s.startPostgres, s.startBroker, s.listen, s.makeServices, s.serve, s.run} {
		if err := step(ctx); err != nil {
			return nil, errors.Join(err, s.Stop())
		}
	}
	s.State.PID = os.Getpid()
	return s, writeState(cfg.Data, s.State)
}

func (s *System) startTelemetry(ctx context.Context) (err error) {
	s.flush, err = otelx.Setup(ctx, otelx.Config{Service: "muster", OTLPEndpoint: s.cfg.OTLPEndpoint})
	return err
}

func (s *System) startBroker(ctx context.Context) (err error) {
	s.cfg.Say("starting NATS")
	if s.broker, err = StartBroker(filepath.Join(s.cfg.Data, "nats"), s.cfg.NATSPort, s.cfg.StreamBytes); err != nil {
		return err
	}
	s.State.NATSURL = s.broker.ClientURL()
	conn, err := s.connect(ctx, "muster-setup")
	if err != nil {
		return err
	}
	return topology.Apply(ctx, conn.JS, bus.Size{Replicas: 1, Bytes: s.cfg.StreamBytes})
}

func (s *System) connect(ctx context.Context, name string) (*bus.Conn, error) {
	conn, err := bus.Connect(ctx, bus.Config{Name: name, Log: s.cfg.Log, Options: []nats.Option{nats.InProcessServer(s.broker)},
		OnClosed: func(err error) {
			if err != nil {
				s.cfg.Log.Error("connection to the broker is closed", "error", err)
				s.lost(err)
			}
		}})
	if err == nil {
		s.conns = append(s.conns, conn)
	}
	return conn, err
}

// listen opens the port before the services are made, since the issuer's address is part of their configuration.
func (s *System) listen(ctx context.Context) (err error) {
	var lc net.ListenConfig
	if s.listener, err = lc.Listen(ctx, "tcp", s.cfg.Listen); err != nil {
		return fmt.Errorf("cannot listen on %s: %w; choose another address with --listen", s.cfg.Listen, err)
	}
	s.State.URL = "http://" + s.listener.Addr().String()
	s.State.Issuer = s.State.URL + "/demo-id"
	s.State.ICS = s.cfg.ICS
	return nil
}

func (s *System) makeServices(ctx context.Context) error {
	cookieKey, err := loadOrMakeKey(s.cfg.Data, "cookie.key")
	if err != nil {
		return err
	}
	pushKey, err := loadOrMakeKey(s.cfg.Data, "push.key")
	if err != nil {
		return err
	}
	vaultKey, err := loadOrMakeKey(s.cfg.Data, "vault.key")
	if err != nil {
		return err
	}
	webhookKey, err := loadOrMakeKey(s.cfg.Data, "webhook.key")
	if err != nil {
		return err
	}
	signing, err := demoidp.LoadOrMakeKey(filepath.Join(s.cfg.Data, "issuer.pem"))
	if err != nil {
		return err
	}
	s.Provider, err = demoidp.New(demoidp.Config{Issuer: s.State.Issuer, Demo: true, People: s.cfg.People, ClientID: clientID,
		RedirectURLs: []string{s.State.URL + "/signin/callback"}, Key: signing, Clock: clock.System()})
	if err != nil {
		return err
	}
	signIn, err := auth.New(auth.Config{Issuer: s.State.Issuer, ClientID: clientID, PublicURL: s.State.URL, Audience: audience,
		CookieKeys: [][]byte{cookieKey}, Clock: clock.System(), Log: s.cfg.Log})
	if err != nil {
		return err
	}
	for _, m := range s.Modules {
		if err := s.makeService(ctx, m, signIn, keys{vault: vaultKey, webhook: webhookKey, push: pushKey}); err != nil {
			return fmt.Errorf("%s: %w", m.Name, err)
		}
	}
	return nil
}

const (
	clientID = "muster"
	audience = "muster-api"
)

// keys are made once and kept beside the data.
type keys struct{ vault, webhook, push []byte }

func (s *System) makeService(ctx context.Context, m service.Module, signIn *auth.Authenticator, k keys) error {
	s.cfg.Say("preparing %s", m.Name)
	db, err := pg.Provision(ctx, s.State.AdminURL, m.Name, databasePassword(s.cfg.Data, m.Name))
	if err != nil {
		return err
	}
	if err := m.Migrate(ctx, db.OwnerURL); err != nil {
		return err
	}
	pool, err := pg.Open(ctx, pg.Config{URL: db.AppURL, MaxConns: m.MaxConns, AppName: "muster-" + m.Name})
	if err != nil {
		return err
	}
	s.pools = append(s.pools, pool)
	conn, err := s.connect(ctx, "muster-"+m.Name)
	if err != nil {
		return err
	}
	deps := service.Deps{Pool: pool, Bus: conn, Publisher: bus.NewEventPublisher(conn, m.Name), Auth: signIn, Clock: clock.System(),
		Log: s.cfg.Log.With("service", m.Name), ICS: s.cfg.ICS, VaultKeys: [][]byte{k.vault}, WebhookKeys: [][]byte{k.webhook},
		PushKey: k.push, PushContact: "bank@demo.invalid", PublicURL: s.State.URL}
	svc, err := m.New(deps)
	if err != nil {
		return err
	}
	s.Deps[m.Name], s.Services[m.Name] = deps, svc
	return nil
}

func (s *System) serve(context.Context) error {
	layout.SetDemo(true)
	s.http = web.NewHTTPServer(s.routes())
	go func() {
		if err := s.http.Serve(s.listener); !errors.Is(err, http.ErrServerClosed) {
			s.cfg.Log.Error("http server ended", "error", err)
		}
	}()
	return nil
}

func (s *System) run(ctx context.Context) error {
	runCtx, cancel := context.WithCancel(context.Background())
	s.stopRun = cancel
	group, groupCtx := errgroup.WithContext(runCtx)
	s.running, s.failed = group, groupCtx.Done()
	group.Go(func() error {
		select {
		case <-s.broken.Done():
			return fmt.Errorf("broker: %w", context.Cause(s.broken))
		case <-groupCtx.Done():
			return nil
		}
	})
	for name, svc := range s.Services {
		group.Go(func() error {
			if err := svc.Run(groupCtx); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
			return nil
		})
	}
	return s.awaitReady(ctx)
}

func (s *System) awaitReady(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		err := s.Ready(ctx)
		if err == nil {
			return nil
		}
		select {
		case <-tick.C:
		case <-s.failed:
			return s.running.Wait()
		case <-ctx.Done():
			return fmt.Errorf("the services did not become ready within 30 s: %w", err)
		}
	}
}

// Ready is nil when every service is.
func (s *System) Ready(ctx context.Context) error {
	var problems []error
	for name, svc := range s.Services {
		if err := svc.Ready(ctx); err != nil {
			problems = append(problems, fmt.Errorf("%s: %w", name, err))
		}
	}
	return errors.Join(problems...)
}

// Failed is closed when a service has ended with an error; Stop then returns it.
func (s *System) Failed() <-chan struct{} { return s.failed }

// Stop ends everything in the reverse order: HTTP with its streams, services, connections, broker, pools, Postgres.
func (s *System) Stop() (err error) {
	s.stopOnce.Do(func() { err = s.stop() })
	return err
}

func (s *System) stop() error {
	ctx, cancel := context.WithTimeout(context.Background(), 15*time.Second)
	defer cancel()
	var problems []error
	if s.http != nil {
		problems = append(problems, s.http.Shutdown(ctx))
	} else if s.listener != nil {
		problems = append(problems, s.listener.Close())
	}
	if s.running != nil {
		s.stopRun()
		problems = append(problems, s.running.Wait())
	}
	for _, c := range s.conns {
		problems = append(problems, c.Close(ctx))
	}
	if s.broker != nil {
		s.broker.Shutdown()
		s.broker.WaitForShutdown()
	}
	for _, p := range s.pools {
		p.Close()
	}
	if s.postgres != nil {
		problems = append(problems, s.postgres.Stop(ctx))
	}
	if s.container != nil {
		problems = append(problems, s.container.stop())
	}
	removeState(s.cfg.Data)
	if s.flush != nil {
		problems = append(problems, s.flush(ctx))
	}
	return errors.Join(problems...)
}

// databasePassword is what the service's roles sign in with. The private Postgres trusts its socket; a Postgres that was
// given by address may ask.
func databasePassword(data, service string) string {
	key, err := loadOrMakeKey(data, "database.key")
	if err != nil {
		return ""
	}
	return strings.ToLower(fmt.Sprintf("%x-%s", key[:12], service))
}
