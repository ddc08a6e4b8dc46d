package courier_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/inbox"
	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/pkg/pg"
	"github.com/muster-ics/muster/pkg/testkit"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/courier"
	"github.com/muster-ics/muster/services/analytics/internal/store"
	"github.com/muster-ics/muster/services/analytics/internal/webhook"
)

const soon = 20 * time.Second

// nowhere leaves every event to the outbox's sweep, which no test here runs.
type nowhere struct{}

func (nowhere) Publish(_ context.Context, _ events.Envelope, _ []byte, done func(outbox.Ack, error)) {
	done(outbox.Ack{}, context.Canceled)
}
func (nowhere) Stream(context.Context) (outbox.StreamState, error) { return outbox.StreamState{}, nil }
func (nowhere) Reconnected() <-chan struct{}                       { return nil }

// replica is one process that delivers, with connections of its own.
type replica struct {
	pool      *pgxpool.Pool
	deliver   *app.Deliver
	owed      *store.Deliveries
	receivers *app.Receivers
	// stop asks Run to end and waits for it.
	stop func()
}

func newReplica(t *testing.T, db *testkit.DB) *replica {
	t.Helper()
	pool, err := pg.Open(t.Context(), pg.Config{URL: db.AppURL, MaxConns: 4, AppName: "test"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	keys, err := webhook.NewKeyring([][]byte{[]byte("test hooks key, thirty-two bytes")})
	if err != nil {
		t.Fatal(err)
	}
	log := testkit.Log(t)
	r := &replica{pool: pool, owed: store.NewDeliveries(pool), stop: func() {}}
	caller := courier.New("http://127.0.0.1")
	r.receivers = app.NewReceivers(app.ReceiverPorts{
		Webhooks: store.NewWebhooks(pool, outbox.New(pool, "MUSTER_ANALYTICS", nowhere{}, outbox.Options{Log: log}), keys), Deliveries: r.owed,
		Loopback: caller.Loopback(), RequestID: func(context.Context) string { return "" },
	}, app.Policy(), clock.System(), testkit.ICS)
	r.deliver = app.NewDeliver(app.DeliverPorts{Deliveries: r.owed, Inbox: store.NewInbox(pool), Receivers: r.receivers, Caller: caller, Log: log})
	return r
}

func (r *replica) start(t *testing.T) *replica {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		if err := r.deliver.Run(ctx); err != nil {
			t.Errorf("deliveries ended with %v", err)
		}
	}()
	r.stop = sync.OnceFunc(func() { cancel(); <-ended })
	t.Cleanup(r.stop)
	return r
}

func open(t *testing.T) *testkit.DB {
	return testkit.Database(t, "analytics", func(ctx context.Context, url string) error {
		return pg.Migrate(ctx, url, outbox.Migrations, inbox.Migrations, store.Migrations())
	})
}

// add makes a receiver at an address.
func (r *replica) add(t *testing.T, url string) webhook.Webhook {
	t.Helper()
	lead := auth.With(t.Context(), auth.Principal{Subject: "lead-1", Role: auth.Lead, ICS: testkit.ICS})
	w, err := r.receivers.Add(lead, "Control room", url)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// owe adds messages in order; each says its place.
func (r *replica) owe(t *testing.T, w webhook.Webhook, from, to int) {
	t.Helper()
	for n := from; n < to; n++ {
		if err := r.owed.Owe(t.Context(), w, id.New(), app.TestType, fmt.Appendf(nil, `{"n":%d}`, n)); err != nil {
			t.Fatal(err)
		}
	}
}

type call struct {
	message  string
	n        int
	accepted bool
}

// outside is somebody's program: it answers each call as judge says, and notes whether two came at the same time.
type outside struct {
	*httptest.Server
	mu              sync.Mutex
	calls           []call
	inside, at1time int
}

func newOutside(t *testing.T, judge func(n, times int) int) *outside {
	o := &outside{}
	o.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		var m struct{ N int }
		_ = json.Unmarshal(body, &m)
		o.mu.Lock()
		o.inside++
		o.at1time = max(o.at1time, o.inside)
		times := 1
		for _, c := range o.calls {
			if c.n == m.N {
				times++
			}
		}
		o.mu.Unlock()
		status := judge(m.N, times)
		o.mu.Lock()
		o.inside--
		o.calls = append(o.calls, call{r.Header.Get("Webhook-Id"), m.N, status < 300})
		o.mu.Unlock()
		w.WriteHeader(status)
	}))
	t.Cleanup(o.Close)
	return o
}

