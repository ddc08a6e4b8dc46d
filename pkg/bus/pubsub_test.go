package bus

import (
	"context"
	"errors"
	"os"
	"testing"
	"time"

	"github.com/ThreeDotsLabs/watermill/message"
	"github.com/ThreeDotsLabs/watermill/pubsub/tests"
	"github.com/nats-io/nats.go/jetstream"
)

// Watermill's own suite, once as an ordered lane and once as the Router reads. MUSTER_STRESS=1 runs its long form.
func TestPubSub(t *testing.T) {
	t.Parallel()
	_, stress := os.LookupEnv("MUSTER_STRESS")
	features := tests.Features{
		ConsumerGroups: true,
		Persistent:     true,
		// A message comes again when its acknowledgement is late or lost.
		ExactlyOnceDelivery: false,
		// Subscribers of one durable share its messages; a reader of its own is another durable.
		NewSubscriberReceivesOldMessages: false,
		ForceShort:                       !stress,
	}
	ordered := features
	ordered.GuaranteedOrder = true
	ordered.GuaranteedOrderWithSingleSubscriber = true

	t.Run("one at a time", func(t *testing.T) {
		t.Parallel()
		suite(t, ordered, 1, stress)
	})
	t.Run("four at a time", func(t *testing.T) {
		t.Parallel()
		suite(t, features, 4, stress)
	})
}

func suite(t *testing.T, f tests.Features, parallel int, stress bool) {
	c := dial(t, broker(t, t.TempDir()))
	inGroup := func(_ *testing.T, group string) (message.Publisher, message.Subscriber) {
		return NewPublisher(c), newTopicSubscriber(c, group, parallel)
	}
	common := func(t *testing.T) (message.Publisher, message.Subscriber) { return inGroup(t, "common") }
	run := tests.TestPubSub
	if stress {
		run = tests.TestPubSubStressTest
	}
	run(t, f, common, inGroup)
}

// topicSubscriber declares a stream and a durable for each topic of the suite, which services never do.
type topicSubscriber struct {
	*Subscriber
	c     *Conn
	group string
}

func newTopicSubscriber(c *Conn, group string, parallel int) topicSubscriber {
	s := topicSubscriber{c: c, group: group}
	s.Subscriber = NewSubscriber(c, SubscriberConfig{
		Bind: func(ctx context.Context, topic string) (jetstream.Consumer, error) {
			return bindAs(ctx, c.JS, topic, s.durable(topic))
		},
		Parallel:     parallel,
		Delays:       []time.Duration{time.Millisecond},
		CloseTimeout: 100 * time.Millisecond, // The suite closes over messages that it never answers.
	})
	return s
}

func (s topicSubscriber) durable(topic string) jetstream.ConsumerConfig {
	cfg := ConsumerConfig(Subscription{Consumer: s.group, Producer: "suite", Events: []string{topic}})
	cfg.FilterSubject = topic
	cfg.AckWait = 3 * time.Second // The suite waits 15 s for what it never answered.
	return cfg
}

// SubscribeInitialize implements message.SubscribeInitializer.
func (s topicSubscriber) SubscribeInitialize(topic string) error {
	ctx := context.Background()
	cfg := StreamConfig("suite", Size{Replicas: 1})
	cfg.Name, cfg.Subjects, cfg.MaxBytes = topic, []string{topic}, 16<<20 // The server sets it aside for each of hundreds.
	if _, err := s.c.JS.CreateStream(ctx, cfg); err != nil && !errors.Is(err, jetstream.ErrStreamNameAlreadyInUse) {
		return err
	}
	_, err := s.c.JS.CreateOrUpdateConsumer(ctx, topic, s.durable(topic))
	return err
}
