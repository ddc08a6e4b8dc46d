package bus

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/muster-ics/muster/events"
)

// BenchmarkRouter shows what bounds a saga lane: the round trips of one message at a time, or what the broker leaves
// outstanding. The handler waits as long as a commit takes.
func BenchmarkRouter(b *testing.B) {
	const commit = 500 * time.Microsecond
	for _, lane := range []struct{ parallel, pending int }{{1, 2}, {4, 2}, {4, 4}, {4, 256}, {8, 256}, {16, 256}} {
		b.Run(fmt.Sprintf("parallel=%d/max_ack_pending=%d", lane.parallel, lane.pending), func(b *testing.B) {
			s := saga()
			s.Parallel = lane.parallel
			cfg := ConsumerConfig(s)
			cfg.MaxAckPending = lane.pending
			c, done := benchWorld(b, cfg)
			r, err := newRouter(c, &letters{}, nil, production)
			if err != nil {
				b.Fatal(err)
			}
			var n atomic.Int64
			r.Handle(s, map[string]Handler{cleared: func(ctx context.Context, _ events.Envelope, _ events.Event) error {
				pause(ctx, commit)
				if n.Add(1) == int64(b.N) {
					close(done)
				}
				return nil
			}})
			benchRun(b, r.Run, done)
		})
	}
}

// BenchmarkBatch is the same stream through a batch consumer, one commit a batch.
func BenchmarkBatch(b *testing.B) {
	const commit = 500 * time.Microsecond
	s := projection()
	c, done := benchWorld(b, ConsumerConfig(s))
	var n atomic.Int64
	consumer := newBatchConsumer(c, s, &letters{}, nil, func(ctx context.Context, batch []Delivery) error {
		pause(ctx, commit)
		if n.Add(int64(len(batch))) >= int64(b.N) {
			close(done)
		}
		return nil
	}, production)
	benchRun(b, consumer.Run, done)
}

func benchWorld(b *testing.B, durable jetstream.ConsumerConfig) (*Conn, chan struct{}) {
	b.Helper()
	c := dial(b, broker(b, b.TempDir()))
	if _, err := c.JS.CreateStream(b.Context(), StreamConfig("passports", Size{Replicas: 1})); err != nil {
		b.Fatal(err)
	}
	if _, err := c.JS.CreateConsumer(b.Context(), StreamName("passports"), durable); err != nil {
		b.Fatal(err)
	}
	for range b.N {
		send(b, c, envelope(b))
	}
	return c, make(chan struct{})
}

func benchRun(b *testing.B, run func(context.Context) error, done <-chan struct{}) {
	b.Helper()
	ctx, cancel := context.WithCancel(b.Context())
	ended := make(chan error, 1)
	b.ResetTimer()
	go func() { ended <- run(ctx) }()
	<-done
	b.StopTimer()
	cancel()
	if err := <-ended; err != nil {
		b.Error(err)
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "events/s")
}
