package outbox_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"slices"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/pkg/pg"
	"github.com/muster-ics/muster/pkg/testkit"
)

const within = 15 * time.Second

// things is an aggregate table as a service would have one.
var things = pg.Migrations{Name: "things", FS: fstest.MapFS{"00001_things.sql": {Data: []byte(`-- +goose Up
create table things (id uuid primary key, version bigint not null);
create constraint trigger trail after insert or update on things deferrable initially deferred
    for each row execute function need_trail('shifts.thing');
create table odd_things (thing uuid primary key, version bigint not null);
create constraint trigger trail after insert or update on odd_things deferrable initially deferred
    for each row execute function need_trail('shifts.thing', 'thing');
`)}}}

// TestMain keeps the property tests short unless somebody asks for more by -rapid.checks.
func TestMain(m *testing.M) {
	flag.Parse()
	asked := false
	flag.Visit(func(f *flag.Flag) { asked = asked || f.Name == "rapid.checks" })
	if !asked {
		_ = flag.Set("rapid.checks", "20")
	}
	os.Exit(m.Run())
}

func migrate(ctx context.Context, url string) error {
	return pg.Migrate(ctx, url, outbox.Migrations, things)
}

func database(t testing.TB) *testkit.DB {
	t.Helper()
	return testkit.Database(t, "outbox", migrate)
}

// quick is a relay that a test need not wait for. A row must still be older than the marks need.
var quick = outbox.Options{SweepEvery: 10 * time.Millisecond, SweepAge: 200 * time.Millisecond}

// noSweep never sees a row younger than any test.
var noSweep = outbox.Options{SweepEvery: 10 * time.Millisecond, SweepAge: time.Hour}

const stream = "MUSTER_SHIFTS"

func envelope(aggregate id.ID, version int64) events.Envelope {
	name := "muster.shifts.thing.changed.v1"
	return events.Envelope{
		SpecVersion: events.SpecVersion, ID: id.New().String(), Source: "/muster/shifts", Type: name,
		Subject: "QKS.RVV." + aggregate.String(), Time: time.Now().UTC().Truncate(time.Microsecond),
		DataContentType: "application/json", DataSchema: events.SchemaBase + name + ".json",
		AggregateID: aggregate.String(), AggregateVersion: version, Actor: "system:test", Data: []byte(`{}`),
	}
}

func change(env events.Envelope) outbox.Change {
	return outbox.Change{Event: env, Trail: outbox.Trail{
		Actor: "system:test", Action: "thing.change", After: fmt.Appendf(nil, "%s %d", env.AggregateID, env.AggregateVersion),
	}}
}

// makeThing commits one new thing with its event and audit row.
func makeThing(ctx context.Context, o *outbox.Outbox) (events.Envelope, error) {
	thing := id.New()
	env := envelope(thing, 1)
	return env, o.InTx(ctx, func(tx *outbox.Tx) error {
		if _, err := tx.Exec(ctx, "insert into things values ($1, 1)", thing); err != nil {
			return err
		}
		return tx.Record(ctx, change(env))
	})
}

func makeThings(t testing.TB, o *outbox.Outbox, n int) []string {
	t.Helper()
	var ids []string
	for range n {
		env, err := makeThing(t.Context(), o)
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, env.ID)
	}
	return ids
}

// relay runs o until the test, or stop, ends it.
func relay(t testing.TB, o *outbox.Outbox) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		if err := o.Run(ctx); err != nil {
			t.Errorf("the relay ended: %v", err)
		}
	}()
	stop = sync.OnceFunc(func() {
		cancel()
		<-done
	})
	t.Cleanup(stop)
	return stop
}

func awaitReady(t testing.TB, o *outbox.Outbox) {
	t.Helper()
	testkit.Await(t, within, "the gate is open", func() bool { return o.Ready(t.Context()) == nil })
}

