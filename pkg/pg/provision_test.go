package pg_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/jackc/pgx/v5"

	"github.com/muster-ics/muster/pkg/pg"
	"github.com/muster-ics/muster/pkg/testkit"
)

func TestReplicasMayProvisionAndMigrateAtTheSameTime(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	admin, name := testkit.Server(t)
	dbs, errs := make([]pg.Database, 6), make([]error, 6)
	var wg sync.WaitGroup
	for i := range dbs {
		wg.Go(func() {
			if dbs[i], errs[i] = pg.Provision(ctx, admin, name, "it's a \\ secret"); errs[i] == nil {
				errs[i] = pg.Migrate(ctx, dbs[i].OwnerURL, places)
			}
		})
	}
	wg.Wait()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
	if dbs[0].Name != "muster_"+name || dbs[0] != dbs[5] {
		t.Fatalf("%+v and %+v", dbs[0], dbs[5])
	}
	app := connect(t, dbs[0].AppURL)
	if _, err := app.Exec(ctx, "update places set taken = 1"); err != nil {
		t.Fatalf("the app role uses what the owner made: %v", err)
	}
	for _, sql := range []string{"drop table places", "create table more (id int)", "truncate places"} {
		if _, err := app.Exec(ctx, sql); pg.Code(err) != "42501" {
			t.Errorf("%s as the app role: %v", sql, err)
		}
	}
}

func TestAServiceMayNotConnectToAnothersDatabase(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	admin, name := testkit.Server(t)
	_, other := testkit.Server(t)
	mine, err := pg.Provision(ctx, admin, name, "a")
	if err != nil {
		t.Fatal(err)
	}
	theirs, err := pg.Provision(ctx, admin, other, "b")
	if err != nil {
		t.Fatal(err)
	}
	url, err := pg.At(mine.AppURL, "", "", theirs.Name)
	if err != nil {
		t.Fatal(err)
	}
	if c, err := pgx.Connect(ctx, url); pg.Code(err) != "42501" {
		if err == nil {
			_ = c.Close(ctx)
		}
		t.Fatalf("got %v", err)
	}
}

func TestANameThatCouldBeSQLIsRefused(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"", "Shifts", "shifts; drop", "1shifts", "a-b"} {
		if _, err := pg.Provision(t.Context(), "postgres://nobody@127.0.0.1:1/x", name, "p"); err == nil {
			t.Errorf("%q was taken", name)
		}
	}
}

func TestAMigrationWaitsForALockWithoutHoldingUpOthers(t *testing.T) {
	t.Parallel()
	db := testkit.Database(t, "pg", migrate)
	busy := connect(t, db.OwnerURL)
	tx, err := busy.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tx.Exec(t.Context(), "lock table places in access share mode"); err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() {
		done <- pg.Migrate(context.Background(), db.OwnerURL, pg.Migrations{Name: "places", FS: fstest.MapFS{
			"00001_places.sql": places.FS.(fstest.MapFS)["migrations/00001_places.sql"],
			"00002_name.sql":   {Data: []byte("-- +goose Up\nalter table places add column name text not null default '';")},
		}})
	}()
	// The migration has given up its place in the queue at least once when a reader gets through.
	testkit.Await(t, within, "the migration is waiting", func() bool {
		var waiting bool
		err := db.Pool.QueryRow(t.Context(), "select exists (select from pg_locks where not granted and relation = 'places'::regclass)").Scan(&waiting)
		return err == nil && waiting
	})
	testkit.Await(t, within, "a reader gets through", func() bool {
		var n int
		return db.Pool.QueryRow(t.Context(), "select count(*) from places").Scan(&n) == nil
	})
	if err := tx.Rollback(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := <-done; err != nil {
		t.Fatal(err)
	}
}

func TestAnAddressCanBeAURLOrAListOfWords(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ in, user, password, db, want string }{
		{"postgres://a:b@h:1/x?sslmode=disable", "u", "p@/", "y", "postgres://u:p%40%2F@h:1/y?sslmode=disable"},
		{"postgres://postgres@/postgres?host=%2Ftmp%2Fs&port=5432", "u", "p", "y", "postgres://u:p@/y?host=%2Ftmp%2Fs&port=5432"},
		{"postgres://a:b@h:1/x", "", "", "y", "postgres://a:b@h:1/y"},
		{"host=/tmp user=a dbname=x", "u", `it's`, "y", `host=/tmp user=a dbname=x user='u' password='it\'s' dbname='y'`},
	} {
		got, err := pg.At(c.in, c.user, c.password, c.db)
		if err != nil || got != c.want {
			t.Errorf("got %s, want %s (%v)", got, c.want, err)
		}
		if _, err := pgx.ParseConfig(got); err != nil {
			t.Errorf("%s: %v", got, err)
		}
	}
}

func connect(t *testing.T, url string) *pgx.Conn {
	t.Helper()
	c, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close(context.Background()) })
	return c
}
