package bus

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go/jetstream"
)

func TestApplyMakesWhatIsDeclaredAndThenHasNothingToDo(t *testing.T) {
	t.Parallel()
	c := dial(t, broker(t, t.TempDir()))
	services := []string{"shifts", "passports", "deployments", "analytics"}
	subs := []Subscription{
		saga(),
		{Consumer: "analytics", Producer: "passports", Batch: true, Events: []string{cleared}},
	}
	lines, err := Plan(t.Context(), c.JS, Size{Replicas: 1}, services, subs)
	want := []string{
		"create stream MUSTER_SHIFTS", "create stream MUSTER_PASSPORTS", "create stream MUSTER_DEPLOYMENTS", "create stream MUSTER_ANALYTICS",
		"create durable shifts-passports on stream MUSTER_PASSPORTS", "create durable analytics-passports on stream MUSTER_PASSPORTS",
	}
	if err != nil || !reflect.DeepEqual(lines, want) {
		t.Errorf("plan %q %v", lines, err)
	}
	for range 2 { // The second time changes nothing.
		if err := Apply(t.Context(), c.JS, Size{Replicas: 1}, services, subs); err != nil {
			t.Fatal(err)
		}
		if lines, err := Plan(t.Context(), c.JS, Size{Replicas: 1}, services, subs); err != nil || len(lines) != 0 {
			t.Errorf("left to do: %q %v", lines, err)
		}
	}
}

func TestApplyMendsWhatHasDrifted(t *testing.T) {
	t.Parallel()
	s := saga()
	c := world(t, []string{"passports"}, s)
	send(t, c, envelope(t))
	stream := StreamConfig("passports", Size{Replicas: 1})
	stream.MaxAge = time.Hour
	if _, err := c.JS.UpdateStream(t.Context(), stream); err != nil {
		t.Fatal(err)
	}
	cons := ConsumerConfig(s)
	cons.FilterSubjects, cons.FilterSubject, cons.MaxAckPending = nil, cleared+".>", 1
	if _, err := c.JS.UpdateConsumer(t.Context(), s.stream(), cons); err != nil {
		t.Fatal(err)
	}
	lines, err := Plan(t.Context(), c.JS, Size{Replicas: 1}, []string{"passports"}, []Subscription{s})
	if err != nil || len(lines) != 2 {
		t.Fatalf("plan %q %v", lines, err)
	}
	for i, want := range []string{"update stream MUSTER_PASSPORTS: max age is 1h0m0s, declared 840h0m0s", "max ack pending is 1, declared 256"} {
		if !strings.Contains(lines[i], want) {
			t.Errorf("line %q, want %q", lines[i], want)
		}
	}
	if err := Apply(t.Context(), c.JS, Size{Replicas: 1}, []string{"passports"}, []Subscription{s}); err != nil {
		t.Fatal(err)
	}
	if err := CheckBound(t.Context(), c, s); err != nil {
		t.Error(err)
	}
	if n := mustStream(t, c, "passports").CachedInfo().State.Msgs; n != 1 {
		t.Errorf("%d messages, want 1", n)
	}
}

func TestApplyRefusesWhatCannotBeAlteredAndThenChangesNothing(t *testing.T) {
	t.Parallel()
	s := saga()
	c := world(t, []string{"passports"})
	cfg := ConsumerConfig(s)
	cfg.AckPolicy = jetstream.AckNonePolicy
	cfg.MaxAckPending = 0
	if _, err := c.JS.CreateConsumer(t.Context(), s.stream(), cfg); err != nil {
		t.Fatal(err)
	}
	memory := StreamConfig("deployments", Size{Replicas: 1})
	memory.Storage = jetstream.MemoryStorage
	if _, err := c.JS.CreateStream(t.Context(), memory); err != nil {
		t.Fatal(err)
	}
	err := Apply(t.Context(), c.JS, Size{Replicas: 1}, []string{"shifts", "passports", "deployments"}, []Subscription{s})
	if err == nil {
		t.Fatal("applied")
	}
	for _, want := range []string{
		"durable shifts-passports on stream MUSTER_PASSPORTS cannot be altered: ack policy is AckNone, declared AckExplicit",
		"another lane",
		"stream MUSTER_DEPLOYMENTS cannot be altered: storage is Memory, declared File",
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %q", err, want)
		}
	}
	if _, err := c.JS.Stream(t.Context(), "MUSTER_SHIFTS"); err == nil {
		t.Error("a stream was made all the same")
	}
}