func (o *outside) all() []call {
	o.mu.Lock()
	defer o.mu.Unlock()
	return slices.Clone(o.calls)
}

func count(t *testing.T, db *testkit.DB, where string) (n int) {
	t.Helper()
	if err := db.Pool.QueryRow(t.Context(), "select count(*) from delivery where "+where).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestEachMessageIsAcceptedOnceInOrderHoweverManyReplicasDeliver(t *testing.T) {
	t.Parallel()
	const messages, every = 40, 5
	for _, replicas := range []int{2, 4} {
		t.Run(fmt.Sprint(replicas), func(t *testing.T) {
			t.Parallel()
			db := open(t)
			all := make([]*replica, replicas)
			for i := range all {
				all[i] = newReplica(t, db)
			}
			well := newOutside(t, func(int, int) int { return http.StatusNoContent })
			moody := newOutside(t, func(n, times int) int {
				if n%every == 0 && times == 1 {
					return http.StatusServiceUnavailable
				}
				return http.StatusNoContent
			})
			w, m := all[0].add(t, well.URL), all[0].add(t, moody.URL)
			all[0].owe(t, w, 0, messages/2)
			all[0].owe(t, m, 0, messages)
			for _, r := range all {
				r.start(t)
			}
			all[1].owe(t, w, messages/2, messages) // Made while others are on their way.
			testkit.Await(t, soon, "all but the refused are delivered", func() bool { return count(t, db, "outcome = 'delivered'") == 2*messages-messages/every })
			if n := count(t, db, "outcome is null and tries = 1 and status = 503 and taken_until is null and due_at between made_at + interval '4 s' and clock_timestamp() + interval '6 s'"); n != messages/every {
				t.Errorf("%d messages wait for five seconds, want %d", n, messages/every)
			}
			if _, err := db.Pool.Exec(t.Context(), "update delivery set due_at = clock_timestamp() where outcome is null"); err != nil {
				t.Fatal(err)
			}
			testkit.Await(t, soon, "all are delivered", func() bool { return count(t, db, "outcome = 'delivered'") == 2*messages })

			for i, c := range well.all() {
				if c.n != i {
					t.Fatalf("message %d came as number %d", c.n, i)
				}
			}
			accepted, ids := map[int]int{}, map[int]string{}
			for _, c := range moody.all() {
				if c.accepted {
					accepted[c.n]++
				}
				if was, again := ids[c.n]; again && was != c.message {
					t.Errorf("message %d came as %s and as %s", c.n, was, c.message)
				}
				ids[c.n] = c.message
			}
			for n := range messages {
				if accepted[n] != 1 {
					t.Errorf("message %d was accepted %d times", n, accepted[n])
				}
			}
			if calls := len(moody.all()); len(well.all()) != messages || calls != messages+messages/every || well.at1time != 1 || moody.at1time != 1 {
				t.Errorf("%d and %d calls, %d and %d at the same time", len(well.all()), calls, well.at1time, moody.at1time)
			}
		})
	}
}

func TestWhatAKilledReplicaHadOnItsWayIsDeliveredByAnotherUnderTheSameID(t *testing.T) {
	t.Parallel()
	db := open(t)
	first, second := newReplica(t, db), newReplica(t, db)
	called, answer := make(chan struct{}), make(chan struct{})
	var begun atomic.Bool
	o := newOutside(t, func(n, _ int) int {
		if n == 0 && begun.CompareAndSwap(false, true) {
			close(called)
			<-answer
		}
		return http.StatusNoContent
	})
	w := first.add(t, o.URL)
	first.owe(t, w, 0, 3)
	first.start(t)
	<-called
	first.pool.Close() // What it learns from now on it can tell nobody.
	second.start(t)
	for range 3 {
		if err := second.deliver.Round(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	second.deliver.Wait()
	if len(o.all()) != 0 || count(t, db, "taken_until > clock_timestamp()") != 3 {
		t.Fatalf("another calls before the minute is up: %v", o.all())
	}
	close(answer)
	if _, err := db.Pool.Exec(t.Context(), "update delivery set due_at = clock_timestamp(), taken_until = clock_timestamp()"); err != nil {
		t.Fatal(err)
	}
	testkit.Await(t, soon, "another delivers all", func() bool { return count(t, db, "outcome = 'delivered'") == 3 })
	first.stop()
	ids := map[int][]string{}
	for _, c := range o.all() {
		ids[c.n] = append(ids[c.n], c.message)
	}
	if zero := ids[0]; len(zero) != 2 || zero[0] != zero[1] || zero[0] == "" || count(t, db, "tries = 2") != 3 {
		t.Errorf("calls by message: %v", ids)
	}
}

func TestAReplicaThatStopsSeesItsCallThroughAndLeavesTheRestToOthersAtOnce(t *testing.T) {
	t.Parallel()
	db := open(t)
	first, second := newReplica(t, db), newReplica(t, db)
	called, answer := make(chan struct{}), make(chan struct{})
	o := newOutside(t, func(n, _ int) int {
		if n == 0 {
			close(called)
			<-answer
		}
		return http.StatusNoContent
	})
	w := first.add(t, o.URL)
	first.owe(t, w, 0, 4)
	first.start(t)
	<-called
	stopped := make(chan struct{})
	go func() { defer close(stopped); first.stop() }()
	select {
	case <-stopped:
		t.Error("it does not wait for its call")
	case <-time.After(50 * time.Millisecond):
	}
	close(answer)
	<-stopped
	if delivered, left := count(t, db, "outcome = 'delivered' and tries = 1"), count(t, db, "outcome is null and tries = 0 and taken_until is null and due_at <= clock_timestamp()"); delivered != 1 || left != 3 {
		t.Errorf("%d delivered, %d left", delivered, left)
	}
	second.start(t)
	testkit.Await(t, soon, "another delivers the rest", func() bool { return count(t, db, "outcome = 'delivered' and tries = 1") == 4 })
	if calls := o.all(); len(calls) != 4 {
		t.Errorf("called %d times for four messages", len(calls))
	}
}

func TestWhoeverWasTooSlowChangesNothingOfWhatAnotherHas(t *testing.T) {
	t.Parallel()
	db := open(t)
	a, b := newReplica(t, db), newReplica(t, db)
	w := a.add(t, "http://127.0.0.1:9/")
	a.owe(t, w, 0, 1)
	take := func(r *replica) app.Due {
		t.Helper()
		due, err := r.owed.Due(t.Context(), []id.ID{}, 8, 8)
		if err != nil || len(due) != 1 {
			t.Fatalf("%d messages are due: %v", len(due), err)
		}
		return due[0]
	}
	slow := take(a)
	if due, err := b.owed.Due(t.Context(), []id.ID{}, 8, 8); err != nil || len(due) != 0 {
		t.Fatalf("taken twice: %v %v", due, err)
	}
	if _, err := db.Pool.Exec(t.Context(), "update delivery set due_at = clock_timestamp(), taken_until = clock_timestamp()"); err != nil {
		t.Fatal(err)
	}
	quick := take(b)
	for what, late := range map[string]func() error{
		"put off":    func() error { return a.owed.PutOff(t.Context(), slow, time.Hour, 503, "late") },
		"dead":       func() error { return a.owed.Close(t.Context(), slow, app.Dead, 503, "late") },
		"given back": func() error { return a.owed.GiveBack(t.Context(), slow) },
	} {
		if err := late(); err != nil || count(t, db, "outcome is null and tries = 2 and said = '' and taken_until > clock_timestamp()") != 1 {
			t.Errorf("%s by who had it before: %v", what, err)
		}
	}
	if err := b.owed.PutOff(t.Context(), quick, time.Hour, 503, "later"); err != nil || count(t, db, "due_at > clock_timestamp() + interval '50 min' and taken_until is null") != 1 {
		t.Errorf("put off by who has it: %v", err)
	}
	if err := a.owed.Close(t.Context(), slow, app.Delivered, 204, ""); err != nil || count(t, db, "outcome = 'delivered'") != 1 {
		t.Errorf("delivered after all: %v", err)
	}
}
