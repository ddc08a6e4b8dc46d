package bus

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/muster-ics/muster/events"
)

func projection() Subscription {
	return Subscription{Consumer: "analytics", Producer: "passports", Batch: true, Events: []string{cleared}}
}

func startBatch(t *testing.T, c *Conn, dead deadLetters, s Subscription, tm timing, h BatchHandler) (stop func()) {
	t.Helper()
	b := newBatchConsumer(c, s, dead, nil, h, tm)
	return runUntilStopped(t, b.Run, b.Running())
}

// fold is a projection that takes everything down.
func fold(seen *tally) BatchHandler {
	return func(_ context.Context, batch []Delivery) error {
		for _, d := range batch {
			seen.add(d.Env.ID)
		}
		return nil
	}
}

func TestABatchTakesWhatIsThereUpToItsLimit(t *testing.T) {
	t.Parallel()
	s := projection()
	c := world(t, []string{"passports"}, s)
	const n = 1000
	for range n {
		send(t, c, envelope(t))
	}
	seen, largest := &tally{}, atomic.Int64{}
	startBatch(t, c, &letters{}, s, brisk, func(ctx context.Context, batch []Delivery) error {
		largest.Store(max(largest.Load(), int64(len(batch))))
		for _, d := range batch {
			if d.Event == nil || d.Sequence == 0 {
				t.Errorf("delivery %+v", d)
			}
		}
		return fold(seen)(ctx, batch)
	})
	await(t, "all", func() bool { return seen.distinct() == n })
	settled(t, c, s)
	if l := largest.Load(); l < 2 || l > maxBatch {
		t.Errorf("the largest batch had %d", l)
	}
	// With nothing else there, one event does not wait for company.
	e := envelope(t)
	send(t, c, e)
	await(t, "the last one", func() bool { return seen.of(e.ID) == 1 })
}

func TestAPoisonedEventDoesNotSinkItsNeighbours(t *testing.T) {
	t.Parallel()
	s := projection()
	c := world(t, []string{"passports"}, s)
	const n = 50
	all := make([]events.Envelope, n)
	for i := range all {
		all[i] = envelope(t)
	}
	sick, broken := all[7].ID, all[9].NATSSubject()
	for i, e := range all {
		if i == 9 {
			sendRaw(t, c, broken, e.ID, []byte("{"))
			continue
		}
		send(t, c, e)
	}
	seen, dead, failures := &tally{}, &letters{}, atomic.Int64{}
	startBatch(t, c, dead, s, brisk, func(ctx context.Context, batch []Delivery) error {
		for _, d := range batch {
			if d.Env.ID == sick {
				if len(batch) == 1 {
					failures.Add(1)
				}
				return errors.New("violates a constraint")
			}
		}
		return fold(seen)(ctx, batch)
	})
	await(t, "the neighbours", func() bool { return seen.distinct() == n-2 })
	await(t, "two dead letters", func() bool { return len(dead.all()) == 2 })
	settled(t, c, s)
	tries := map[string]int{}
	for _, l := range dead.all() {
		tries[l.Subject] = l.Tries
	}
	if tries[broken] != 1 || tries[all[7].NATSSubject()] != maxTries || failures.Load() != maxTries {
		t.Errorf("tries %v, %d failures alone", tries, failures.Load())
	}
	for _, e := range all {
		if got := seen.of(e.ID); got > 1 {
			t.Errorf("a neighbour was applied %d times", got)
		}
	}
}

func TestABatchThatPanicsIsTriedAgain(t *testing.T) {
	t.Parallel()
	s := projection()
	c := world(t, []string{"passports"}, s)
	send(t, c, envelope(t))
	calls, dead := &tally{}, &letters{}
	startBatch(t, c, dead, s, brisk, func(context.Context, []Delivery) error {
		if calls.add("call") == 1 {
			panic("index out of range")
		}
		return nil
	})
	settled(t, c, s)
	if calls.of("call") != 2 || len(dead.all()) != 0 {
		t.Errorf("%d calls, %d dead letters", calls.of("call"), len(dead.all()))
	}
}

func TestAPermanentFailureInABatchIsPutAsideAtOnce(t *testing.T) {
	t.Parallel()
	s := projection()
	c := world(t, []string{"passports"}, s)
	send(t, c, envelope(t))
	calls, dead := &tally{}, &letters{}
	startBatch(t, c, dead, s, brisk, func(context.Context, []Delivery) error {
		calls.add("call")
		return Permanent(fmt.Errorf("no such employer"))
	})
	await(t, "the dead letter", func() bool { return len(dead.all()) == 1 })
	settled(t, c, s)
	if calls.of("call") != 1 {
		t.Errorf("%d calls", calls.of("call"))
	}
}

func TestShutdownFinishesTheBatchInHandAndHandsBackTheRest(t *testing.T) {
	t.Parallel()
	s := projection()
	c := world(t, []string{"passports"}, s)
	const n = 300
	for range n {
		send(t, c, envelope(t))
	}
	seen, dead := &tally{}, &letters{}
	begun, finish := make(chan struct{}, n), make(chan struct{})
	stop := startBatch(t, c, dead, s, production, func(ctx context.Context, batch []Delivery) error {
		begun <- struct{}{}
		select {
		case <-finish:
		case <-ctx.Done():
			return ctx.Err()
		}
		return fold(seen)(ctx, batch)
	})
	<-begun
	stopped := make(chan struct{})
	go func() { stop(); close(stopped) }()
	select {
	case <-stopped:
		t.Fatal("it stopped over a running batch")
	case <-time.After(200 * time.Millisecond):
	}
	close(finish)
	<-stopped
	first := seen.distinct()
	if first == 0 || first == n {
		t.Errorf("%d of %d were applied before the stop", first, n)
	}
	startBatch(t, c, dead, s, brisk, fold(seen))
	await(t, "all", func() bool { return seen.distinct() == n })
	settled(t, c, s)
	if len(dead.all()) != 0 {
		t.Errorf("%d dead letters", len(dead.all()))
	}
}

