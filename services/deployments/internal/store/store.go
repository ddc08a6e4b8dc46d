// Package store keeps employers, sites, agreements and deployments in Postgres. Every change is one transaction with its
// event and its audit row.
package store

import (
	"context"
	"embed"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/otelx"
	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/pkg/pg"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/store/sqlcgen"
)

//go:embed migrations/*.sql
var files embed.FS

// Migrations makes the service's own tables; those of outbox and inbox come first.
var Migrations = pg.Migrations{Name: "deployments", FS: files}

// Store is the service's database.
type Store struct {
	pool *pgxpool.Pool
	out  *outbox.Outbox
}

// New makes a store that tells through out.
func New(pool *pgxpool.Pool, out *outbox.Outbox) *Store { return &Store{pool: pool, out: out} }

// Employers is the register of employers.
func (s *Store) Employers() app.Employers { return employers{s} }

// Sites is the register of sites.
func (s *Store) Sites() app.Sites { return sites{s} }

// Agreements is the agreements.
func (s *Store) Agreements() app.Agreements { return agreements{s} }

// Deployments is the answers to bookings.
func (s *Store) Deployments() app.Deployments { return deployments{s} }

func (s *Store) read() *sqlcgen.Queries { return sqlcgen.New(s.pool) }

// write runs fn in a transaction whose events are told after commit.
func (s *Store) write(ctx context.Context, fn func(tx *outbox.Tx, q *sqlcgen.Queries) error) error {
	return s.out.InTx(ctx, func(tx *outbox.Tx) error { return fn(tx, sqlcgen.New(tx)) })
}

func tell(ctx context.Context, tx *outbox.Tx, t app.Told) error {
	env, err := events.New(t.Event, events.Meta{
		ID: id.New().String(), Time: t.At, ICS: t.ICS, ODS: t.ODS, AggregateID: t.Aggregate, AggregateVersion: t.Version,
		CausationID: t.Trail.Cause, Actor: t.Trail.Actor, TraceParent: otelx.TraceParent(ctx),
	})
	if err != nil {
		return err
	}
	return tx.Record(ctx, outbox.Change{Event: env, Trail: outbox.Trail{
		Actor: t.Trail.Actor, OnBehalfOf: t.Trail.OnBehalfOf, Action: t.Trail.Action, Reason: t.Trail.Reason,
		RequestID: t.Trail.RequestID, Before: t.Trail.Before, After: t.Trail.After,
	}})
}

func absent(err error) error {
	if errors.Is(err, pgx.ErrNoRows) {
		return app.ErrAbsent
	}
	return err
}

func utc(t *time.Time) *time.Time {
	if t == nil {
		return nil
	}
	u := t.UTC()
	return &u
}

func optional(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
