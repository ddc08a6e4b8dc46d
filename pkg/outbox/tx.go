package outbox

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/muster-ics/muster/pkg/outbox/internal/sqlcgen"
	"github.com/muster-ics/muster/pkg/pg"
)

// Tx is a transaction that remembers the events recorded in it.
type Tx struct {
	pgx.Tx
	recorded []Row
}

// Record writes the outbox row and the audit row of each change, at the latest with the commit, whose error tells when it
// could not be done. A second event for one aggregate version is refused
// by the table: (40001), since it means that two writers raced, and InTx runs the transaction again.
func (t *Tx) Record(ctx context.Context, changes ...Change) error {
	rows := make([]Row, len(changes))
	params := make([]sqlcgen.RecordParams, len(changes))
	for i, c := range changes {
		r, err := Prepare(ctx, c)
		if err != nil {
			return err
		}
		rows[i] = r
		params[i] = sqlcgen.RecordParams{
			EventID: r.EventID, Entity: r.Entity, Aggregate: r.Aggregate, Version: r.Version, Type: r.Type,
			Subject: r.Subject, Body: r.Body, Action: r.Action, Actor: r.Actor, OnBehalfOf: r.OnBehalfOf,
			Reason: r.Reason, RequestID: r.RequestID, BeforeHash: r.BeforeHash, AfterHash: r.AfterHash,
		}
	}
	for i, p := range params {
		at := rows[i]
		later := pg.Later(t.Tx, func(err error) error { return notRecorded(at, err) })
		if err := sqlcgen.New(later).Record(ctx, []sqlcgen.RecordParams{p}).Close(); err != nil {
			return err
		}
	}
	t.recorded = append(t.recorded, rows...)
	return nil
}

// notRecorded names the row, and says of a version that is there already that a race was lost.
func notRecorded(r Row, err error) error {
	err = fmt.Errorf("record %s version %d: %w", r.Type, r.Version, err)
	if pg.IsUnique(err, "outbox_version") || pg.IsUnique(err, "audit_version") {
		return pg.RaceLost(err)
	}
	return err
}

// Later puts off statements whose results nobody needs to see, until the next statement of the transaction or its commit
// takes them along; see pg.Later.
func (t *Tx) Later() pg.Deferred { return pg.Later(t.Tx, nil) }

// InTx runs fn in a transaction (with pg.InTx's retries), commits, and then offers what fn recorded to the publisher.
// A failure to publish is not an error: the row is there and the sweep sends it. When ctx carries an Idempotency that is
// not written yet, its row is written first; a key that somebody else has used is a fault of kind Conflict.
func (o *Outbox) InTx(ctx context.Context, fn func(*Tx) error) error {
	claim := pending(ctx)
	var tx *Tx
	err := pg.InTx(ctx, o.pool, func(t pgx.Tx) error {
		tx = &Tx{Tx: t}
		if err := claim.write(ctx, t); err != nil {
			return err
		}
		return fn(tx)
	})
	if err != nil {
		return err
	}
	claim.written()
	for _, r := range tx.recorded {
		o.opt.Committed(r.Envelope)
	}
	for _, r := range tx.recorded {
		o.offer(ctx, r.Envelope, r.Body)
	}
	return nil
}