func TestWorkersShareADurable(t *testing.T) {
	t.Parallel()
	s := projection()
	s.Parallel = 2
	c := world(t, []string{"passports"}, s)
	seen := &tally{}
	busy := make(chan struct{}, 2)
	both := make(chan struct{})
	startBatch(t, c, &letters{}, s, brisk, func(ctx context.Context, batch []Delivery) error {
		busy <- struct{}{}
		if len(busy) == 2 {
			close(both)
		}
		select {
		case <-both:
		case <-ctx.Done():
		}
		return fold(seen)(ctx, batch)
	})
	send(t, c, envelope(t))
	await(t, "the first worker", func() bool { return len(busy) == 1 })
	send(t, c, envelope(t))
	await(t, "the second worker", func() bool { return seen.distinct() == 2 })
}

func TestADatabaseThatDoesNotAnswerCostsABatchTwoWaits(t *testing.T) {
	t.Parallel()
	s := projection()
	c := world(t, []string{"passports"}, s)
	const n = 40
	for range n {
		send(t, c, envelope(t))
	}
	cons, err := bind(t.Context(), c.JS, s)
	if err != nil {
		t.Fatal(err)
	}
	fetched, err := cons.Fetch(n)
	if err != nil {
		t.Fatal(err)
	}
	var batch []jetstream.Msg
	for m := range fetched.Messages() {
		batch = append(batch, m)
	}
	hung := brisk
	hung.handler = 50 * time.Millisecond
	calls, dead := &tally{}, &letters{}
	newBatchConsumer(c, s, dead, nil, func(ctx context.Context, _ []Delivery) error {
		calls.add("call")
		<-ctx.Done()
		return ctx.Err()
	}, hung).apply(t.Context(), batch)
	if calls.of("call") != 2 { // The batch, and the first of it alone.
		t.Errorf("%d calls, want 2", calls.of("call"))
	}
	seen := &tally{}
	startBatch(t, c, dead, s, brisk, fold(seen))
	await(t, "all", func() bool { return seen.distinct() == n })
	settled(t, c, s)
	if len(dead.all()) != 0 {
		t.Errorf("%d dead letters", len(dead.all()))
	}
}

// choosing hears two of the events of passports.
func choosing() Subscription {
	return Subscription{Consumer: "analytics", Producer: "passports", Batch: true, Events: []string{cleared, "muster.passports.passport.changed.v1"}}
}

func TestABatchReaderOfSeveralEventsAsksForAllAndHearsItsOwn(t *testing.T) {
	t.Parallel()
	s := choosing()
	if cfg := ConsumerConfig(s); cfg.FilterSubject != "" || len(cfg.FilterSubjects) != 0 {
		t.Errorf("the broker is asked to choose %q %q", cfg.FilterSubject, cfg.FilterSubjects)
	}
	c := world(t, []string{"passports"}, s)
	mine := envelope(t)
	send(t, c, mine)
	other := envelope(t)
	// Nobody here reads it, so that it does no harm either.
	sendRaw(t, c, notCleared+"."+other.Subject, other.ID, []byte("{"))
	last := envelope(t)
	send(t, c, last)
	seen, dead := &tally{}, &letters{}
	startBatch(t, c, dead, s, brisk, fold(seen))
	settled(t, c, s)
	if seen.of(mine.ID) != 1 || seen.of(last.ID) != 1 || seen.distinct() != 2 || len(dead.all()) != 0 {
		t.Errorf("heard %d, dead letters %d", seen.distinct(), len(dead.all()))
	}
}

func TestADurableThatTheBrokerFilteredGoesOnWhereItWas(t *testing.T) {
	t.Parallel()
	s := choosing()
	c := world(t, []string{"passports"}, s)
	filtered := ConsumerConfig(s)
	filtered.FilterSubjects = s.filters()
	cons, err := c.JS.UpdateConsumer(t.Context(), s.stream(), filtered)
	if err != nil {
		t.Fatal(err)
	}
	all := make([]events.Envelope, 200)
	for i := range all {
		all[i] = envelope(t)
	}
	send(t, c, all...)
	before, err := cons.Fetch(120)
	if err != nil {
		t.Fatal(err)
	}
	for m := range before.Messages() {
		if err := m.DoubleAck(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if err := CheckBound(t.Context(), c, s); !errors.Is(err, ErrNotDeclared) {
		t.Errorf("a durable that does not read what is declared: %v", err)
	}
	lines, err := Plan(t.Context(), c.JS, Size{Replicas: 1}, []string{"passports"}, []Subscription{s})
	if err != nil || len(lines) != 1 || !strings.Contains(lines[0], "declared everything") {
		t.Fatalf("plan %q %v", lines, err)
	}
	if err := Apply(t.Context(), c.JS, Size{Replicas: 1}, []string{"passports"}, []Subscription{s}); err != nil {
		t.Fatal(err)
	}
	seen := &tally{}
	startBatch(t, c, &letters{}, s, brisk, fold(seen))
	settled(t, c, s)
	for i, e := range all {
		want := 0
		if i >= 120 {
			want = 1
		}
		if got := seen.of(e.ID); got != want {
			t.Fatalf("event %d was heard %d times, want %d", i, got, want)
		}
	}
}
