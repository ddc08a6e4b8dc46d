// Package pg opens Postgres, runs transactions and migrations, and names the errors that constraints raise.
package pg

import (
	"context"
	"io/fs"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// Config says how to reach one service's database as its application role.
type Config struct {
	// URL is a postgres:// address or a key=value string.
	URL string
	// MaxConns is the size of the pool: 24 to 32 for shifts, 8 elsewhere.
	MaxConns int32
	// AppName shows in pg_stat_activity.
	AppName string
}

// Open makes a pool and checks that the database answers.
func Open(ctx context.Context, cfg Config) (*pgxpool.Pool, error) { panic("being written") }

// InTx runs fn in a transaction and commits. On 40001 and 40P01 the whole of fn runs again, up to five times with
// jitter, so fn must have no effect outside the transaction.
func InTx(ctx context.Context, pool *pgxpool.Pool, fn func(pgx.Tx) error) error {
	panic("being written")
}

// Migrations is one numbered set of goose migrations with a version table of its own (goose_<Name>).
type Migrations struct {
	Name string
	FS   fs.FS
}

// Migrate applies the sets in order as the owner role. Replicas that start together wait for each other.
func Migrate(ctx context.Context, ownerURL string, sets ...Migrations) error { panic("being written") }

// Database is one service's database with its two roles.
type Database struct {
	Name string
	// OwnerURL migrates; AppURL serves. The app role owns nothing and bypasses nothing.
	OwnerURL, AppURL string
}

// Provision makes database muster_<service>, its owner role muster_<service>_owner and its app role muster_<service>
// when they are missing, with default privileges so that the app role may use, and not change, what the owner makes.
func Provision(ctx context.Context, adminURL, service, password string) (Database, error) {
	panic("being written")
}

// IsUnique tells whether err is a violation of the named unique constraint or index; empty means any.
func IsUnique(err error, constraint string) bool { panic("being written") }

// IsExclusion tells whether err is a violation of the named exclusion constraint; empty means any.
func IsExclusion(err error, constraint string) bool { panic("being written") }

// IsCheck tells whether err is a violation of the named check constraint; empty means any.
func IsCheck(err error, constraint string) bool { panic("being written") }
