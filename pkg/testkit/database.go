package testkit

import (
	"context"
	"fmt"
	"os"
	"reflect"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/pg"
)

// DB is one service's own database for one test.
type DB struct {
	// Pool is the app role's; OwnerURL and AppURL are for a second process.
	Pool             *pgxpool.Pool
	OwnerURL, AppURL string
}

// Database makes a database with the service's roles, migrated. It comes from MUSTER_TEST_PG, else a container, else
// local binaries; when none is there the test fails with what to install. Servers are shared by a test binary,
// databases are copied from a migrated template, so a test pays some 50 ms.
func Database(t testing.TB, service string, migrate func(ctx context.Context, ownerURL string) error) *DB {
	t.Helper()
	return database(t, service, migrate, 8)
}

func database(t testing.TB, service string, migrate func(ctx context.Context, ownerURL string) error, conns int32) *DB {
	t.Helper()
	admin, err := server()
	if err != nil {
		t.Fatalf("no Postgres for tests: %v", err)
	}
	base, err := templateOf(service, migrate)()
	if err != nil {
		t.Fatalf("database of %s: %v", service, err)
	}
	db, name, err := base.copy(t.Context(), admin)
	if err != nil {
		t.Fatalf("database of %s: %v", service, err)
	}
	t.Cleanup(func() {
		ctx, cancel := cleanup()
		defer cancel()
		if err := run(ctx, admin, "drop database if exists "+quoted(name)+" with (force)"); err != nil {
			t.Errorf("drop the test's database: %v", err)
		}
	})
	db.Pool, err = pg.Open(t.Context(), pg.Config{URL: db.AppURL, MaxConns: conns, AppName: "test"})
	if err != nil {
		t.Fatalf("database of %s: %v", service, err)
	}
	t.Cleanup(db.Pool.Close)
	return db
}

// template is a migrated database with its roles; nobody connects to it once it is made.
type template struct {
	pg.Database
	app, owner string
	copies     *atomic.Int64
}

type templateKey struct {
	service string
	migrate uintptr
}

var (
	templatesMu sync.Mutex
	templates   = map[templateKey]func() (template, error){}
)

// runName begins the names of this run's databases and roles with the time, so that a later run can tell the old ones.
var runName = sync.OnceValue(func() string {
	return "t" + strconv.FormatInt(clock.System().Now().Unix(), 10) + "p" + strconv.Itoa(os.Getpid())
})

func templateOf(service string, migrate func(context.Context, string) error) func() (template, error) {
	key := templateKey{service: service, migrate: reflect.ValueOf(migrate).Pointer()}
	templatesMu.Lock()
	defer templatesMu.Unlock()
	if templates[key] == nil {
		name := runName() + "n" + strconv.Itoa(len(templates)) + "_" + service
		templates[key] = sync.OnceValues(func() (template, error) { return makeTemplate(name, migrate) })
	}
	return templates[key]
}

func makeTemplate(name string, migrate func(context.Context, string) error) (template, error) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	admin, err := server()
	if err != nil {
		return template{}, err
	}
	db, err := pg.Provision(ctx, admin, name, "test")
	if err != nil {
		return template{}, err
	}
	if migrate != nil {
		if err := migrate(ctx, db.OwnerURL); err != nil {
			return template{}, err
		}
	}
	return template{Database: db, app: db.Name, owner: db.Name + "_owner", copies: new(atomic.Int64)}, nil
}

// copy makes a database from the template. What is granted inside comes along; who may connect does not.
func (b template) copy(ctx context.Context, admin string) (*DB, string, error) {
	name := b.Name + "_" + strconv.FormatInt(b.copies.Add(1), 10)
	create := fmt.Sprintf("create database %s template %s owner %s", quoted(name), quoted(b.Name), quoted(b.owner))
	err := run(ctx, admin, create)
	// A connection of the migration may take a moment to leave the template.
	for pg.Code(err) == "55006" && ctx.Err() == nil {
		err = run(ctx, admin, create)
	}
	if err != nil {
		return nil, "", fmt.Errorf("copy the template: %w", err)
	}
	db := &DB{}
	if db.OwnerURL, err = pg.At(admin, b.owner, "test", name); err != nil {
		return nil, "", err
	}
	db.AppURL, err = pg.At(admin, b.app, "test", name)
	return db, name, err
}

func run(ctx context.Context, admin, sql string) error {
	c, err := pgx.Connect(ctx, admin)
	if err != nil {
		return err
	}
	defer func() { _ = c.Close(context.WithoutCancel(ctx)) }()
	_, err = c.Exec(ctx, sql)
	return err
}

func quoted(name string) string {
	return pgx.Identifier{name}.Sanitize()
}

// sweepDatabases drops what runs of more than an hour ago left on a lasting server, because they were killed or because
// templates live as long as their run.
func sweepDatabases(ctx context.Context, admin string) error {
	c, err := pgx.Connect(ctx, admin)
	if err != nil {
		return fmt.Errorf("MUSTER_TEST_PG: %w", err)
	}
	defer func() { _ = c.Close(ctx) }()
	for _, what := range []struct{ list, drop string }{
		{`select datname from pg_database where datname like 'muster\_t%p%n%\_%'`, "drop database if exists %s with (force)"},
		{`select rolname from pg_roles where rolname like 'muster\_t%p%n%\_%'`, "drop role if exists %s"},
	} {
		rows, err := c.Query(ctx, what.list)
		if err != nil {
			return err
		}
		names, err := pgx.CollectRows(rows, pgx.RowTo[string])
		if err != nil {
			return err
		}
		for _, n := range names {
			if madeBefore(n, clock.System().Now().Add(-time.Hour)) {
				// Another run may be sweeping too; whoever comes second finds nothing.
				_, _ = c.Exec(ctx, fmt.Sprintf(what.drop, quoted(n)))
			}
		}
	}
	return nil
}

func madeBefore(name string, limit time.Time) bool {
	stamp, _, found := strings.Cut(strings.TrimPrefix(name, "muster_t"), "p")
	seconds, err := strconv.ParseInt(stamp, 10, 64)
	return found && err == nil && time.Unix(seconds, 0).Before(limit)
}

// Server gives the administrator's address of the test binary's Postgres and a service name that no other test has, for
// tests that make databases and roles themselves. Both are dropped when the test ends.
func Server(t testing.TB) (adminURL, service string) {
	t.Helper()
	admin, err := server()
	if err != nil {
		t.Fatalf("no Postgres for tests: %v", err)
	}
	service = runName() + "n" + strconv.FormatInt(serverNames.Add(1), 10) + "_own"
	t.Cleanup(func() {
		ctx, cancel := cleanup()
		defer cancel()
		name := "muster_" + service
		for _, sql := range []string{"drop database if exists " + quoted(name) + " with (force)", "drop role if exists " + quoted(name), "drop role if exists " + quoted(name+"_owner")} {
			if err := run(ctx, admin, sql); err != nil {
				t.Errorf("%s: %v", sql, err)
			}
		}
	})
	return admin, service
}

var serverNames atomic.Int64
