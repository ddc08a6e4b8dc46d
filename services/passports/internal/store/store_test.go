package store_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/inbox"
	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/pkg/pg"
	"github.com/muster-ics/muster/pkg/testkit"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/clearance"
	"github.com/muster-ics/muster/services/passports/internal/store"
	"github.com/muster-ics/muster/services/passports/internal/vault"
	"github.com/muster-ics/muster/services/passports/internal/worker"
)

// silent is a publisher to whom nobody listens.
type silent struct{}

func (silent) Publish(_ context.Context, _ events.Envelope, _ []byte, done func(outbox.Ack, error)) {
	done(outbox.Ack{}, nil)
}
func (silent) Stream(context.Context) (outbox.StreamState, error) { return outbox.StreamState{}, nil }
func (silent) Reconnected() <-chan struct{}                       { return nil }

type kit struct {
	db    *testkit.DB
	store *store.Store
	use   *app.Passports
	ctx   context.Context
}

func newKit(t *testing.T) kit {
	t.Helper()
	db := testkit.Database(t, "passports", func(ctx context.Context, ownerURL string) error {
		return pg.Migrate(ctx, ownerURL, outbox.Migrations, inbox.Migrations, store.Migrations)
	})
	keys, err := vault.NewKeyring([][]byte{[]byte("test vault key, thirty-two bytes")})
	if err != nil {
		t.Fatal(err)
	}
	st := store.New(db.Pool, outbox.New(db.Pool, "MUSTER_PASSPORTS", silent{}, outbox.Options{}), keys)
	use := &app.Passports{Workers: st, Clearances: st, Record: st, Reference: st, Looks: st, Dues: st, Imports: st.Imports(), Decisions: st, Clock: clock.At(clock.System().Now()), ICS: testkit.ICS}
	ctx := auth.With(t.Context(), auth.Principal{Subject: "verifier", Role: auth.Employer, Employer: "RVV", Duties: []string{auth.Verify, auth.Health}})
	return kit{db: db, store: st, use: use, ctx: ctx}
}

func (k kit) enrol(t *testing.T) id.ID {
	t.Helper()
	past := k.use.Clock.Now().AddDate(-1, 0, 0)
	in := app.EnrolWorker{
		Personal: app.Personal{GivenName: "Sample", FamilyName: "Person"}, HomeEmployer: "RVV",
		Engagements:  []app.NewEngagement{{Employer: "RVV", Kind: "bank", StaffGroup: "nursing_midwifery", Role: "registered_nurse", Band: "5", From: past}},
		Competencies: []app.NewCompetency{{Framework: "cstf", Code: "FIRE", Level: 1, AchievedOn: past}},
	}
	for _, kind := range []string{"identity", "right_to_work", "references", "occupational_health"} {
		in.Checks = append(in.Checks, app.NewCheck{Type: kind, Outcome: "satisfied", CheckedOn: past})
	}
	in.Registrations = []app.NewRegistration{{Body: "NMC", Number: "00A0000A", Status: "registered"}}
	s, err := k.use.EnrolWorker(k.ctx, in)
	if err != nil {
		t.Fatal(err)
	}
	return s.WorkerID
}

func (k kit) request(workerID id.ID) app.Reliance {
	from := k.use.Clock.Now().Add(48 * time.Hour)
	return app.Reliance{Version: 1, Ward: "AMU", State: app.Attested, Booking: clearance.Booking{
		ID: id.New(), ShiftID: id.New(), WorkerID: workerID, HomeEmployer: "RVV", HostEmployer: "RVV", Site: "RWF03", StaffGroup: "nursing_midwifery",
		Role: "registered_nurse", Band: "5", StartsAt: from, EndsAt: from.Add(12 * time.Hour),
		Requirements: clearance.Requirements{RegistrationBody: "NMC", Competencies: []clearance.Ask{}},
	}}
}

func TestAPassportComesBackAsItWasWritten(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	workerID := k.enrol(t)
	until := k.use.Clock.Now().AddDate(0, 1, 0)
	if _, _, err := k.use.PlaceHold(k.ctx, workerID, app.NewHold{Why: "sickness", Until: &until}, "r"); err != nil {
		t.Fatal(err)
	}
	var before []byte
	err := k.store.Change(k.ctx, workerID, k.use.Clock.Now(), func(w *worker.Worker, _ app.Relying) (app.Changed, error) {
		before = w.Canonical()
		return app.Changed{}, errors.New("stop")
	})
	if err == nil || err.Error() != "stop" {
		t.Fatal(err)
	}
	w, err := k.store.Get(k.ctx, workerID)
	if err != nil {
		t.Fatal(err)
	}
	if string(before) != string(w.Canonical()) || w.Version() != 2 {
		t.Errorf("%s\nis not\n%s", w.Canonical(), before)
	}
	var audited int
	if err := k.db.Pool.QueryRow(k.ctx, "select count(*) from audit where aggregate = $1::text", workerID.String()).Scan(&audited); err != nil || audited != 2 {
		t.Errorf("want two audit rows, got %d, %v", audited, err)
	}
}

