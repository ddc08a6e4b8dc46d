package bus

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/muster-ics/muster/pkg/inbox"
)

// deadLetters keeps messages that nobody can handle. *inbox.DeadLetters is the real one.
type deadLetters interface {
	Put(ctx context.Context, l inbox.DeadLetter) error
}

var errNoDeadLetters = errors.New("a consumer needs dead letters: without them a message that nobody can handle would be lost")

// quarantine decides what becomes of a message that failed.
type quarantine struct {
	durable string
	letters deadLetters
	log     *slog.Logger
}

// final says that no further try is to be made.
func (q quarantine) final(r receipt, err error) bool {
	if errors.Is(err, context.Canceled) {
		// Something is being shut down around the handler; the message is healthy (watermill#446).
		return false
	}
	return isPermanent(err) || r.tries >= maxTries
}

// put keeps the message. Only after it has returned nil may the message be acknowledged.
func (q quarantine) put(ctx context.Context, r receipt, cause error) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), putTimeout)
	defer cancel()
	err := q.letters.Put(ctx, inbox.DeadLetter{
		Consumer: q.durable, Subject: r.msg.Subject(), StreamSeq: r.sequence,
		Headers: r.msg.Headers(), Body: r.msg.Data(), Reason: reasonFor(cause), Tries: r.tries,
	})
	if err != nil {
		return fmt.Errorf("keep dead letter: %w", err)
	}
	q.log.Error("message put aside", "durable", q.durable, "subject", r.msg.Subject(), "sequence", r.sequence, "tries", r.tries, "error", cause)
	return nil
}

const (
	putTimeout = 5 * time.Second
	maxReason  = 2000
)

// reasonFor is the cause as text of bounded length that any database takes.
func reasonFor(cause error) string {
	s := []rune(cause.Error())
	if len(s) > maxReason {
		s = append(s[:maxReason], '…')
	}
	for i, r := range s {
		if r == 0 { // Postgres has no NUL in text.
			s[i] = '�'
		}
	}
	return string(s)
}
