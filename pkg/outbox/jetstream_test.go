package outbox_test

import (
	"context"
	"os"
	"testing"
	"time"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/pkg/bus"
	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/pkg/testkit"
)

// realRelay is a relay on a real JetStream whose store the test may damage.
func realRelay(t *testing.T) (*testkit.DB, *testkit.Broker, *bus.Conn, *outbox.Outbox) {
	t.Helper()
	db, broker := database(t), testkit.StartBroker(t)
	conn := broker.Connect()
	declare(t, conn)
	o := outbox.New(db.Pool, bus.StreamName("shifts"), bus.NewEventPublisher(conn, "shifts"), quick)
	relay(t, o)
	awaitReady(t, o)
	return db, broker, conn, o
}

func declare(t *testing.T, conn *bus.Conn) {
	t.Helper()
	testkit.Await(t, within, "the stream is declared", func() bool {
		ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
		defer cancel()
		return bus.Apply(ctx, conn.JS, bus.Size{Replicas: 1}, []string{"shifts"}, nil) == nil
	})
}

func awaitInStream(t *testing.T, conn *bus.Conn, ids ...string) {
	t.Helper()
	heard := testkit.Collect(t, conn, "shifts")
	for _, want := range ids {
		heard.Await(t, within, func(e events.Envelope) bool { return e.ID == want })
	}
}

func TestJetStreamGetsWhatWasCommitted(t *testing.T) {
	t.Parallel()
	db, _, conn, o := realRelay(t)
	ids := makeThings(t, o, 20)
	awaitInStream(t, conn, ids...)
	awaitAllSent(t, db)
	if n := count(t, db, "select count(distinct stream_seq) from outbox"); n != 20 {
		t.Fatalf("20 events have %d sequences", n)
	}
}

func TestJetStreamStoresAnEventOnceThoughARelayDiedBeforeItsMark(t *testing.T) {
	t.Parallel()
	db := database(t)
	conn := testkit.Bus(t, []string{"shifts"}, nil)
	pub := bus.NewEventPublisher(conn, "shifts")
	ids := makeThings(t, outbox.New(db.Pool, bus.StreamName("shifts"), pub, quick), 3)
	awaitInStream(t, conn, ids...)
	relay(t, outbox.New(db.Pool, bus.StreamName("shifts"), pub, quick))
	awaitAllSent(t, db)
	state, err := pub.Stream(t.Context())
	if err != nil || state.LastSeq != 3 {
		t.Fatalf("3 events, last sequence %d, %v", state.LastSeq, err)
	}
}

func TestAWipedJetStreamIsFilledAgain(t *testing.T) {
	t.Parallel()
	db, broker, conn, o := realRelay(t)
	ids := makeThings(t, o, 10)
	awaitAllSent(t, db)
	broker.Restart(func(dir string) {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	ids = append(ids, makeThings(t, o, 2)...) // commits go on meanwhile
	declare(t, conn)
	awaitInStream(t, conn, ids...)
	awaitAllSent(t, db)
}

func TestAJetStreamThatWentBackGetsWhatItLost(t *testing.T) {
	t.Parallel()
	db, broker, conn, o := realRelay(t)
	ids := makeThings(t, o, 5)
	awaitAllSent(t, db)
	backup := t.TempDir()
	broker.Restart(func(dir string) {
		if err := os.CopyFS(backup, os.DirFS(dir)); err != nil {
			t.Error(err)
		}
	})
	ids = append(ids, makeThings(t, o, 5)...)
	awaitAllSent(t, db)
	broker.Restart(func(dir string) {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
		if err := os.CopyFS(dir, os.DirFS(backup)); err != nil {
			t.Error(err)
		}
	})
	awaitInStream(t, conn, ids...)
	awaitAllSent(t, db)
	if n := count(t, db, "select count(*) from audit where entity = 'outbox.relay' and reason = 'stream_behind'"); n == 0 {
		t.Fatal("the repair is not in the audit")
	}
}
