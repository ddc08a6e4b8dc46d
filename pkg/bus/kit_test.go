package bus

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/passports"
	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/inbox"
)

const within = 15 * time.Second

// broker runs a server of its own in process, with its store in dir, and ends it with the test.
func broker(t testing.TB, dir string) *server.Server {
	t.Helper()
	ns, err := server.NewServer(&server.Options{JetStream: true, StoreDir: dir, DontListen: true, NoSigs: true, NoLog: true, JetStreamMaxStore: 64 << 30})
	if err != nil {
		t.Fatal(err)
	}
	ns.Start()
	if !ns.ReadyForConnections(within) {
		t.Fatal("broker is not ready")
	}
	t.Cleanup(func() { halt(ns) })
	return ns
}

func halt(ns *server.Server) {
	ns.Shutdown()
	ns.WaitForShutdown()
}

// dial connects to ns, and closes with the test.
func dial(t testing.TB, ns *server.Server) *Conn {
	t.Helper()
	c, err := Connect(t.Context(), Config{Name: "test", Options: []nats.Option{nats.InProcessServer(ns)}, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), within)
		defer cancel()
		_ = c.Close(ctx)
	})
	return c
}

// world is a broker with the declared streams and durables.
func world(t *testing.T, services []string, subs ...Subscription) *Conn {
	t.Helper()
	c := dial(t, broker(t, t.TempDir()))
	if err := Apply(t.Context(), c.JS, Size{Replicas: 1}, services, subs); err != nil {
		t.Fatal(err)
	}
	return c
}

const (
	cleared    = "muster.passports.booking.cleared.v1"
	notCleared = "muster.passports.booking.not_cleared.v1"
)

// saga is a subscription as shifts has it.
func saga() Subscription {
	return Subscription{Consumer: "shifts", Producer: "passports", Events: []string{cleared, notCleared}}
}

// envelope is a valid booking.cleared of a new booking.
func envelope(t testing.TB) events.Envelope {
	t.Helper()
	at := time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC)
	booking := newID()
	e, err := events.New(passports.BookingClearedV1{
		BookingID: booking, ShiftID: newID(), WorkerID: newID(), PassportVersion: 1,
		ValidUntil: at.Add(24 * time.Hour), DecidedAt: at, Reasons: []reason.Reason{},
	}, events.Meta{ID: newID(), Time: at, ICS: "QKS", ODS: "RVV", AggregateID: booking, AggregateVersion: 1,
		TraceParent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func newID() string { return uuid.Must(uuid.NewV7()).String() }

// send publishes envelopes and waits for the stream's answers.
func send(t testing.TB, c *Conn, envs ...events.Envelope) {
	t.Helper()
	for _, e := range envs {
		b, err := events.Encode(e)
		if err != nil {
			t.Fatal(err)
		}
		sendRaw(t, c, e.NATSSubject(), e.ID, b)
	}
}

func sendRaw(t testing.TB, c *Conn, subject, id string, body []byte) {
	t.Helper()
	if _, err := c.JS.Publish(t.Context(), subject, body, jetstream.WithMsgID(id)); err != nil {
		t.Fatal(err)
	}
}

// letters are dead letters in memory, which may refuse.
type letters struct {
	mu   sync.Mutex
	kept []inbox.DeadLetter
	fail func(n int) error
	puts int
}

func (l *letters) Put(_ context.Context, d inbox.DeadLetter) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.puts++
	if l.fail != nil {
		if err := l.fail(l.puts); err != nil {
			return err
		}
	}
	l.kept = append(l.kept, d)
	return nil
}

func (l *letters) all() []inbox.DeadLetter {
	l.mu.Lock()
	defer l.mu.Unlock()
	return append([]inbox.DeadLetter(nil), l.kept...)
}

// brisk is production in small.
var brisk = timing{handler: 2 * time.Second, quick: time.Millisecond, delays: []time.Duration{time.Millisecond}}

// start runs a router with one subscription until the test ends or stop is called, and waits until it is running.
func start(t *testing.T, c *Conn, dead deadLetters, s Subscription, tm timing, h Handler) (stop func()) {
	t.Helper()
	r, err := newRouter(c, dead, nil, tm)
	if err != nil {
		t.Fatal(err)
	}
	hs := map[string]Handler{}
	for _, e := range s.Events {
		hs[e] = h
	}
	r.Handle(s, hs)
	return runUntilStopped(t, r.Run, r.Running())
}

func runUntilStopped(t *testing.T, run func(context.Context) error, running <-chan struct{}) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- run(ctx) }()
	var once sync.Once
	stop = func() {
		once.Do(func() {
			cancel()
			if err := <-ended; err != nil {
				t.Errorf("run: %v", err)
			}
		})
	}
	t.Cleanup(stop)
	select {
	case <-running:
	case err := <-ended:
		ended <- err
		t.Fatalf("it did not start: %v", err)
	case <-time.After(within):
		t.Fatal("it did not start in time")
	}
	return stop
}

// await asks cond until it holds.
func await(t *testing.T, what string, cond func() bool) {
	t.Helper()
	deadline := time.After(within)
	tick := time.NewTicker(2 * time.Millisecond)
	defer tick.Stop()
	for !cond() {
		select {
		case <-deadline:
			t.Fatalf("not in time: %s", what)
		case <-tick.C:
		}
	}
}

// settled waits until the durable has nothing to deliver and nothing unacknowledged.
func settled(t *testing.T, c *Conn, s Subscription) {
	t.Helper()
	await(t, s.Durable()+" settled", func() bool {
		i := consumerInfo(t, c, s)
		return i.NumPending == 0 && i.NumAckPending == 0
	})
}

func consumerInfo(t *testing.T, c *Conn, s Subscription) *jetstream.ConsumerInfo {
	t.Helper()
	cons, err := c.JS.Consumer(context.Background(), s.stream(), s.Durable())
	if err != nil {
		t.Fatal(err)
	}
	return cons.CachedInfo()
}

// tally counts by key and keeps the order.
type tally struct {
	mu    sync.Mutex
	order []string
	n     map[string]int
}

func (c *tally) add(k string) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.n == nil {
		c.n = map[string]int{}
	}
	c.n[k]++
	c.order = append(c.order, k)
	return c.n[k]
}

func (c *tally) of(k string) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.n[k]
}

func (c *tally) distinct() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.n)
}

func (c *tally) String() string {
	b, _ := json.Marshal(c.order)
	return fmt.Sprint(string(b))
}

// collect is a handler that takes everything down.
func collect(seen *tally) Handler {
	return func(_ context.Context, env events.Envelope, _ events.Event) error {
		seen.add(env.ID)
		return nil
	}
}
