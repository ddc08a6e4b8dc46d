package app

import (
	"bytes"
	"context"
	"runtime"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/services/analytics/internal/fact"
)

// A chunk is what a rebuild holds of the streams: so much of messages, or so many things. Three are in memory at a time: one
// is gathered, one is read and one is written.
const (
	chunkBytes  = 32 << 20
	chunkThings = 40_000
)

// kindOf is what each event that is heard tells of.
var kindOf = kindsHeard()

func kindsHeard() map[string]fact.Kind {
	kinds := map[string]fact.Kind{}
	heard := map[string]bool{}
	for _, names := range [][]string{ShiftEvents, PassportEvents, DeploymentEvents} {
		for _, name := range names {
			heard[name] = true
		}
	}
	for _, ev := range events.Catalog {
		if !heard[ev.EventName()] {
			continue
		}
		if _, state := stateOf(ev); state != nil {
			kinds[ev.EventName()] = state.Kind()
		}
	}
	return kinds
}

// about is the thing that a message tells of, by its subject alone. ok is false when it is none that is measured.
func (m Message) about() (k fact.Key, ok bool) {
	kind, heard := kindOf[events.NameIn(m.Subject)]
	if !heard {
		return k, false
	}
	return fact.Key{Kind: kind, ID: m.Subject[strings.LastIndexByte(m.Subject, '.')+1:]}, true
}

var versionField, dataField = []byte(`"aggregateversion":`), []byte(`"data":`)

// version is that of the message's aggregate, found without reading the whole. Envelopes have their attributes before
// their data; what has not is read as a whole.
func (m Message) version(s Streams) int64 {
	i := bytes.Index(m.Data, versionField)
	if i < 0 || bytes.Contains(m.Data[:i], dataField) {
		h, _ := s.Open(m)
		return h.Fact.Version
	}
	var v int64
	for _, c := range m.Data[i+len(versionField):] {
		if c < '0' || c > '9' {
			break
		}
		v = v*10 + int64(c-'0')
	}
	return v
}

type held struct {
	message Message
	version int64
	// rivals says that other messages of the chunk tell of the same thing.
	rivals bool
}

// refold keeps the newest message of each thing of a chunk and reads only those: most messages are overtaken before they
// would be read.
type refold struct {
	streams Streams
	twin    Twin
	machine clock.Clock

	chunk map[fact.Key]*held
	size  int
	// events counts what was heard.
	events uint64
	// newest is the time of each producer's newest event, among those that stayed.
	newest map[string]time.Time
	// doubtful are things whose newest message could not be read: another may have to stand in for it.
	doubtful map[fact.Key]struct{}
	database time.Duration
}

func newRefold(s Streams, t Twin, machine clock.Clock) *refold {
	return &refold{streams: s, twin: t, machine: machine, chunk: map[fact.Key]*held{}, newest: map[string]time.Time{}, doubtful: map[fact.Key]struct{}{}}
}

// run reads everything. While a chunk is gathered, the one before it is read and the one before that is written.
func (r *refold) run(ctx context.Context, progress func(done, last uint64)) error {
	full, read := make(chan map[fact.Key]*held), make(chan []Heard)
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error {
		defer close(full)
		if err := r.streams.Read(ctx, func(m Message) error { return r.take(ctx, m, full) }, progress); err != nil {
			return err
		}
		return r.hand(ctx, full)
	})
	group.Go(func() error {
		defer close(read)
		for chunk := range full {
			if err := pass(ctx, read, r.open(chunk)); err != nil {
				return err
			}
		}
		return nil
	})
	group.Go(func() error {
		for rows := range read {
			if err := r.keep(ctx, rows); err != nil {
				return err
			}
		}
		return nil
	})
	return group.Wait()
}

// pass hands x to the next stage.
func pass[T any](ctx context.Context, next chan<- T, x T) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case next <- x:
		return nil
	}
}

func (r *refold) take(ctx context.Context, m Message, full chan<- map[fact.Key]*held) error {
	key, heard := m.about()
	if !heard {
		return nil
	}
	r.events++
	version := m.version(r.streams)
	if h, known := r.chunk[key]; known {
		h.rivals = true
		if h.version < version {
			r.size += len(m.Data) - len(h.message.Data)
			h.message, h.version = m, version
		}
	} else {
		r.chunk[key] = &held{message: m, version: version}
		r.size += len(m.Data)
	}
	if r.size >= chunkBytes || len(r.chunk) >= chunkThings {
		return r.hand(ctx, full)
	}
	return nil
}

func (r *refold) hand(ctx context.Context, full chan<- map[fact.Key]*held) error {
	chunk := r.chunk
	r.chunk, r.size = make(map[fact.Key]*held, len(chunk)), 0
	return pass(ctx, full, chunk)
}

// open reads the messages of a chunk on all cores.
func (r *refold) open(chunk map[fact.Key]*held) []Heard {
	all := make([]Message, 0, len(chunk))
	keys := make([]fact.Key, 0, len(chunk))
	for k, h := range chunk {
		all, keys = append(all, h.message), append(keys, k)
	}
	heard, ok := make([]Heard, len(all)), make([]bool, len(all))
	var readers errgroup.Group
	cores := runtime.GOMAXPROCS(0)
	for c := range cores {
		readers.Go(func() error {
			for i := c; i < len(all); i += cores {
				heard[i], ok[i] = r.streams.Open(all[i])
			}
			return nil
		})
	}
	_ = readers.Wait() // No reader fails.
	rows := heard[:0]
	for i, h := range heard {
		if !ok[i] {
			if chunk[keys[i]].rivals {
				r.doubtful[keys[i]] = struct{}{}
			}
			continue
		}
		rows = append(rows, h)
	}
	return rows
}

// keep gives rows to the twin.
func (r *refold) keep(ctx context.Context, rows []Heard) error {
	for _, h := range rows {
		if h.At.After(r.newest[h.Producer]) {
			r.newest[h.Producer] = h.At
		}
	}
	begun := r.machine.Now()
	defer func() { r.database += r.machine.Now().Sub(begun) }()
	return r.twin.Keep(ctx, rows)
}

// again reads every message of the doubtful things.
func (r *refold) again(ctx context.Context, progress func(done, last uint64)) error {
	best := map[fact.Key]Heard{}
	err := r.streams.Read(ctx, func(m Message) error {
		key, heard := m.about()
		if _, doubt := r.doubtful[key]; !heard || !doubt {
			return nil
		}
		if h, ok := r.streams.Open(m); ok && h.Fact.Version > best[key].Fact.Version {
			best[key] = h
		}
		return nil
	}, progress)
	if err != nil {
		return err
	}
	rows := make([]Heard, 0, len(best))
	for _, h := range best {
		rows = append(rows, h)
	}
	return r.keep(ctx, rows)
}
