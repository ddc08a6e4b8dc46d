package testkit_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/deployments"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/bus"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/inbox"
	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/pkg/service"
	"github.com/muster-ics/muster/pkg/testkit"
)

// echo is the smallest service: it hears of an employer, tells the next version of it, and says who is asking.
type echo struct {
	deps   service.Deps
	out    *outbox.Outbox
	router *bus.Router
}

var hears = bus.Subscription{Consumer: "shifts", Producer: "deployments", Events: []string{deployments.EmployerRegisteredV1{}.EventName()}}

var echoModule = service.Module{
	Name: "shifts", Migrate: migrate, Subscriptions: []bus.Subscription{hears},
	New: func(d service.Deps) (service.Service, error) {
		e := &echo{deps: d, out: outbox.New(d.Pool, bus.StreamName("shifts"), d.Publisher, outbox.Options{Log: d.Log})}
		var err error
		if e.router, err = bus.NewRouter(d.Bus, inbox.NewDeadLetters(d.Pool), d.Log); err != nil {
			return nil, err
		}
		e.router.Handle(hears, map[string]bus.Handler{hears.Events[0]: func(ctx context.Context, env events.Envelope, _ events.Event) error {
			return e.Handle(ctx, env)
		}})
		return e, nil
	},
}

func (e *echo) Handle(ctx context.Context, env events.Envelope) error {
	return e.out.InTx(ctx, func(tx *outbox.Tx) error {
		first, err := inbox.Once(ctx, tx, hears.Durable(), env.ID)
		if err != nil || !first {
			return err
		}
		name := "muster.shifts.echo.heard.v1"
		said := env
		said.ID, said.Type, said.Source, said.DataSchema = id.New().String(), name, "/muster/shifts", events.SchemaBase+name+".json"
		return tx.Record(ctx, outbox.Change{Event: said, Trail: outbox.Trail{Actor: "system:echo", Action: "echo", After: said.Data}})
	})
}

func (e *echo) Handler() http.Handler {
	return e.deps.Auth.Middleware(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		who, _ := auth.From(r.Context())
		_, _ = io.WriteString(w, who.Subject+" "+e.deps.Clock.Now().Format(time.RFC3339))
	}))
}

func (e *echo) Run(ctx context.Context) error {
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return e.out.Run(ctx) })
	g.Go(func() error { return e.router.Run(ctx) })
	return g.Wait()
}

func (e *echo) Ready(ctx context.Context) error { return e.out.Ready(ctx) }

func (e *echo) Storybook() http.Handler { return http.NotFoundHandler() }

func TestAServiceRunsOnRealParts(t *testing.T) {
	t.Parallel()
	h := testkit.Start(t, echoModule)
	heard := testkit.Collect(t, h.Bus, "shifts")
	at := h.Clock.Now()
	played := testkit.Publish(t, h.Bus, "deployments", deployments.EmployerRegisteredV1{Employer: deployments.EmployerState{
		ODS: "RVV", Name: "East Kent Hospitals", Kind: "acute", ICS: testkit.ICS, Since: at,
	}}, events.Meta{})
	said := heard.Await(t, 15*time.Second, func(e events.Envelope) bool { return e.AggregateID == played.AggregateID })
	if said.Type != "muster.shifts.echo.heard.v1" {
		t.Fatalf("heard %s", said.Type)
	}

	h.Clock.Advance(48 * time.Hour)
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, h.URL+"/", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+h.Token(auth.Principal{Subject: "e-1", Role: auth.Employer, Employer: "RVV", ICS: testkit.ICS}))
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	body, err := io.ReadAll(res.Body)
	if err != nil || string(body) != "e-1 "+at.Add(48*time.Hour).Format(time.RFC3339) {
		t.Fatalf("answered %d %q, %v", res.StatusCode, body, err)
	}
}

// recorder stands in for the testing.TB of a test that is meant to fail.
type recorder struct {
	testing.TB
	cleanups []func()
	failed   []string
}

func (r *recorder) Cleanup(f func())          { r.cleanups = append(r.cleanups, f) }
func (r *recorder) Errorf(f string, _ ...any) { r.failed = append(r.failed, f) }
func (r *recorder) Helper()                   {}
func (r *recorder) Fatalf(f string, a ...any) { r.failed = append(r.failed, f); panic(r) }
func (r *recorder) finish() {
	for i := len(r.cleanups) - 1; i >= 0; i-- {
		r.cleanups[i]()
	}
}

// ender is a service whose Run ends by itself.
type ender struct {
	*echo
	run, ready error
}

func (e ender) Run(context.Context) error   { return e.run }
func (e ender) Ready(context.Context) error { return e.ready }

func TestAServiceThatEndsByItselfFailsTheTest(t *testing.T) {
	t.Parallel()
	for name, e := range map[string]ender{
		"before it is ready": {ready: errors.New("not yet")},
		"with an error":      {run: errors.New("broken")},
	} {
		m := echoModule
		m.New = func(d service.Deps) (service.Service, error) {
			s, err := echoModule.New(d)
			if err == nil {
				e.echo = s.(*echo)
			}
			return e, err
		}
		r := &recorder{TB: t}
		func() {
			defer func() {
				if p := recover(); p != nil && p != r {
					panic(p)
				}
			}()
			testkit.Start(r, m)
		}()
		r.finish()
		if !strings.Contains(strings.Join(r.failed, "\n"), "ended") {
			t.Errorf("%s: the test would have passed: %q", name, r.failed)
		}
	}
}
