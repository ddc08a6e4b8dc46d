package store_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"pgregory.net/rapid"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/release"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// whole is the arena beside what must not change any more once it has been seen.
type whole struct {
	*arena
	owner *pgx.Conn
	// pay and approved hours of bookings, ladders of shifts, and offers that were looked at; done counts what was not refused.
	pay, hours, ladders map[string]string
	offers              map[id.ID]bool
	done                map[string]int

	acts  map[string]act
	names []string
	taken int
}

// lanes run beside each other; together they make four times as many checks as one was asked for.
const lanes = 4

func TestTheWholeLifeIsLivedByTheRules(t *testing.T) {
	t.Parallel()
	for lane := range lanes {
		t.Run(fmt.Sprint("lane ", lane+1), func(t *testing.T) {
			t.Parallel()
			a := openArena(t)
			// What one gate believes is exact; another replica's may be a second old.
			a.replicas = a.replicas[:1]
			conn, done := owner(t, a.fixture), map[string]int{}
			rapid.Check(t, func(rt *rapid.T) {
				a.settle(t, 3, 8)
				w := &whole{arena: a, owner: conn, pay: map[string]string{}, hours: map[string]string{}, ladders: map[string]string{}, offers: map[id.ID]bool{}, done: done}
				w.ready(rt)
				rt.Repeat(map[string]func(*rapid.T){"step": w.step, "": w.check})
				w.quietly(rt)
			})
			for _, name := range slices.Sorted(maps.Keys(done)) {
				t.Logf("%s: %d times", name, done[name])
			}
		})
	}
}

// weights are how often an act comes, one if it is not named: most of a life is that shifts are taken and checks answered.
var weights = map[string]int{"accept": 12, "clear": 14, "authorise": 4, "time passes": 5, "check in": 4, "send hours in": 4, "choose": 3, "apply": 3,
	"take the offer": 3, "swap": 3, "take over": 4, "wait": 3, "sweep": 4, "approve": 3, "amend": 3, "change the ladder": 2}

// step is one act. rapid draws a number and the act follows from it, so that every act has its share.
func (w *whole) step(t *rapid.T) {
	w.taken++
	d := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), uint64(w.taken))).IntN
	for {
		name := w.names[d(len(w.names))]
		err := w.acts[name](w.arena, d)
		if errors.Is(err, errNothing) {
			continue
		}
		if bad := unknownError(err); bad != nil {
			t.Fatalf("%s: %v", name, bad)
		}
		t.Logf("%s: %v", name, err)
		if err == nil {
			w.done[name]++
		}
		return
	}
}

// ready makes the list of acts from which a step is drawn.
func (w *whole) ready(t *rapid.T) {
	w.acts = everything(claims, wards, requests, days, changes, map[string]act{
		"accept":            func(_ *arena, d dice) error { return w.accept(t, d) },
		"time passes":       func(_ *arena, d dice) error { w.passes(d); return nil },
		"a hold runs out":   func(_ *arena, d dice) error { return w.holdRunsOut(t, d) },
		"an offer runs out": func(_ *arena, d dice) error { return w.offerRunsOut(t, d) },
		"nobody came":       func(_ *arena, d dice) error { return w.nobodyCame(t, d) },
	})
	for _, name := range slices.Sorted(maps.Keys(w.acts)) {
		for range max(weights[name], 1) {
			w.names = append(w.names, name)
		}
	}
}

func (w *whole) passes(d dice) {
	w.clock.Advance([]time.Duration{time.Hour, 6 * time.Hour, 12 * time.Hour}[d(3)])
}

