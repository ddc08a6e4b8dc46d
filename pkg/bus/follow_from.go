package bus

import (
	"context"
	"fmt"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/muster-ics/muster/events"
)

// FollowFrom delivers the messages of one service's stream on the subjects, each once and in the stream's order, from
// the one behind sequence after on, and then as they come, until ctx ends; after 0 begins with what comes. It is for
// event streams that a client goes on with where it left off. Messages that the stream no longer holds are passed over.
// What is no event is left out. It returns nil when ctx ended.
func FollowFrom(ctx context.Context, c *Conn, service string, subjects []string, after uint64, fn func(sequence uint64, env events.Envelope)) error {
	cfg := jetstream.OrderedConsumerConfig{DeliverPolicy: jetstream.DeliverNewPolicy, FilterSubjects: subjects}
	if after > 0 {
		cfg.DeliverPolicy, cfg.OptStartSeq = jetstream.DeliverByStartSequencePolicy, after+1
	}
	cons, err := c.JS.OrderedConsumer(ctx, StreamName(service), cfg)
	if err != nil {
		return fmt.Errorf("follow the stream of %s: %w", service, err)
	}
	it, err := cons.Messages()
	if err != nil {
		return fmt.Errorf("follow the stream of %s: %w", service, err)
	}
	return eachMessage(ctx, it, func(m jetstream.Msg) {
		meta, err := m.Metadata()
		if err != nil {
			return
		}
		if env, err := decode(m.Data()); err == nil {
			fn(meta.Sequence.Stream, env)
		}
	})
}