func count(t testing.TB, db *testkit.DB, sql string, args ...any) int {
	t.Helper()
	var n int
	if err := db.Pool.QueryRow(t.Context(), sql, args...).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func awaitAllSent(t testing.TB, db *testkit.DB) {
	t.Helper()
	testkit.Await(t, within, "every row is sent", func() bool {
		return count(t, db, "select count(*) from outbox where sent_at is null") == 0
	})
}

// fakeStream is a broker in memory that can lose things on command.
type fakeStream struct {
	mu       sync.Mutex
	created  time.Time
	messages []string          // event ids; the index + 1 is the sequence
	known    map[string]uint64 // where each event was stored last
	// remembers is where the duplicate window begins.
	remembers int
	down      bool
	hold      bool
	waiting   []func()
	calls     map[string]int
	back      chan struct{}
}

func newFakeStream() *fakeStream {
	return &fakeStream{created: time.Now(), known: map[string]uint64{}, calls: map[string]int{}, back: make(chan struct{}, 1)}
}

var errDown = errors.New("the broker is down")

func (f *fakeStream) Publish(_ context.Context, env events.Envelope, _ []byte, done func(outbox.Ack, error)) {
	f.mu.Lock()
	f.calls[env.ID]++
	if f.hold {
		f.waiting = append(f.waiting, func() { done(f.store(env.ID)) })
		f.mu.Unlock()
		return
	}
	f.mu.Unlock()
	done(f.store(env.ID))
}

func (f *fakeStream) store(eventID string) (outbox.Ack, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.down {
		return outbox.Ack{}, errDown
	}
	if seq, there := f.known[eventID]; there && seq > uint64(f.remembers) {
		return outbox.Ack{Sequence: seq, Duplicate: true}, nil
	}
	f.messages = append(f.messages, eventID)
	f.known[eventID] = uint64(len(f.messages))
	return outbox.Ack{Sequence: uint64(len(f.messages))}, nil
}

func (f *fakeStream) Stream(context.Context) (outbox.StreamState, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.down {
		return outbox.StreamState{}, errDown
	}
	return outbox.StreamState{Created: f.created, LastSeq: uint64(len(f.messages))}, nil
}

func (f *fakeStream) Reconnected() <-chan struct{} { return f.back }

func (f *fakeStream) reconnect() {
	select {
	case f.back <- struct{}{}:
	default:
	}
}

func (f *fakeStream) set(change func(*fakeStream)) {
	f.mu.Lock()
	defer f.mu.Unlock()
	change(f)
}

// release answers what was held.
func (f *fakeStream) release() {
	f.mu.Lock()
	waiting := f.waiting
	f.waiting, f.hold = nil, false
	f.mu.Unlock()
	for _, answer := range waiting {
		answer()
	}
}

// wipe is a stream deleted and made again.
func (f *fakeStream) wipe() {
	f.set(func(f *fakeStream) {
		f.created, f.messages, f.known = f.created.Add(time.Second), nil, map[string]uint64{}
		f.remembers = 0
	})
}

// rollBack is a stream that lost its newest messages, and with them what it knew of duplicates.
func (f *fakeStream) rollBack(to int) {
	f.set(func(f *fakeStream) {
		if to >= len(f.messages) {
			return
		}
		f.messages, f.known = f.messages[:to], map[string]uint64{}
		f.remembers = min(f.remembers, to)
		for i, m := range f.messages {
			f.known[m] = uint64(i + 1)
		}
	})
}

func (f *fakeStream) has(ids ...string) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, i := range ids {
		if f.known[i] == 0 {
			return false
		}
	}
	return true
}

func (f *fakeStream) callsOf(eventID string) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.calls[eventID]
}

// allInStream tells whether the stream holds every event that the outbox does.
func allInStream(t testing.TB, db *testkit.DB, f *fakeStream) bool {
	t.Helper()
	rows, err := db.Pool.Query(t.Context(), "select event_id::text from outbox")
	if err != nil {
		t.Fatal(err)
	}
	ids, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		t.Fatal(err)
	}
	return f.has(ids...)
}

func (f *fakeStream) isDown() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.down
}

// forget is the end of the duplicate window: what comes again is stored again.
func (f *fakeStream) forget() {
	f.set(func(f *fakeStream) { f.remembers = len(f.messages) })
}

func sorted(s []string) []string {
	slices.Sort(s)
	return s
}

// eventually is Await for tests that report a failure themselves.
func eventually(cond func() bool) bool {
	deadline := time.NewTimer(within)
	defer deadline.Stop()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for !cond() {
		select {
		case <-deadline.C:
			return false
		case <-tick.C:
		}
	}
	return true
}
