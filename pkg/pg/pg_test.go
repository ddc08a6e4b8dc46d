package pg_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"

	"github.com/muster-ics/muster/pkg/pg"
	"github.com/muster-ics/muster/pkg/testkit"
)

var places = pg.Migrations{Name: "places", FS: fstest.MapFS{"migrations/00001_places.sql": {Data: []byte(`-- +goose Up
create table places (
    id     int primary key,
    taken  int not null constraint not_too_many check (taken <= 2),
    during tstzrange not null default 'empty',
    constraint one_at_a_time exclude using gist (during with &&)
);
insert into places values (1, 0), (2, 0);
`)}}}

const within = 20 * time.Second

func migrate(ctx context.Context, url string) error { return pg.Migrate(ctx, url, places) }

func TestOpenSetsWhatEveryConnectionMustHave(t *testing.T) {
	t.Parallel()
	db := testkit.Database(t, "pg", migrate)
	for name, want := range map[string]string{
		"statement_timeout": "5s", "lock_timeout": "1s", "idle_in_transaction_session_timeout": "10s", "TimeZone": "UTC",
	} {
		var got string
		if err := db.Pool.QueryRow(t.Context(), "select current_setting($1)", name).Scan(&got); err != nil || got != want {
			t.Errorf("%s is %q, want %q (%v)", name, got, want, err)
		}
	}
}

func TestTimesAreScannedInUTCAlsoInsideRanges(t *testing.T) {
	t.Parallel()
	db := testkit.Database(t, "pg", migrate)
	var at time.Time
	var during pgtype.Range[pgtype.Timestamptz]
	var all []time.Time
	err := db.Pool.QueryRow(t.Context(), "select now(), tstzrange(now(), now() + interval '1 h'), array[now()]").Scan(&at, &during, &all)
	if err != nil {
		t.Fatal(err)
	}
	for _, got := range []time.Time{at, during.Lower.Time, during.Upper.Time, all[0]} {
		if got.Location() != time.UTC {
			t.Errorf("%v is in %v", got, got.Location())
		}
	}
}

func TestOpenRefusesTheSimpleProtocolAndASilentServer(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	for _, url := range []string{
		"postgres://a@127.0.0.1:1/a?default_query_exec_mode=simple_protocol", "postgres://a@127.0.0.1:1/a?connect_timeout=1", "::",
	} {
		if _, err := pg.Open(ctx, pg.Config{URL: url}); err == nil {
			t.Errorf("%s was opened", url)
		}
	}
}

func TestInTxRunsALostRaceAgain(t *testing.T) {
	t.Parallel()
	db := testkit.Database(t, "pg", migrate)
	// Both read 0 before either writes: one must be told to look again, and then refuse by the check.
	var both sync.WaitGroup
	both.Add(2)
	tries := make([]int, 2)
	take := func(i int) error {
		return pg.InTx(t.Context(), db.Pool, func(tx pgx.Tx) error {
			tries[i]++
			if _, err := tx.Exec(t.Context(), "set transaction isolation level serializable"); err != nil {
				return err
			}
			var taken int
			if err := tx.QueryRow(t.Context(), "select taken from places where id = 1").Scan(&taken); err != nil {
				return err
			}
			if tries[i] == 1 {
				both.Done()
				both.Wait()
			}
			_, err := tx.Exec(t.Context(), "update places set taken = $1 where id = 1", taken+1)
			return err
		})
	}
	errs := make([]error, 2)
	var wg sync.WaitGroup
	for i := range errs {
		wg.Go(func() { errs[i] = take(i) })
	}
	wg.Wait()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
	var taken int
	if err := db.Pool.QueryRow(t.Context(), "select taken from places where id = 1").Scan(&taken); err != nil || taken != 2 || tries[0]+tries[1] != 3 {
		t.Fatalf("taken %d after %v tries, %v", taken, tries, err)
	}
}

func TestInTxGivesUpAfterFiveTriesAndAtOnceOnAnythingElse(t *testing.T) {
	t.Parallel()
	db := testkit.Database(t, "pg", migrate)
	for want, fail := range map[int]error{5: pg.RaceLost(errors.New("always")), 1: errors.New("no race")} {
		tries := 0
		err := pg.InTx(t.Context(), db.Pool, func(tx pgx.Tx) error {
			tries++
			if _, err := tx.Exec(t.Context(), "update places set taken = 1"); err != nil {
				return err
			}
			return fail
		})
		if !errors.Is(err, fail) || tries != want {
			t.Errorf("%d tries, want %d: %v", tries, want, err)
		}
	}
	var taken int
	if err := db.Pool.QueryRow(t.Context(), "select sum(taken) from places").Scan(&taken); err != nil || taken != 0 {
		t.Fatalf("a failed transaction left %d, %v", taken, err)
	}
}

func TestConstraintsAreTold(t *testing.T) {
	t.Parallel()
	db := testkit.Database(t, "pg", migrate)
	violate := func(sql string) error {
		_, err := db.Pool.Exec(t.Context(), sql)
		return err
	}
	unique := violate("insert into places values (1, 0)")
	check := violate("update places set taken = 3 where id = 1")
	exclusion := violate("update places set during = tstzrange('2026-01-01', '2026-01-02')")
	if !pg.IsUnique(unique, "places_pkey") || !pg.IsUnique(unique, "") || pg.IsUnique(unique, "other") || pg.IsUnique(check, "") {
		t.Errorf("unique: %v", unique)
	}
	if !pg.IsCheck(check, "not_too_many") || pg.IsCheck(exclusion, "") || pg.IsCheck(nil, "") {
		t.Errorf("check: %v", check)
	}
	if !pg.IsExclusion(exclusion, "one_at_a_time") || pg.IsExclusion(unique, "") {
		t.Errorf("exclusion: %v", exclusion)
	}
}
