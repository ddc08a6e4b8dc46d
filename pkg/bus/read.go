package bus

import (
	"context"
	"errors"
	"fmt"

	"github.com/nats-io/nats.go/jetstream"
)

// readBatch is how many events of a rebuild are handed over at a time: enough that one upsert for all of them costs
// next to nothing for each.
const readBatch = 5000

// Raw is one message of a stream as it lies there, unread.
type Raw struct {
	Subject  string
	Data     []byte
	Sequence uint64
}

// Open reads the message as life does. The error is events.ErrUnknownType for what this build does not know.
func (r Raw) Open() (Delivery, error) {
	env, ev, err := read(r.Subject, r.Data)
	return Delivery{Env: env, Event: ev, Sequence: r.Sequence}, err
}

// ReadAll reads a stream from its first message to the one that was last when it was called, in batches, for rebuilds.
// progress, when set, is told sequence and last. What cannot be read, or is unknown to this build, is left out and
// logged, as it is put aside in life. fn may keep the batch.
func ReadAll(ctx context.Context, c *Conn, service string, fn func(batch []Delivery) error, progress func(done, last uint64)) error {
	batch := make([]Delivery, 0, readBatch)
	flush := func() error {
		if len(batch) == 0 {
			return nil
		}
		full := batch
		batch = make([]Delivery, 0, readBatch)
		return fn(full)
	}
	return readRaw(ctx, c, service, func(m Raw) error {
		d, err := m.Open()
		if err != nil {
			c.logger().Warn("event left out", "subject", m.Subject, "sequence", m.Sequence, "error", err)
			return nil
		}
		batch = append(batch, d)
		return nil
	}, func(done, last uint64) error {
		if err := flush(); err != nil {
			return err
		}
		if progress != nil {
			progress(done, last)
		}
		return nil
	})
}

// ReadRaw is ReadAll for who chooses by the subject what to read: each message comes as it is, in order. fn may keep it.
func ReadRaw(ctx context.Context, c *Conn, service string, fn func(Raw) error, progress func(done, last uint64)) error {
	return readRaw(ctx, c, service, fn, func(done, last uint64) error {
		if progress != nil {
			progress(done, last)
		}
		return nil
	})
}

// readRaw calls reached each readBatch messages, and at the end.
func readRaw(ctx context.Context, c *Conn, service string, fn func(Raw) error, reached func(done, last uint64) error) error {
	stream, err := c.JS.Stream(ctx, StreamName(service))
	if err != nil {
		return fmt.Errorf("look up stream %s: %w", StreamName(service), err)
	}
	state := stream.CachedInfo().State
	if state.Msgs == 0 {
		return nil
	}
	// No filter: reading all and leaving out is faster than asking the server to choose.
	cons, err := stream.OrderedConsumer(ctx, jetstream.OrderedConsumerConfig{DeliverPolicy: jetstream.DeliverAllPolicy})
	if err != nil {
		return fmt.Errorf("read stream %s: %w", StreamName(service), err)
	}
	it, err := cons.Messages(jetstream.PullMaxMessages(readBatch))
	if err != nil {
		return fmt.Errorf("read stream %s: %w", StreamName(service), err)
	}
	defer it.Stop()
	return readTo(ctx, it, state.LastSeq, fn, reached)
}

func readTo(ctx context.Context, it jetstream.MessagesContext, last uint64, fn func(Raw) error, reached func(done, last uint64) error) error {
	for n := 1; ; n++ {
		msg, err := it.Next(jetstream.NextContext(ctx))
		if errors.Is(err, jetstream.ErrNoHeartbeat) {
			continue // The iterator sets its consumer up again by itself.
		}
		if err != nil {
			return fmt.Errorf("read stream to %d: %w", last, err)
		}
		meta, err := msg.Metadata()
		if err != nil {
			return fmt.Errorf("read stream to %d: %w", last, err)
		}
		seq := meta.Sequence.Stream
		if seq <= last {
			if err := fn(Raw{Subject: msg.Subject(), Data: msg.Data(), Sequence: seq}); err != nil {
				return err
			}
		}
		// Nothing pending: the last ones went over the stream's age limit while we read.
		if seq >= last || meta.NumPending == 0 {
			return reached(last, last)
		}
		if n%readBatch == 0 {
			if err := reached(seq, last); err != nil {
				return err
			}
		}
	}
}
