package outbox_test

import (
	"context"
	"testing"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/pkg/testkit"
)

func TestACrashBetweenTheStreamsWordAndTheMarkIsRepeatedUnderTheSameID(t *testing.T) {
	t.Parallel()
	db, f := database(t), newFakeStream()
	// A relay that was never there to mark leaves what a crash at that point leaves.
	ids := makeThings(t, outbox.New(db.Pool, stream, f, quick), 3)
	if !f.has(ids...) || count(t, db, "select count(*) from outbox where sent_at is null") != 3 {
		t.Fatal("this is not the crash that the test is about")
	}
	relay(t, outbox.New(db.Pool, stream, f, quick))
	awaitAllSent(t, db)
	if len(f.messages) != 3 || f.callsOf(ids[0]) != 2 {
		t.Fatalf("%d messages, %d tries", len(f.messages), f.callsOf(ids[0]))
	}
}

func TestWhatTheBrokerRefusesIsSweptLater(t *testing.T) {
	t.Parallel()
	db, f := database(t), newFakeStream()
	o := outbox.New(db.Pool, stream, f, quick)
	stop := relay(t, o)
	awaitReady(t, o)
	f.set(func(f *fakeStream) { f.down = true })
	ids := makeThings(t, o, 1)
	stop() // and with it every mark that was on its way
	if count(t, db, "select count(*) from outbox where sent_at is null") != 1 {
		t.Fatal("a refused event was marked as sent")
	}
	f.set(func(f *fakeStream) { f.down = false })
	relay(t, outbox.New(db.Pool, stream, f, quick))
	awaitAllSent(t, db)
	if !f.has(ids...) {
		t.Fatal("a refused event did not go out later")
	}
}

func TestNothingIsPublishedBeforeTheStreamHasBeenComparedWithTheBooks(t *testing.T) {
	t.Parallel()
	db, f := database(t), newFakeStream()
	f.down = true
	o := outbox.New(db.Pool, stream, f, quick)
	relay(t, o)
	testkit.Await(t, within, "the relay runs", func() bool {
		err := o.Ready(t.Context())
		return err != nil && err.Error() != "the relay is not running"
	})
	ids := makeThings(t, o, 1)
	if f.callsOf(ids[0]) != 0 {
		t.Fatal("published through a shut gate")
	}
	f.set(func(f *fakeStream) { f.down = false })
	awaitAllSent(t, db)
	awaitReady(t, o)
}

func TestANewStreamGetsEveryKeptEventAgain(t *testing.T) {
	t.Parallel()
	db, f := database(t), newFakeStream()
	o := outbox.New(db.Pool, stream, f, quick)
	relay(t, o)
	awaitReady(t, o)
	ids := makeThings(t, o, 5)
	awaitAllSent(t, db)
	f.wipe()
	f.reconnect()
	testkit.Await(t, within, "the new stream has all", func() bool { return f.has(ids...) })
	awaitAllSent(t, db)
	if n := count(t, db, "select count(*) from audit where entity = 'outbox.relay' and reason = 'stream_new'"); n != 1 {
		t.Fatalf("the repair has %d audit rows", n)
	}
	if n := count(t, db, "select count(distinct stream_epoch) from outbox"); n != 1 {
		t.Fatal("rows are marked with the old stream")
	}
}

func TestAStreamThatWentBackGetsWhatItLost(t *testing.T) {
	t.Parallel()
	db, f := database(t), newFakeStream()
	o := outbox.New(db.Pool, stream, f, quick)
	relay(t, o)
	awaitReady(t, o)
	ids := makeThings(t, o, 6)
	awaitAllSent(t, db)
	f.rollBack(2)
	f.reconnect()
	testkit.Await(t, within, "the stream has all again", func() bool { return f.has(ids...) })
	awaitAllSent(t, db)
	if len(f.messages) != 6 {
		t.Fatalf("6 events are %d messages", len(f.messages))
	}
}

func TestAStreamThatWentBackUnseenIsNoticedByAReusedSequence(t *testing.T) {
	t.Parallel()
	db, f := database(t), newFakeStream()
	o := outbox.New(db.Pool, stream, f, quick)
	relay(t, o)
	awaitReady(t, o)
	ids := makeThings(t, o, 4)
	awaitAllSent(t, db)
	f.rollBack(1)
	f.set(func(f *fakeStream) { f.hold = true })
	ids = append(ids, makeThings(t, o, 4)...)
	f.release() // by the first mark the stream is longer than our books again
	testkit.Await(t, within, "the stream has all again", func() bool { return f.has(ids...) })
	awaitAllSent(t, db)
	if n := count(t, db, "select count(*) from audit where reason = 'sequence_reused'"); n == 0 {
		t.Fatal("the repair is not in the audit")
	}
}

