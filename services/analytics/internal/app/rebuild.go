package app

import (
	"context"
	"time"

	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/services/analytics/internal/fact"
)

// Span is what was read of one producer's stream.
type Span struct {
	Producer string
	// First and Last are the first and last places that the stream had when it was read.
	First, Last int64
	// Floor is a place up to which the live projection had surely applied everything before its rows were read.
	Floor int64
}

// Message is one message of a producer's stream, unread.
type Message struct {
	Producer, Subject string
	Sequence          int64
	Data              []byte
}

// Streams are where a rebuild reads.
type Streams interface {
	// Spans says, for each producer, what its stream has and how far the live projection has applied it.
	Spans(ctx context.Context) ([]Span, error)
	// Read gives every message of every stream, from the first to what was last when it was called. progress is told places
	// read and places in all.
	Read(ctx context.Context, take func(Message) error, progress func(done, last uint64)) error
	// Open reads a message. ok is false for what says nothing of what is measured, and for what cannot be read: that is put
	// aside in life too.
	Open(m Message) (h Heard, ok bool)
}

// Row is one thing at one version, as it is kept.
type Row struct {
	fact.Key
	Producer string
	Version  int64
	// Sequence is the place in the stream from which it comes.
	Sequence int64
	Body     []byte
}

// Twin is a second projection, beside the live one and empty at first. The live rows are seen as they were when it was opened.
type Twin interface {
	// Keep adds rows. Of several of one thing the newest version counts, and of equal ones the first in the stream.
	Keep(ctx context.Context, rows []Heard) error
	// Finish says that the twin is whole; until then it replaces nothing.
	Finish(ctx context.Context, spans []Span, newest map[string]time.Time) error
	// Pairs gives live and rebuilt row of each thing, in canonical order; nil where one has none. progress is told things
	// compared and things in all.
	Pairs(ctx context.Context, each func(live, rebuilt *Row), progress func(done, last uint64)) error
	// Close gives the twin free for the next.
	Close()
}

// Stages of a rebuild, in their order.
const (
	StageRead    = "reading the streams"
	StageCompare = "comparing with the live rows"
	// StageMoved is left out when nothing has moved since the rebuild began.
	StageMoved = "reading again what moved meanwhile"
)

// Rebuilt is what a rebuild has found.
type Rebuilt struct {
	// Events is how many messages told of what is measured.
	Events uint64
	// LiveHash and RebuiltHash are the SHA-256 over the rows, in hex, at one point of the history.
	LiveHash, RebuiltHash string
	// Differences counts the things that differ, and First says in words how the first of them does.
	Differences int
	First       string
	// Replayed is how long reading, folding and writing took; Database is how much of it was spent in the database, most of
	// it while reading went on.
	Replayed, Database time.Duration
}

// Rebuild folds the streams anew into the twin and compares it with the live rows. Memory is bounded: what is held of the
// streams at a time is a chunk of some megabytes, and beside it the keys of what moves meanwhile.
func Rebuild(ctx context.Context, s Streams, t Twin, spans []Span, machine clock.Clock, progress func(stage string, done, last uint64)) (r Rebuilt, err error) {
	told := func(stage string) func(done, last uint64) {
		return func(done, last uint64) {
			if progress != nil {
				progress(stage, done, last)
			}
		}
	}
	begun := machine.Now()
	fold := newRefold(s, t, machine)
	if err := fold.run(ctx, told(StageRead)); err != nil {
		return r, err
	}
	if len(fold.doubtful) > 0 {
		if err := fold.again(ctx, told(StageMoved)); err != nil {
			return r, err
		}
	}
	finishing := machine.Now()
	if err := t.Finish(ctx, spans, fold.newest); err != nil {
		return r, err
	}
	fold.database += machine.Now().Sub(finishing)
	r.Events, r.Replayed, r.Database = fold.events, machine.Now().Sub(begun), fold.database
	c := newComparison(spans, nil)
	if err := t.Pairs(ctx, c.take, told(StageCompare)); err != nil {
		return r, err
	}
	if len(c.moved) > 0 {
		points, err := pointsOf(ctx, s, c.moved, c.floors, told(StageMoved))
		if err != nil {
			return r, err
		}
		c = newComparison(spans, points)
		if err := t.Pairs(ctx, c.take, told(StageCompare)); err != nil {
			return r, err
		}
	}
	r.LiveHash, r.RebuiltHash, r.Differences, r.First = c.live.Sum(), c.rebuilt.Sum(), c.differences, c.first
	return r, nil
}
