package testkit

import (
	"context"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/bus"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/service"
)

// ICS is the system in which test services stand.
const ICS = "QKS"

// Services are the four, whose streams every Harness has.
var Services = []string{"shifts", "passports", "deployments", "analytics"}

// Harness is one module running for one test on real parts, its API reachable over HTTP.
type Harness struct {
	Service service.Service
	Deps    service.Deps
	DB      *DB
	Bus     *bus.Conn
	// Clock begins at the machine's time and stands until the test moves it.
	Clock *clock.Manual
	// URL is where Handler listens, on loopback.
	URL   string
	Token func(auth.Principal) string
}

const readyWithin = 20 * time.Second

// Start runs a module. The streams of all four services exist, and the module's durables. The test fails when the
// module's Run ends before the test or ends with an error.
func Start(t testing.TB, m service.Module) *Harness {
	t.Helper()
	h := &Harness{Clock: clock.At(clock.System().Now())}
	conns := m.MaxConns
	if conns <= 0 {
		conns = 8
	}
	h.DB = database(t, m.Name, m.Migrate, conns)
	h.Bus = Bus(t, Services, m.Subscriptions)
	srv := httptest.NewUnstartedServer(nil)
	h.URL = "http://" + srv.Listener.Addr().String()
	authenticator, token := issuer(t, h.Clock, h.URL)
	h.Token = token
	h.Deps = service.Deps{
		Pool: h.DB.Pool, Bus: h.Bus, Publisher: bus.NewEventPublisher(h.Bus, m.Name), Auth: authenticator,
		Clock: h.Clock, Log: Log(t), ICS: ICS, VaultKeys: [][]byte{[]byte("test vault key, thirty-two bytes")},
		WebhookKeys: [][]byte{[]byte("test hooks key, thirty-two bytes")},
		PublicURL:   h.URL,
	}
	var err error
	if h.Service, err = m.New(h.Deps); err != nil {
		t.Fatalf("make %s: %v", m.Name, err)
	}
	ended := h.run(t, m.Name)
	srv.Config.Handler = h.Service.Handler()
	srv.Start()
	t.Cleanup(func() {
		srv.CloseClientConnections() // a live stream would hold the server open
		srv.Close()
	})
	h.awaitReady(t, m.Name, ended)
	return h
}

// run starts Run; its end is asked for, and its result looked at, when the test ends.
func (h *Harness) run(t testing.TB, name string) (ended <-chan struct{}) {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	var err error
	var early bool
	go func() {
		defer close(done)
		err = h.Service.Run(ctx)
		early = ctx.Err() == nil
	}()
	t.Cleanup(func() {
		cancel()
		select {
		case <-done:
		case <-time.After(readyWithin):
			t.Errorf("%s did not stop within %s", name, readyWithin)
			return
		}
		if err != nil || early {
			t.Errorf("%s ended (before the test: %t): %v", name, early, err)
		}
	})
	return done
}

func (h *Harness) awaitReady(t testing.TB, name string, ended <-chan struct{}) {
	t.Helper()
	var last error
	ready := func() bool {
		select {
		case <-ended:
			t.Fatalf("%s ended before it was ready", name)
		default:
		}
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		last = h.Service.Ready(ctx)
		return last == nil
	}
	defer func() {
		if last != nil {
			t.Logf("%s is not ready: %v", name, last)
		}
	}()
	Await(t, readyWithin, name+" is ready", ready)
}
