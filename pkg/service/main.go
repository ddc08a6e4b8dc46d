package service

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/bus"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/config"
	"github.com/muster-ics/muster/pkg/otelx"
	"github.com/muster-ics/muster/pkg/pg"
)

// closeLimit is how long the broker connection may take to drain at the end.
const closeLimit = time.Second

// Main runs one module alone: configuration from flags and MUSTER_… variables, until SIGTERM or Ctrl-C. A second signal
// ends the process at once. It exits with 0 after a clean stop and with 1 on any error.
func Main(m Module) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop)
	os.Exit(run(ctx, m, os.Args[1:], os.Stdout))
}

// run is Main without the process around it.
func run(ctx context.Context, m Module, args []string, out io.Writer) int {
	var s Settings
	err := config.Load(m.Name, "Runs Muster's "+m.Name+" service alone.", &s, args, out)
	if errors.Is(err, config.ErrHelp) {
		return 0
	}
	log := otelx.NewLogger(out, s.LogLevel)
	switch {
	case err != nil:
	case s.Healthcheck:
		err = healthcheck(ctx, s.Listen)
	case s.Migrate:
		err = m.Migrate(ctx, s.OwnerDatabaseURL.Reveal())
	default:
		err = alone(ctx, m, &s, log)
	}
	if err != nil {
		log.Error("ended", "service", m.Name, "err", err)
		return 1
	}
	return 0
}

// alone makes what the module needs, serves it, and closes everything in reverse order.
func alone(ctx context.Context, m Module, s *Settings, log *slog.Logger) (err error) {
	log.Info("starting", "service", m.Name, "build", buildVersion(), config.Effective(s))
	later := &closers{}
	defer func() { err = errors.Join(err, later.close()) }()
	flush, err := otelx.Setup(ctx, otelx.Config{Service: "muster-" + m.Name, Version: buildVersion(), OTLPEndpoint: s.OTLPEndpoint})
	if err != nil {
		return err
	}
	later.add(flush)
	deps, closed, err := connect(ctx, m, s, log, later)
	if err != nil {
		return err
	}
	svc, err := m.New(deps)
	if err != nil {
		return fmt.Errorf("making the service: %w", err)
	}
	var lc net.ListenConfig
	listener, err := lc.Listen(ctx, "tcp", s.Listen)
	if err != nil {
		return fmt.Errorf("--listen %s: %w; choose another address", s.Listen, err)
	}
	return Serve(ctx, ServeConfig{
		Name: m.Name, Listener: listener, Handler: svc.Handler(), Log: log,
		Run: []func(context.Context) error{svc.Run, untilClosed(closed)},
	})
}

// connect opens the database, the broker and the sign-in. closed receives the reason when the broker connection is gone
// for good: no process may live on without it.
func connect(ctx context.Context, m Module, s *Settings, log *slog.Logger, later *closers) (Deps, <-chan error, error) {
	pool, err := pg.Open(ctx, pg.Config{URL: s.DatabaseURL.Reveal(), MaxConns: m.MaxConns, AppName: "muster-" + m.Name})
	if err != nil {
		return Deps{}, nil, err
	}
	later.add(func(context.Context) error { pool.Close(); return nil })

	closed := make(chan error, 1)
	var options []nats.Option
	if s.NATSCredentials != "" {
		options = append(options, nats.UserCredentials(s.NATSCredentials))
	}
	conn, err := bus.Connect(ctx, bus.Config{
		URL: s.NATSURL.Reveal(), Name: "muster-" + m.Name, Options: options, Log: log,
		OnClosed: func(err error) { closed <- err },
	})
	if err != nil {
		return Deps{}, nil, withoutSecret(err, s.NATSURL)
	}
	later.add(conn.Close)

	signIn, err := auth.New(auth.Config{
		Issuer: s.Issuer, ClientID: s.ClientID, ClientSecret: s.ClientSecret.Reveal(), PublicURL: s.PublicURL,
		Audience: s.Audience, CookieKeys: s.CookieKeys.Reveal(), Clock: clock.System(), Log: log,
	})
	if err != nil {
		return Deps{}, nil, err
	}
	return Deps{
		Pool: pool, Bus: conn, Publisher: bus.NewEventPublisher(conn, m.Name), Auth: signIn, Clock: clock.System(),
		Log: log.With("service", m.Name), ICS: s.ICS, VaultKeys: s.VaultKeys.Reveal(), WebhookKeys: s.WebhookKeys.Reveal(),
		PushKey: first(s.PushKey.Reveal()), PushContact: s.PushContact,
		PublicURL: strings.TrimSuffix(s.PublicURL, "/"), TypeBase: s.TypeBase, ReturnForms: s.ReturnForms, AllowUnsignedRequests: s.AllowUnsigned, TrustedProxies: s.TrustedProxies,
	}, closed, nil
}

// withoutSecret takes an address with its password out of an error that quotes it.
func withoutSecret(err error, secret config.Secret) error {
	return errors.New(strings.ReplaceAll(err.Error(), secret.Reveal(), secret.String()))
}

// untilClosed runs until the broker connection is closed for good, which is an error.
func untilClosed(closed <-chan error) func(context.Context) error {
	return func(ctx context.Context) error {
		select {
		case err := <-closed:
			return err
		case <-ctx.Done():
			return nil
		}
	}
}

// closers are the ends of what was opened, called last first.
type closers struct{ fns []func(context.Context) error }

func (c *closers) add(fn func(context.Context) error) { c.fns = append(c.fns, fn) }

func (c *closers) close() error {
	ctx, cancel := context.WithTimeout(context.Background(), closeLimit)
	defer cancel()
	var found []error
	for i := len(c.fns) - 1; i >= 0; i-- {
		found = append(found, c.fns[i](ctx))
	}
	return errors.Join(found...)
}

// healthcheck asks the instance on this machine whether it is ready; for containers without a shell or curl.
func healthcheck(ctx context.Context, listen string) error {
	ctx, cancel := context.WithTimeout(ctx, 3*time.Second)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+dialable(listen)+"/readyz", nil)
	if err != nil {
		return err
	}
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		return fmt.Errorf("not reachable: %w", err)
	}
	defer func() { _ = res.Body.Close() }()
	if res.StatusCode != http.StatusOK {
		body, _ := io.ReadAll(io.LimitReader(res.Body, 1024))
		return fmt.Errorf("not ready: %s %s", res.Status, body)
	}
	return nil
}

// buildVersion is the module version or commit that the program was built from.
func buildVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			return s.Value
		}
	}
	return info.Main.Version
}

func first(keys [][]byte) []byte {
	if len(keys) == 0 {
		return nil
	}
	return keys[0]
}
