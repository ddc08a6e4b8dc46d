package outbox_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"

	"go.opentelemetry.io/otel/trace"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/pkg/pg"
)

func TestACommittedChangeIsPublishedAndMarked(t *testing.T) {
	t.Parallel()
	db, f := database(t), newFakeStream()
	o := outbox.New(db.Pool, stream, f, noSweep)
	relay(t, o)
	awaitReady(t, o)
	ids := makeThings(t, o, 3)
	if !f.has(ids...) {
		t.Fatal("a change was not published by the time its transaction had returned")
	}
	awaitAllSent(t, db)
	if n := count(t, db, "select count(*) from audit where entity = 'shifts.thing'"); n != 3 {
		t.Fatalf("%d audit rows for 3 changes", n)
	}
}

func TestARolledBackChangeIsNeverPublished(t *testing.T) {
	t.Parallel()
	db, f := database(t), newFakeStream()
	var told []string
	opt := quick
	opt.Committed = func(env events.Envelope) { told = append(told, env.ID) }
	o := outbox.New(db.Pool, stream, f, opt)
	relay(t, o)
	awaitReady(t, o)
	changed := errors.New("changed my mind")
	env := envelope(id.New(), 1)
	err := o.InTx(t.Context(), func(tx *outbox.Tx) error {
		if err := tx.Record(t.Context(), change(env)); err != nil {
			t.Fatal(err)
		}
		return changed
	})
	if !errors.Is(err, changed) {
		t.Fatalf("got %v", err)
	}
	if len(told) != 0 {
		t.Fatal("this process was told of a change that never was")
	}
	if ids := makeThings(t, o, 1); !slices.Equal(told, ids) {
		t.Fatalf("this process was told of %v, not of %v", told, ids)
	}
	awaitAllSent(t, db)
	if f.callsOf(env.ID) != 0 || count(t, db, "select count(*) from outbox") != 1 || count(t, db, "select count(*) from audit where entity = 'shifts.thing'") != 1 {
		t.Fatal("a rolled back change left something behind")
	}
}

func TestAVersionMadeTwiceIsARaceThatOneWriterRepeats(t *testing.T) {
	t.Parallel()
	db, f := database(t), newFakeStream()
	o := outbox.New(db.Pool, stream, f, quick)
	thing := id.New()
	var wg sync.WaitGroup
	next := func() error {
		return o.InTx(t.Context(), func(tx *outbox.Tx) error {
			var v int64
			if err := tx.QueryRow(t.Context(), "select coalesce(max(version), 0) + 1 from outbox where aggregate = $1", thing.String()).Scan(&v); err != nil {
				return err
			}
			return tx.Record(t.Context(), change(envelope(thing, v)))
		})
	}
	errs := make([]error, 4)
	for i := range errs {
		wg.Go(func() { errs[i] = next() })
	}
	wg.Wait()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
	if n := count(t, db, "select max(version) from outbox where aggregate = $1", thing.String()); n != 4 {
		t.Fatalf("4 writers made version %d", n)
	}
	err := o.InTx(t.Context(), func(tx *outbox.Tx) error {
		return tx.Record(t.Context(), change(envelope(thing, 4)))
	})
	if pg.Code(err) != "40001" {
		t.Fatalf("a version that stays taken gave %v", err)
	}
}

func TestAStateChangeWithoutItsTrailCannotCommit(t *testing.T) {
	t.Parallel()
	db := database(t)
	for name, sql := range map[string]string{
		"neither":  `insert into things values ($1, 1)`,
		"no event": `with a as (insert into audit (entity, aggregate, version, action, actor, after_hash) values ('shifts.thing', $1::uuid::text, 1, 'a', 'b', sha256(''))) insert into things values ($1, 1)`,
		"no audit": `with o as (insert into outbox (event_id, entity, aggregate, version, type, subject, body) values (gen_random_uuid(), 'shifts.thing', $1::uuid::text, 1, 't', 's', '')) insert into things values ($1, 1)`,
		"odd id":   `insert into odd_things values ($1, 1)`,
	} {
		if _, err := db.Pool.Exec(t.Context(), sql, id.New()); pg.Code(err) != "MU001" {
			t.Errorf("%s: got %v", name, err)
		}
	}
	if n := count(t, db, "select count(*) from things"); n != 0 {
		t.Fatalf("%d things without a trail", n)
	}
	o := outbox.New(db.Pool, stream, newFakeStream(), quick)
	thing := id.New()
	err := o.InTx(t.Context(), func(tx *outbox.Tx) error {
		if _, err := tx.Exec(t.Context(), "insert into odd_things values ($1, 1)", thing); err != nil {
			return err
		}
		return tx.Record(t.Context(), change(envelope(thing, 1)))
	})
	if err != nil {
		t.Fatalf("a change with its trail: %v", err)
	}
}

func TestTheAuditAndThePastAreNotTheAppsToChange(t *testing.T) {
	t.Parallel()
	db := database(t)
	o := outbox.New(db.Pool, stream, newFakeStream(), quick)
	makeThings(t, o, 1)
	for _, sql := range []string{"update audit set actor = 'somebody else'", "delete from audit", "truncate audit", "update outbox set body = ''"} {
		if _, err := db.Pool.Exec(t.Context(), sql); pg.Code(err) != "42501" {
			t.Errorf("%s as the app role: %v", sql, err)
		}
	}
	owner, err := pg.Open(t.Context(), pg.Config{URL: db.OwnerURL, MaxConns: 1})
	if err != nil {
		t.Fatal(err)
	}
	defer owner.Close()
	for _, sql := range []string{"update audit set actor = 'somebody else'", "delete from audit", "truncate audit"} {
		if _, err := owner.Exec(t.Context(), sql); pg.Code(err) != "MU003" {
			t.Errorf("%s as the owner: %v", sql, err)
		}
	}
}

func TestAChangeMustSayWhoDidWhat(t *testing.T) {
	t.Parallel()
	good := change(envelope(id.New(), 1))
	for name, spoil := range map[string]func(*outbox.Change){
		"no actor":  func(c *outbox.Change) { c.Trail.Actor = "" },
		"no action": func(c *outbox.Change) { c.Trail.Action = "" },
		"no after":  func(c *outbox.Change) { c.Trail.After = nil },
		"bad event": func(c *outbox.Change) { c.Event.Type = "thing" },
	} {
		c := good
		spoil(&c)
		if _, err := outbox.Prepare(t.Context(), c); err == nil {
			t.Errorf("%s was accepted", name)
		}
	}
}

func TestTheEventCarriesTheRequestsTrace(t *testing.T) {
	t.Parallel()
	sc := trace.NewSpanContext(trace.SpanContextConfig{TraceID: trace.TraceID{1}, SpanID: trace.SpanID{2}, TraceFlags: trace.FlagsSampled})
	ctx := trace.ContextWithSpanContext(context.Background(), sc)
	row, err := outbox.Prepare(ctx, change(envelope(id.New(), 1)))
	if err != nil {
		t.Fatal(err)
	}
	got, err := events.Decode(row.Body)
	if err != nil || got.TraceParent != "00-01000000000000000000000000000000-0200000000000000-01" || row.Envelope.TraceParent != got.TraceParent {
		t.Fatalf("traceparent %q, %v", got.TraceParent, err)
	}
}
