package outbox

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/outbox/internal/sqlcgen"
)

// Place is where a reader of the history stands. The zero value is its beginning.
type Place struct {
	At time.Time `json:"at"`
	ID id.ID     `json:"id"`
}

// History gives at most limit encoded envelopes after the place, oldest first, as they were or will be sent, and the place
// of the last. A transaction that was slow to commit may write behind a place that was already given out: who must have
// every event reads on for as long as a statement may take, or compares versions, which have no gaps.
func History(ctx context.Context, pool *pgxpool.Pool, after Place, limit int) ([][]byte, Place, error) {
	rows, err := sqlcgen.New(pool).History(ctx, sqlcgen.HistoryParams{AfterAt: after.At, AfterID: after.ID, AtMost: int32(limit)})
	if err != nil {
		return nil, after, fmt.Errorf("read the history: %w", err)
	}
	bodies := make([][]byte, len(rows))
	for i, r := range rows {
		bodies[i], after = r.Body, Place{At: r.CreatedAt, ID: r.EventID}
	}
	return bodies, after, nil
}
