package outbox_test

import (
	"net/http"
	"testing"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/outbox"
)

func TestAKeyIsWrittenWithTheChangeAndRefusesASecondOne(t *testing.T) {
	t.Parallel()
	db := database(t)
	o := outbox.New(db.Pool, stream, newFakeStream(), quick)
	key := outbox.Idempotency{Scope: "post:me", Key: "k1", RequestHash: []byte("h1")}
	ctx := outbox.WithIdempotency(t.Context(), key)
	for range 2 { // two transactions of one request share the key
		if _, err := makeThing(ctx, o); err != nil {
			t.Fatal(err)
		}
	}
	_, err := makeThing(outbox.WithIdempotency(t.Context(), key), o)
	if !fault.Is(err, fault.Conflict) || fault.Of(err).Code != outbox.CodeInFlightOrDone {
		t.Fatalf("the same key again: %v", err)
	}
	key.Scope = "post:somebody else"
	if _, err := makeThing(outbox.WithIdempotency(t.Context(), key), o); err != nil {
		t.Fatalf("the same key of another principal: %v", err)
	}
	if n := count(t, db, "select count(*) from things"); n != 3 {
		t.Fatalf("%d things", n)
	}
}

func TestAChangeThatFailsLeavesItsKeyFree(t *testing.T) {
	t.Parallel()
	db := database(t)
	o := outbox.New(db.Pool, stream, newFakeStream(), quick)
	ctx := outbox.WithIdempotency(t.Context(), outbox.Idempotency{Scope: "s", Key: "k", RequestHash: []byte("h")})
	_ = o.InTx(ctx, func(*outbox.Tx) error { return fault.New(fault.Invalid, "no", "No.") })
	if _, open := outbox.IdempotencyFrom(ctx); !open {
		t.Fatal("the key counts as written")
	}
	if _, err := makeThing(ctx, o); err != nil {
		t.Fatal(err)
	}
	if _, open := outbox.IdempotencyFrom(ctx); open {
		t.Fatal("the key counts as not written")
	}
}

func TestATwinInFlightIsAConflict(t *testing.T) {
	t.Parallel()
	db := database(t)
	o := outbox.New(db.Pool, stream, newFakeStream(), quick)
	key := outbox.Idempotency{Scope: "s", Key: "k", RequestHash: []byte("h")}
	err := o.InTx(outbox.WithIdempotency(t.Context(), key), func(tx *outbox.Tx) error {
		_, err := makeThing(outbox.WithIdempotency(t.Context(), key), o)
		if !fault.Is(err, fault.Conflict) {
			t.Errorf("the twin got %v", err)
		}
		return tx.Record(t.Context(), change(envelope(id.New(), 1)))
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestTheFirstAnswerIsKeptForADay(t *testing.T) {
	t.Parallel()
	db := database(t)
	o := outbox.New(db.Pool, stream, newFakeStream(), quick)
	key := outbox.Idempotency{Scope: "s", Key: "k", RequestHash: []byte("h")}
	if found, _, _, err := outbox.LookupIdempotency(t.Context(), db.Pool, "s", "k"); found || err != nil {
		t.Fatalf("found %t, %v", found, err)
	}
	if _, err := makeThing(outbox.WithIdempotency(t.Context(), key), o); err != nil {
		t.Fatal(err)
	}
	found, hash, stored, err := outbox.LookupIdempotency(t.Context(), db.Pool, "s", "k")
	if !found || string(hash) != "h" || stored != nil || err != nil {
		t.Fatalf("before the answer: %t %q %v %v", found, hash, stored, err)
	}
	for _, body := range []string{"first", "second"} {
		r := outbox.StoredResponse{Status: 201, Headers: http.Header{"Location": {"/x"}}, Body: []byte(body)}
		if err := outbox.SaveIdempotencyResponse(t.Context(), db.Pool, "s", "k", []byte("h"), r); err != nil {
			t.Fatal(err)
		}
	}
	_, _, stored, err = outbox.LookupIdempotency(t.Context(), db.Pool, "s", "k")
	if err != nil || stored.Status != 201 || stored.Headers.Get("Location") != "/x" || string(stored.Body) != "first" {
		t.Fatalf("the answer is %+v, %v", stored, err)
	}
	if _, err := db.Pool.Exec(t.Context(), "update idempotency set expires_at = clock_timestamp() - interval '1 s'"); err != nil {
		t.Fatal(err)
	}
	if found, _, _, _ := outbox.LookupIdempotency(t.Context(), db.Pool, "s", "k"); found {
		t.Fatal("an expired key is found")
	}
	if _, err := makeThing(outbox.WithIdempotency(t.Context(), key), o); err != nil {
		t.Fatalf("an expired key is not free: %v", err)
	}
}
