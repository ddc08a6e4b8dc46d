package outbox

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"sync/atomic"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/outbox/internal/sqlcgen"
	"github.com/muster-ics/muster/pkg/pg"
)

// Idempotency is what makes a repeated request recognisable: the principal and operation, the client's key and a hash
// of the request, so that the same key with another body can be told apart.
type Idempotency struct {
	Scope, Key  string
	RequestHash []byte
}

// StoredResponse is the answer that a repeated request gets.
type StoredResponse struct {
	Status  int
	Headers http.Header
	Body    []byte
}

// CodeInFlightOrDone is the fault's code when a key was used before: the first request is still running, or has
// finished since this one looked.
const CodeInFlightOrDone = "in_flight_or_done"

type idempotencyKey struct{}

// claim is an Idempotency on its way into the database; it is written once per request.
type claim struct {
	Idempotency
	done atomic.Bool
}

// WithIdempotency has the next InTx write the row of this request in its own transaction.
func WithIdempotency(ctx context.Context, i Idempotency) context.Context {
	return context.WithValue(ctx, idempotencyKey{}, &claim{Idempotency: i})
}

// IdempotencyFrom gives the Idempotency of ctx that has not been written yet, for stores that write it in a statement of
// their own; they call IdempotencyWritten once that has committed.
func IdempotencyFrom(ctx context.Context) (Idempotency, bool) {
	if c := pending(ctx); c != nil {
		return c.Idempotency, true
	}
	return Idempotency{}, false
}

// IdempotencyWritten says that the row of ctx's Idempotency has committed.
func IdempotencyWritten(ctx context.Context) { pending(ctx).written() }

// ErrInFlightOrDone is the fault for a key that was used before.
func ErrInFlightOrDone() error {
	return fault.New(fault.Conflict, CodeInFlightOrDone, "This request is being handled or has been. Look at its result, or send it again with the same Idempotency-Key in a moment.")
}

func withoutIdempotency(ctx context.Context) context.Context {
	return context.WithValue(ctx, idempotencyKey{}, (*claim)(nil))
}

func pending(ctx context.Context) *claim {
	c, _ := ctx.Value(idempotencyKey{}).(*claim)
	if c == nil || c.done.Load() {
		return nil
	}
	return c
}

func (c *claim) written() {
	if c != nil {
		c.done.Store(true)
	}
}

// write inserts the row. A twin that is still in its transaction makes it wait for lock_timeout at most.
func (c *claim) write(ctx context.Context, tx pgx.Tx) error {
	if c == nil {
		return nil
	}
	n, err := sqlcgen.New(tx).ClaimIdempotency(ctx, sqlcgen.ClaimIdempotencyParams{Scope: c.Scope, Key: c.Key, RequestHash: c.RequestHash})
	if pg.IsLockTimeout(err) || (err == nil && n == 0) {
		return ErrInFlightOrDone()
	}
	if err != nil {
		return fmt.Errorf("write the idempotency key: %w", err)
	}
	return nil
}

// LookupIdempotency tells whether a key was used, with which request, and with what answer; the answer is nil while the
// first request is being handled.
func LookupIdempotency(ctx context.Context, pool *pgxpool.Pool, scope, key string) (found bool, hash []byte, stored *StoredResponse, err error) {
	row, err := sqlcgen.New(pool).LookupIdempotency(ctx, sqlcgen.LookupIdempotencyParams{Scope: scope, Key: key})
	if errors.Is(err, pgx.ErrNoRows) {
		return false, nil, nil, nil
	}
	if err != nil {
		return false, nil, nil, fmt.Errorf("look up an idempotency key: %w", err)
	}
	if !row.Status.Valid {
		return true, row.RequestHash, nil, nil
	}
	stored = &StoredResponse{Status: int(row.Status.Int32), Body: row.Body}
	if len(row.Headers) > 0 {
		if err := json.NewDecoder(bytes.NewReader(row.Headers)).Decode(&stored.Headers); err != nil {
			return false, nil, nil, fmt.Errorf("read a stored answer: %w", err)
		}
	}
	return true, row.RequestHash, stored, nil
}

// SaveIdempotencyResponse keeps the answer of a request, also of one that changed nothing and so wrote no row. The first
// answer stands.
func SaveIdempotencyResponse(ctx context.Context, pool *pgxpool.Pool, scope, key string, hash []byte, r StoredResponse) error {
	headers, err := json.Marshal(r.Headers)
	if err != nil {
		return fmt.Errorf("encode the headers of an answer: %w", err)
	}
	err = pg.InTx(ctx, pool, func(tx pgx.Tx) error {
		// That the request was carried out stands in the row which its change has committed. A crash that takes the answer
		// back leaves a repeat with "already done".
		if err := pg.Unsynced(ctx, tx); err != nil {
			return err
		}
		return sqlcgen.New(pg.Later(tx, nil)).SaveIdempotency(ctx, sqlcgen.SaveIdempotencyParams{
			Scope: scope, Key: key, RequestHash: hash, Status: int32(r.Status), Headers: headers, Body: r.Body,
		})
	})
	if err != nil {
		return fmt.Errorf("keep the answer to an idempotency key: %w", err)
	}
	return nil
}