// past does what only the owner of the tables can: it makes time pass by the database's clock.
func (w *whole) past(t *rapid.T, table, sql string, args ...any) {
	err := pgx.BeginFunc(context.Background(), w.owner, func(tx pgx.Tx) error {
		for _, q := range []string{"alter table " + table + " disable trigger user", "", "alter table " + table + " enable trigger user"} {
			var err error
			if q == "" {
				_, err = tx.Exec(context.Background(), sql, args...)
			} else {
				_, err = tx.Exec(context.Background(), q)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (w *whole) holdRunsOut(t *rapid.T, d dice) error {
	f, ok := w.pick(d, "bookings", "status = 'held' and hold_expires_at > clock_timestamp()")
	if !ok {
		return errNothing
	}
	w.past(t, "bookings", "update bookings set hold_expires_at = clock_timestamp() - interval '1 second' where id = $1", f.id)
	return nil
}

func (w *whole) offerRunsOut(t *rapid.T, d dice) error {
	f, ok := w.pick(d, "offers", "status = 'open' and expires_at > clock_timestamp()")
	if !ok {
		return errNothing
	}
	w.past(t, "offers", "update offers set expires_at = clock_timestamp() - interval '1 second' where id = $1", f.id)
	w.past(t, "shifts", "update shifts set reserved_until = clock_timestamp() - interval '1 second' where reserved_offer = $1", f.id)
	return nil
}

// nobodyCame ends a shift that started with nobody. Only one that is open can.
func (w *whole) nobodyCame(t *rapid.T, d dice) error {
	s := w.aShift(d)
	before, err := w.Shifts.Get(context.Background(), s)
	if err != nil {
		t.Fatal(err)
	}
	if before.Status != shift.Open || before.StartsAt.After(w.clock.Now()) {
		return errNothing
	}
	w.past(t, "shifts", "update shifts set starts_at = clock_timestamp() - interval '30 hours', ends_at = clock_timestamp() - interval '18 hours', refill_until = null, recorded_at = clock_timestamp() - interval '40 hours' where id = $1", s)
	if _, err := w.LapseShifts(app.WithSystem(context.Background(), "shifts", "")); err != nil {
		t.Fatal(err)
	}
	if after, err := w.Shifts.Get(context.Background(), s); err != nil || after.Status != shift.Lapsed {
		t.Fatalf("the shift is %s, %v", after.Status, err)
	}
	return nil
}

// busy are a worker's live bookings, and what an employer has on its own roster for them.
func (w *whole) busy(t *rapid.T, who id.ID) []spell {
	rows, err := w.db.Pool.Query(context.Background(), `select starts_at, ends_at, net_minutes from bookings
		where worker_id = $1 and status in ('held', 'confirmed', 'started', 'worked')
		union all select starts_at, ends_at, net_minutes from roster_shifts where worker_id = $1`, who)
	if err != nil {
		t.Fatal(err)
	}
	out, err := pgx.CollectRows(rows, func(r pgx.CollectableRow) (s spell, err error) {
		err = r.Scan(&s.starts, &s.ends, &s.netMinutes)
		return s, err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// fit tells by plain arithmetic whether a spell keeps eleven hours from the others and sixty hours in seven days.
func fit(want spell, have []spell) bool {
	all := append([]spell{want}, have...)
	for _, h := range have {
		if want.starts.Sub(h.ends) < 11*time.Hour && h.starts.Sub(want.ends) < 11*time.Hour {
			return false
		}
	}
	for _, first := range all {
		until, sum := first.starts.Add(7*24*time.Hour), 0
		if want.starts.Before(first.starts) || want.ends.After(until) {
			continue
		}
		for _, s := range all {
			if !s.starts.Before(first.starts) && !s.ends.After(until) {
				sum += s.netMinutes
			}
		}
		if sum > 60*60 {
			return false
		}
	}
	return true
}

// theirs tells whether the shift is there for the worker to take.
func (w *whole) theirs(t *rapid.T, s shift.State, who id.ID) bool {
	var now time.Time
	if err := w.db.Pool.QueryRow(context.Background(), "select clock_timestamp()").Scan(&now); err != nil {
		t.Fatal(err)
	}
	free := s.Status == shift.Open || s.Status == shift.Filled && s.Agency != "" && s.AgencyLocksAt.After(w.clock.Now())
	ahead := s.StartsAt.After(w.clock.Now()) || s.RefillUntil != nil && s.RefillUntil.After(w.clock.Now())
	reserved := s.Reserved != nil && s.Reserved.Until.After(now)
	kept := reserved && s.Reserved.For != who
	// Where the ward chooses, its offer is the choice.
	chosen := s.BookingMode == shift.SelfBook || reserved && s.Reserved.For == who
	audience := release.OwnBank
	if s.Employer != "RVV" {
		audience = release.CollaborativeBank
	}
	opened := slices.ContainsFunc(s.Release.Steps, func(r release.Rung) bool { return r.Kind == audience && r.Progress == release.Opened })
	return free && ahead && !kept && opened && chosen
}

func (w *whole) accept(t *rapid.T, d dice) error {
	s, who := w.aShift(d), w.aWorker(d)
	before, err := w.Shifts.Get(context.Background(), s)
	if err != nil {
		t.Fatal(err)
	}
	rest := before.Remaining(w.clock.Now())
	have, want := w.busy(t, who), spell{starts: rest.StartsAt, ends: rest.EndsAt, netMinutes: rest.NetMinutes()}
	theirs, fits := w.theirs(t, before, who), fit(want, have)
	_, err = w.Accept(worker(who), app.Accept{ShiftID: s, NoWait: true})
	if bad := unknownError(err); bad != nil {
		return bad
	}
	switch {
	case err == nil && (!theirs || !fits):
		t.Fatalf("a shift that is %s, theirs %t, fitting %t, was given", before.Status, theirs, fits)
	case err != nil && theirs && len(have) == 0:
		t.Fatalf("a shift that is %s and theirs was not given to a worker with nothing else: %v", before.Status, err)
	}
	return err
}

// check looks at what must hold at any moment, and at what must not have changed.
func (w *whole) check(t *rapid.T) {
	for _, what := range w.breaches() {
		t.Fatal(what)
	}
	w.same(t, w.pay, "what a booking pays", `select id::text, concat(rate_pence, pay) from bookings where shift_id = any($1)`)
	w.same(t, w.hours, "hours that were approved", `select id::text, concat(sheet, approved_pence) from bookings where shift_id = any($1) and sheet_status = 'approved'`)
	w.same(t, w.ladders, "the ladder of a shift", `select id::text, concat(ladder_id, ladder_version, jsonb_path_query_array(release_steps, '$[*].kind'))
		from shifts where status <> 'awaiting_approval' and id = any($1)`)
	w.offered(t)
}

// same compares what is there with what was there first.
func (w *whole) same(t *rapid.T, known map[string]string, what, sql string) {
	rows, err := w.db.Pool.Query(context.Background(), sql, w.ids())
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var key, is string
		if err := rows.Scan(&key, &is); err != nil {
			t.Fatal(err)
		}
		if was, ok := known[key]; ok && was != is {
			t.Fatalf("%s has changed: %s\nwas %s\nis  %s", what, key, was, is)
		}
		known[key] = is
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
}

// offered looks at offers that were made since: nobody is offered a shift that they could not take.
func (w *whole) offered(t *rapid.T) {
	rows, err := w.db.Pool.Query(context.Background(), `select o.id, o.worker_id, s.starts_at, s.ends_at from offers o join shifts s on s.id = o.shift_id
		where o.status = 'open' and o.shift_id = any($1)`, w.ids())
	if err != nil {
		t.Fatal(err)
	}
	type made struct {
		offer, worker id.ID
		want          spell
	}
	all, err := pgx.CollectRows(rows, func(r pgx.CollectableRow) (m made, err error) {
		err = r.Scan(&m.offer, &m.worker, &m.want.starts, &m.want.ends)
		return m, err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range all {
		if !w.offers[m.offer] && !fit(m.want, w.busy(t, m.worker)) {
			t.Fatalf("offer %s is made to a worker who is busy then", m.offer)
		}
		w.offers[m.offer] = true
	}
}

// quietly ends a life: the histories read as they may, and nothing is half done.
func (w *whole) quietly(t *rapid.T) {
	for _, what := range w.misled(context.Background()) {
		t.Fatal(what)
	}
}
