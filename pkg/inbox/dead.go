package inbox

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/inbox/internal/sqlcgen"
)

// DeadLetter is a message that was put aside instead of lost.
type DeadLetter struct {
	ID        int64
	Consumer  string
	Subject   string
	StreamSeq uint64
	Headers   map[string][]string
	Body      []byte
	Reason    string
	Tries     int
	At        time.Time
	Redriven  *time.Time
}

// DeadLetters is the quarantine table of one service.
type DeadLetters struct{ q *sqlcgen.Queries }

// NewDeadLetters makes the quarantine over the service's pool.
func NewDeadLetters(pool *pgxpool.Pool) *DeadLetters { return &DeadLetters{q: sqlcgen.New(pool)} }

// Put keeps a dead letter. ID, At and Redriven are the table's to set.
func (d *DeadLetters) Put(ctx context.Context, l DeadLetter) error {
	headers := l.Headers
	if headers == nil {
		headers = map[string][]string{}
	}
	h, err := json.Marshal(headers)
	if err != nil {
		return fmt.Errorf("encode the headers of a dead letter: %w", err)
	}
	body := l.Body
	if body == nil {
		body = []byte{}
	}
	err = d.q.PutDead(ctx, sqlcgen.PutDeadParams{
		Consumer: clean(l.Consumer), Subject: clean(l.Subject), StreamSeq: int64(l.StreamSeq), Headers: escapeNUL(h), Body: body,
		Reason: clean(l.Reason), Tries: int32(l.Tries),
	})
	if err != nil {
		return fmt.Errorf("put aside a message: %w", err)
	}
	return nil
}

// List gives the letters not yet redriven, oldest first.
func (d *DeadLetters) List(ctx context.Context, limit int) ([]DeadLetter, error) {
	rows, err := d.q.ListDead(ctx, int32(limit))
	if err != nil {
		return nil, fmt.Errorf("list dead letters: %w", err)
	}
	out := make([]DeadLetter, len(rows))
	for i, r := range rows {
		out[i] = DeadLetter{
			ID: r.ID, Consumer: r.Consumer, Subject: r.Subject, StreamSeq: uint64(r.StreamSeq), Body: r.Body,
			Reason: r.Reason, Tries: int(r.Tries), At: r.At, Redriven: r.RedrivenAt,
		}
		if err := json.Unmarshal(r.Headers, &out[i].Headers); err != nil {
			return nil, fmt.Errorf("read the headers of dead letter %d: %w", r.ID, err)
		}
	}
	return out, nil
}

// Count gives how many letters wait to be redriven; an alarm stands on it.
func (d *DeadLetters) Count(ctx context.Context) (int, error) {
	n, err := d.q.CountDead(ctx)
	if err != nil {
		return 0, fmt.Errorf("count dead letters: %w", err)
	}
	return int(n), nil
}

// MarkRedriven notes that a letter was sent again. A letter that is not waiting is a fault of kind NotFound.
func (d *DeadLetters) MarkRedriven(ctx context.Context, id int64) error {
	n, err := d.q.MarkRedriven(ctx, id)
	if err != nil {
		return fmt.Errorf("mark dead letter %d: %w", id, err)
	}
	if n == 0 {
		return fault.New(fault.NotFound, "dead_letter_not_waiting", "No dead letter %d is waiting. List the dead letters to see which are.", id)
	}
	return nil
}
