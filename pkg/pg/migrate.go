package pg

import (
	"context"
	"fmt"
	"io/fs"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

// Migrations is one numbered set of goose migrations with a version table of its own (goose_<Name>).
type Migrations struct {
	Name string
	// FS has the .sql files at its root or in the folder "migrations".
	FS fs.FS
}

// Migrate applies the sets in order as the owner role. Sets only go forward: none has a way down, and a mistake is mended by
// the next migration. Replicas that start together wait for each other. A migration
// that cannot get its lock within a second gives way to the running service and tries again, up to a minute.
func Migrate(ctx context.Context, ownerURL string, sets ...Migrations) error {
	cfg, err := pgx.ParseConfig(ownerURL)
	if err != nil {
		return fmt.Errorf("read the owner's database address: %w", err)
	}
	cfg.RuntimeParams["lock_timeout"] = "1s"
	cfg.RuntimeParams["timezone"] = "UTC"
	for _, s := range sets {
		err := migrate(ctx, cfg, s)
		for try := 1; IsLockTimeout(err) && try < 60; try++ {
			err = migrate(ctx, cfg, s)
		}
		if err != nil {
			return fmt.Errorf("migrate %s: %w", s.Name, err)
		}
	}
	return nil
}

func migrate(ctx context.Context, cfg *pgx.ConnConfig, s Migrations) error {
	files, err := sqlFolder(s.FS)
	if err != nil {
		return err
	}
	locker, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(1, 120))
	if err != nil {
		return err
	}
	db := stdlib.OpenDB(*cfg)
	defer func() { _ = db.Close() }()
	p, err := goose.NewProvider(goose.DialectPostgres, db, files, goose.WithSessionLocker(locker),
		goose.WithTableName("goose_"+s.Name), goose.WithDisableGlobalRegistry(true), goose.WithSlog(quiet))
	if err != nil {
		return err
	}
	_, err = p.Up(ctx)
	return err
}

func sqlFolder(f fs.FS) (fs.FS, error) {
	at, err := fs.Glob(f, "*.sql")
	if err != nil || len(at) > 0 {
		return f, err
	}
	return fs.Sub(f, "migrations")
}
