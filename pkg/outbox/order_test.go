package outbox_test

import (
	"errors"
	"testing"

	"pgregory.net/rapid"

	"github.com/muster-ics/muster/pkg/outbox"
)

// Whatever happens in whatever order, once the broker is well again the stream holds every committed event and every
// row knows it, and what was rolled back is nowhere.
func TestNoOrderOfMishapsLosesAnEvent(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		db, f := database(t), newFakeStream()
		opt := quick
		opt.SweepAge = opt.SweepEvery
		o := outbox.New(db.Pool, stream, f, opt)
		stop := relay(t, o)
		var undone []string
		steps := map[string]func(){
			"commit": func() { makeThings(t, o, 1+rapid.IntRange(0, 3).Draw(rt, "more")) },
			"roll the change back": func() {
				env := envelope([16]byte{1}, 1)
				undone = append(undone, env.ID)
				_ = o.InTx(t.Context(), func(tx *outbox.Tx) error {
					return errors.Join(tx.Record(t.Context(), change(env)), errors.New("no"))
				})
			},
			"wait for the marks": func() {
				if !f.isDown() {
					awaitAllSent(t, db)
				}
			},
			"broker down":      func() { f.set(func(f *fakeStream) { f.down = true }) },
			"broker up":        func() { f.set(func(f *fakeStream) { f.down = false }); f.reconnect() },
			"stream goes back": func() { f.rollBack(rapid.IntRange(0, 20).Draw(rt, "to")) },
			"stream is new":    func() { f.wipe(); f.reconnect() },
			// The window outlasts by far what the sweep needs to find a row without its mark.
			"forget duplicates": func() {
				if !f.isDown() {
					awaitAllSent(t, db)
					f.forget()
				}
			},
			"restart the relay":  func() { stop(); o = outbox.New(db.Pool, stream, f, opt); stop = relay(t, o) },
			"crash before marks": func() { makeThings(t, outbox.New(db.Pool, stream, f, opt), 1) },
		}
		names := make([]string, 0, len(steps))
		for n := range steps {
			names = append(names, n)
		}
		for _, n := range rapid.SliceOfN(rapid.SampledFrom(sorted(names)), 1, 12).Draw(rt, "steps") {
			steps[n]()
		}
		f.set(func(f *fakeStream) { f.down = false })
		f.reconnect()
		if !eventually(func() bool {
			return count(t, db, "select count(*) from outbox where sent_at is null") == 0 && allInStream(t, db, f)
		}) {
			rt.Fatalf("the stream lacks an event; %d rows are unsent", count(t, db, "select count(*) from outbox where sent_at is null"))
		}
		if f.has(undone...) && len(undone) > 0 {
			rt.Fatal("an event of a change that was rolled back is in the stream")
		}
		stop()
		defer db.Pool.Close() // a long run has many databases and the server few connections
		if n := count(t, db, "select count(*) from outbox") - count(t, db, "select count(*) from audit where entity = 'shifts.thing'"); n != 0 {
			rt.Fatalf("%d more events than audit rows", n)
		}
	})
}
