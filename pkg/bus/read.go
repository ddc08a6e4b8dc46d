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

// ReadAll reads a stream from its first message to the one that was last when it was called, in batches, for rebuilds.
// progress, when set, is told sequence and last. What cannot be read, or is unknown to this build, is left out and
// logged, as it is put aside in life. fn may keep the batch.
func ReadAll(ctx context.Context, c *Conn, service string, fn func(batch []Delivery) error, progress func(done, last uint64)) error {
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
	return readTo(ctx, c, it, state.LastSeq, fn, progress)
}

func readTo(ctx context.Context, c *Conn, it jetstream.MessagesContext, last uint64, fn func([]Delivery) error, progress func(done, last uint64)) error {
	batch := make([]Delivery, 0, readBatch)
	flush := func(done uint64) error {
		if len(batch) > 0 {
			if err := fn(batch); err != nil {
				return err
			}
			batch = make([]Delivery, 0, readBatch)
		}
		if progress != nil {
			progress(done, last)
		}
		return nil
	}
	for {
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
		env, ev, err := read(msg.Subject(), msg.Data())
		if err != nil {
			c.logger().Warn("event left out", "subject", msg.Subject(), "sequence", seq, "error", err)
		} else if seq <= last {
			batch = append(batch, Delivery{Env: env, Event: ev, Sequence: seq})
		}
		// Nothing pending: the last ones went over the stream's age limit while we read.
		if seq >= last || meta.NumPending == 0 {
			return flush(last)
		}
		if len(batch) == readBatch {
			if err := flush(seq); err != nil {
				return err
			}
		}
	}
}