func TestTheTablesRefuseWhatTheRulesForbid(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	workerID := k.enrol(t)
	r := k.request(workerID)
	if err := k.use.ClearBooking(k.ctx, r, id.New().String()); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct{ sql, code string }{
		"a change without event and audit":     {"update workers set version = version + 1", "MU001"},
		"a version left out":                   {"update workers set version = version + 2", "40001"},
		"a floor lowered":                      {"update workers set version = version + 1, floor = -1", "MU002"},
		"a floor above the version":            {"update workers set version = version + 1, floor = version + 5", "23514"},
		"suspended without a why":              {"update workers set version = version + 1, status = 'suspended'", "23514"},
		"a check changed":                      {"update checks set outcome = 'withdrawn'", "MU003"},
		"a check deleted":                      {"delete from checks", "MU003"},
		"a competency changed":                 {"update competencies set level = 9", "MU003"},
		"a registration changed":               {"update registrations set status = 'registered'", "MU003"},
		"a clearance given back":               {"update clearances set answer = 'not_cleared', outcome = 'ineligible', reasons = '[1]'", "MU002"},
		"a clearance ended without the others": {"update clearances set version = 2, answer = 'uncleared', outcome = 'ineligible', reasons = '[1]'", "MU001"},
		"a no without a reason":                {"insert into clearances select gen_random_uuid(), shift_id, worker_id, 1, 'not_cleared', 'ineligible', 1, now(), null, '[]', '', 1 from clearances", "23514"},
		"a yes that is a no":                   {"insert into clearances select gen_random_uuid(), shift_id, worker_id, 1, 'cleared', 'ineligible', 1, now(), null, '[]', '', 1 from clearances", "23514"},
		"a vault row without a key":            {"insert into vault values (gen_random_uuid(), 'given_name', 1, '')", "23503"},
		"an unknown kind of check":             {"insert into checks select gen_random_uuid(), worker_id, 'vibes', outcome, '', '', '', checked_on, recorded_at from checks limit 1", "23514"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := k.db.Pool.Exec(k.ctx, c.sql)
			if got := pg.Code(err); got != c.code {
				t.Errorf("want %s, got %v", c.code, err)
			}
		})
	}
}

func TestTwoDeliveriesAtOnceGiveOneAnswer(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	r := k.request(k.enrol(t))
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if err := k.use.ClearBooking(k.ctx, r, id.New().String()); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	var n, told int
	if err := k.db.Pool.QueryRow(k.ctx, "select (select count(*) from clearances), (select count(*) from outbox where aggregate = $1::text)", r.Booking.ID.String()).Scan(&n, &told); err != nil || n != 1 || told != 1 {
		t.Errorf("want one answer, got %d and %d events, %v", n, told, err)
	}
}

func TestTheNewestWordOfShiftsWinsInAnyOrder(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	workerID := k.enrol(t)
	at := k.use.Clock.Now()
	words := []app.Reliance{k.request(workerID), {}, {}}
	words[1], words[2] = words[0], words[0]
	words[1].Version, words[1].State, words[1].ConfirmedAt = 2, app.Confirmed, &at
	words[2].Version, words[2].State, words[2].ConfirmedAt = 3, app.Ended, &at
	for _, order := range [][]int{{0, 1, 2}, {2, 1, 0}, {1, 2, 0}, {2, 2, 1}, {0, 2, 1, 0}} {
		bookingID := id.New()
		for _, i := range order {
			r := words[i]
			r.Booking.ID = bookingID
			if err := k.store.Keep(k.ctx, r); err != nil {
				t.Fatal(err)
			}
		}
		var state string
		if err := k.db.Pool.QueryRow(k.ctx, "select state from reliances where booking_id = $1", bookingID).Scan(&state); err != nil || state != "ended" {
			t.Errorf("%v: got %s, %v", order, state, err)
		}
	}
}

// A suspension races clearances. Whatever the order: a booking that was cleared by the older version is among those that
// the suspension ends, and every later one is not cleared.
func TestASuspensionMissesNoBookingThatIsBeingCleared(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	for round := range 10 {
		t.Run(fmt.Sprint(round), func(t *testing.T) {
			workerID := k.enrol(t)
			var wg sync.WaitGroup
			for range 12 {
				r := k.request(workerID)
				wg.Go(func() {
					if err := k.use.ClearBooking(k.ctx, r, id.New().String()); err != nil {
						t.Error(err)
					}
				})
			}
			wg.Go(func() {
				if _, err := k.use.SuspendWorker(k.ctx, workerID, "conduct", "r"); err != nil {
					t.Error(err)
				}
			})
			wg.Wait()
			var missed int
			err := k.db.Pool.QueryRow(k.ctx, `
				select count(*) from clearances c
				where c.worker_id = $1 and c.answer = 'cleared' and not exists (
				  select 1 from outbox o where o.aggregate = $1::text and o.type = 'muster.passports.passport.suspended.v1'
				  and (convert_from(o.body, 'utf8')::jsonb -> 'data' -> 'booking_ids') ? c.booking_id::text)`, workerID).Scan(&missed)
			if err != nil || missed != 0 {
				t.Errorf("%d bookings were cleared and not ended, %v", missed, err)
			}
		})
	}
}

func TestAWorkerWhoIsNotThereIsSaidSo(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	if _, err := k.store.Get(k.ctx, id.New()); !errors.Is(err, app.ErrNoWorker) {
		t.Errorf("got %v", err)
	}
	err := k.store.Change(k.ctx, id.New(), k.use.Clock.Now(), func(*worker.Worker, app.Relying) (app.Changed, error) {
		t.Error("there is nothing to change")
		return app.Changed{}, nil
	})
	if !errors.Is(err, app.ErrNoWorker) {
		t.Errorf("got %v", err)
	}
	if _, err := k.store.LiveAt(k.ctx, id.New(), "RWF", k.use.Clock.Now()); !errors.Is(err, app.ErrNoBooking) {
		t.Errorf("got %v", err)
	}
}
