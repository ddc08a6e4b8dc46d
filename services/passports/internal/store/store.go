// Package store keeps passports, clearances and the vault in Postgres. Each change is one transaction with its events and
// audit rows.
package store

import (
	"context"
	"embed"
	"errors"
	"io/fs"
	"sync"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/lineage"
	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/pkg/pg"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/store/sqlcgen"
	"github.com/muster-ics/muster/services/passports/internal/vault"
)

//go:embed migrations/*.sql
var embedded embed.FS

// Migrations makes the service's tables. The outbox's and the inbox's come before it.
var Migrations = pg.Migrations{Name: "passports", FS: migrations()}

func migrations() fs.FS {
	sub, err := fs.Sub(embedded, "migrations")
	if err != nil {
		return embedded
	}
	return sub
}

// Store implements the ports of app.
type Store struct {
	pool   *pgxpool.Pool
	outbox *outbox.Outbox
	keys   *vault.Keyring
	// indexKeys are the employers' index keys that were read, by employer.
	indexKeys sync.Map
	// heirs is who has followed whom, judged by clock.
	heirs *lineage.Keeper
	clock clock.Clock
}

// New makes a store over the service's pool.
func New(pool *pgxpool.Pool, out *outbox.Outbox, keys *vault.Keyring) *Store {
	return &Store{pool: pool, outbox: out, keys: keys, clock: clock.System()}
}

// Following lets the store read rows under every code that stands for an employer by a clock, and gives it back.
func (s *Store) Following(heirs *lineage.Keeper, c clock.Clock) *Store {
	s.heirs, s.clock = heirs, c
	return s
}

var (
	_ app.Workers     = (*Store)(nil)
	_ app.Clearances  = (*Store)(nil)
	_ app.Credentials = (*Store)(nil)
	_ app.IssuerKeys  = (*Store)(nil)
	_ app.Lists       = (*Store)(nil)
	_ app.Dues        = (*Store)(nil)
)

func (s *Store) read() *sqlcgen.Queries { return sqlcgen.New(s.pool) }

func record(ctx context.Context, tx *outbox.Tx, facts []app.Fact) error {
	changes := make([]outbox.Change, len(facts))
	for i, f := range facts {
		changes[i] = outbox.Change{Event: f.Event, Trail: outbox.Trail{
			Actor: f.By.Actor, OnBehalfOf: f.By.OnBehalfOf, Action: f.Action, Reason: f.Reason, RequestID: f.By.RequestID,
			Before: f.Before, After: f.After,
		}}
	}
	return tx.Record(ctx, changes...)
}

// absent turns pgx's "no rows" into the port's own error.
func absent(err, as error) error {
	if errors.Is(err, pgx.ErrNoRows) {
		return as
	}
	return err
}