func TestAnAnswerFromBeforeARepairMarksNothingAfterIt(t *testing.T) {
	t.Parallel()
	db, f := database(t), newFakeStream()
	o := outbox.New(db.Pool, stream, f, noSweep)
	relay(t, o)
	awaitReady(t, o)
	early := makeThings(t, o, 1)
	awaitAllSent(t, db)
	f.set(func(f *fakeStream) { f.hold = true })
	early = append(early, makeThings(t, o, 1)...)
	other := outbox.New(db.Pool, stream, f, noSweep) // another replica repairs meanwhile
	f.wipe()
	stop := relay(t, other)
	awaitReady(t, other)
	stop()
	f.release() // the late answer names a sequence of the stream as it was
	testkit.Await(t, within, "marks go on in the new generation", func() bool {
		makeThings(t, o, 1)
		return count(t, db, "select count(*) from outbox where sent_at is not null") > 0
	})
	if n := count(t, db, "select count(*) from outbox where event_id = any($1::uuid[]) and sent_at is not null", early); n != 0 {
		t.Fatalf("%d rows of before the repair are marked after it", n)
	}
}

func TestTwoRelaysSweepEachRowOnce(t *testing.T) {
	t.Parallel()
	db, f := database(t), newFakeStream()
	f.down = true
	ids := makeThings(t, outbox.New(db.Pool, stream, f, quick), 50)
	f.set(func(f *fakeStream) { f.down = false; f.calls = map[string]int{} })
	relay(t, outbox.New(db.Pool, stream, f, quick))
	relay(t, outbox.New(db.Pool, stream, f, quick))
	awaitAllSent(t, db)
	for _, i := range ids {
		if n := f.callsOf(i); n != 1 {
			t.Fatalf("one row was swept %d times", n)
		}
	}
}

func TestTheQueueIsBoundedAndOfferNeverWaits(t *testing.T) {
	t.Parallel()
	db, f := database(t), newFakeStream()
	f.hold = true
	o := outbox.New(db.Pool, stream, f, quick)
	for range 4096 {
		o.Offer(t.Context(), envelope(id.New(), 1))
	}
	left := envelope(id.New(), 1)
	o.Offer(t.Context(), left)
	if f.callsOf(left.ID) != 0 || len(f.calls) != 4096 {
		t.Fatalf("%d events wait for an answer", len(f.calls))
	}
	f.release()
	o.Offer(t.Context(), left)
	if f.callsOf(left.ID) != 1 {
		t.Fatal("the queue did not empty")
	}
}

func TestStoppingMarksWhatTheStreamHasAnswered(t *testing.T) {
	t.Parallel()
	db, f := database(t), newFakeStream()
	o := outbox.New(db.Pool, stream, f, noSweep)
	stop := relay(t, o)
	awaitReady(t, o)
	makeThings(t, o, 20)
	stop()
	if n := count(t, db, "select count(*) from outbox where sent_at is null"); n != 0 {
		t.Fatalf("%d answered events are not marked", n)
	}
	if o.Ready(t.Context()) == nil {
		t.Fatal("ready after the end")
	}
}

func TestOldSentRowsAndExpiredKeysAreDeletedAndUnsentRowsAreNot(t *testing.T) {
	t.Parallel()
	db, f := database(t), newFakeStream()
	o := outbox.New(db.Pool, stream, f, noSweep)
	stop := relay(t, o)
	awaitReady(t, o)
	makeThings(t, o, 3)
	stop()
	makeThings(t, o, 1) // nobody marks this one
	_, err := db.Pool.Exec(t.Context(), "insert into idempotency (scope, key, request_hash, expires_at) values ('s', 'k', '', clock_timestamp() - interval '1 s')")
	if err != nil {
		t.Fatal(err)
	}
	relay(t, outbox.New(db.Pool, stream, f, outbox.Options{SweepEvery: noSweep.SweepEvery, SweepAge: noSweep.SweepAge, Keep: 1}))
	testkit.Await(t, within, "old rows are gone", func() bool {
		return count(t, db, "select count(*) from outbox") == 1 && count(t, db, "select count(*) from idempotency") == 0
	})
}

// handing is a publisher that handles each event at once, on the caller's goroutine, as the history of the
// demonstration is made.
type handing struct {
	*fakeStream
	handle func(context.Context, events.Envelope) error
}

func (h handing) Publish(ctx context.Context, env events.Envelope, _ []byte, done func(outbox.Ack, error)) {
	done(outbox.Ack{}, h.handle(ctx, env))
}

func TestAPublisherInProcessMayCauseMoreEventsRightThere(t *testing.T) {
	t.Parallel()
	db := database(t)
	var o *outbox.Outbox
	depth, heard := 0, 0
	o = outbox.New(db.Pool, stream, handing{newFakeStream(), func(ctx context.Context, _ events.Envelope) error {
		heard++
		if depth++; depth < 5 {
			_, err := makeThing(ctx, o)
			return err
		}
		return nil
	}}, quick)
	// The request's key belongs to the first change only.
	ctx := outbox.WithIdempotency(t.Context(), outbox.Idempotency{Scope: "s", Key: "k", RequestHash: []byte("h")})
	if _, err := makeThing(ctx, o); err != nil {
		t.Fatal(err)
	}
	if heard != 5 || count(t, db, "select count(*) from outbox where sent_at is null") != 5 || count(t, db, "select count(*) from idempotency") != 1 {
		t.Fatalf("heard %d", heard)
	}
}