func TestApplyRefusesADeclarationThatContradictsItself(t *testing.T) {
	t.Parallel()
	c := dial(t, broker(t, t.TempDir()))
	s := saga()
	for want, subs := range map[string][]Subscription{
		"declared twice":                {s, s},
		"names no event":                {{Consumer: "shifts", Producer: "passports"}},
		"a stream that is not declared": {{Consumer: "shifts", Producer: "payroll", Events: []string{cleared}}},
	} {
		if err := Apply(t.Context(), c.JS, Size{Replicas: 1}, []string{"passports"}, subs); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %q", err, want)
		}
	}
}

// A store that came back from an earlier moment: the stream forgot what the durable has read. What is sent again gets
// the old numbers, and every durable must still deliver it.
func TestAStreamThatWasRolledBackIsReadAgain(t *testing.T) {
	t.Parallel()
	s := saga()
	batch := Subscription{Consumer: "analytics", Producer: "passports", Batch: true, Events: []string{cleared}}
	services, subs := []string{"passports"}, []Subscription{s, batch}
	dir, early := t.TempDir(), t.TempDir()
	seen, folded := &tally{}, &tally{}

	run := func(ns func(*Conn)) {
		b := broker(t, dir)
		c := dial(t, b)
		if err := Apply(t.Context(), c.JS, Size{Replicas: 1}, services, subs); err != nil {
			t.Fatal(err)
		}
		stop := start(t, c, &letters{}, s, brisk, collect(seen))
		stopBatch := startBatch(t, c, &letters{}, batch, brisk, fold(folded))
		ns(c)
		stop()
		stopBatch()
		c.NC.Close()
		halt(b)
	}
	kept, lost := envelope(t), envelope(t)
	both := func(e string) func() bool { return func() bool { return seen.of(e) > 0 && folded.of(e) > 0 } }
	run(func(c *Conn) {
		send(t, c, kept)
		await(t, "the first event", both(kept.ID))
	})
	msgs := messageFiles(t, dir)
	copyDir(t, msgs, early)
	run(func(c *Conn) {
		send(t, c, lost, envelope(t), envelope(t))
		await(t, "all four", func() bool { return seen.distinct() == 4 && folded.distinct() == 4 })
	})
	if err := os.RemoveAll(msgs); err != nil {
		t.Fatal(err)
	}
	copyDir(t, early, msgs)
	run(func(c *Conn) {
		if n := mustStream(t, c, "passports").CachedInfo().State.LastSeq; n != 1 {
			t.Fatalf("the stream ends at %d: it was not rolled back", n)
		}
		again, fresh := lost, envelope(t)
		send(t, c, again, fresh)
		await(t, "what was sent again, and what is new", func() bool {
			return seen.of(again.ID) == 2 && folded.of(again.ID) == 2 && both(fresh.ID)()
		})
	})
}

func TestADurableAheadOfItsStreamIsMadeAnew(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		delivered, floor, last uint64
		want                   bool
	}{
		"all read":              {7, 7, 7, false},
		"behind":                {3, 2, 7, false},
		"nothing yet":           {0, 0, 0, false},
		"delivered beyond":      {8, 7, 7, true},
		"acknowledged beyond":   {7, 8, 7, true},
		"an empty, new stream":  {1, 1, 0, true},
		"delivered, not acked":  {8, 0, 7, true},
		"floor ahead, no reads": {0, 1, 0, true},
	} {
		info := jetstream.ConsumerInfo{Delivered: jetstream.SequenceInfo{Stream: tc.delivered}, AckFloor: jetstream.SequenceInfo{Stream: tc.floor}}
		if got := aheadOf(info, tc.last); got != tc.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// messageFiles is the folder of the stream's messages, apart from that of its consumers.
func messageFiles(t *testing.T, dir string) string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(dir, "jetstream", "*", "streams", "MUSTER_PASSPORTS", "msgs"))
	if err != nil || len(found) != 1 {
		t.Fatalf("message files %q %v", found, err)
	}
	return found[0]
}

func copyDir(t *testing.T, from, to string) {
	t.Helper()
	if err := os.RemoveAll(to); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
}
