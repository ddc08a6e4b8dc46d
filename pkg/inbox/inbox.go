// Package inbox makes the effect of an event happen once, and keeps the messages that nobody could read.
package inbox

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/muster-ics/muster/pkg/pg"
)

// Migrations makes inbox and inbox_dead.
var Migrations pg.Migrations

// Once records, in the transaction of the effect, that consumer has handled eventID. It is false when it already had,
// and then the caller changes nothing.
func Once(ctx context.Context, tx pgx.Tx, consumer, eventID string) (first bool, err error) {
	panic("being written")
}

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
type DeadLetters struct{}

// NewDeadLetters makes the quarantine over the service's pool.
func NewDeadLetters(pool *pgxpool.Pool) *DeadLetters { panic("being written") }

// Put keeps a dead letter.
func (d *DeadLetters) Put(ctx context.Context, l DeadLetter) error { panic("being written") }

// List gives the letters not yet redriven, oldest first.
func (d *DeadLetters) List(ctx context.Context, limit int) ([]DeadLetter, error) {
	panic("being written")
}

// MarkRedriven notes that a letter was sent again.
func (d *DeadLetters) MarkRedriven(ctx context.Context, id int64) error { panic("being written") }
