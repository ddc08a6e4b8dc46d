package bus

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"

	"github.com/ThreeDotsLabs/watermill/message"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// Publisher is Watermill's Publisher over JetStream: the topic is the subject, the message's UUID the message id by
// which a stream recognises repeats. Services publish through the outbox and an EventPublisher; this one serves tools
// that have a message already, such as the re-drive of dead letters.
type Publisher struct {
	js     jetstream.JetStream
	closed atomic.Bool
}

// NewPublisher makes a Publisher. Closing it leaves the connection open.
func NewPublisher(c *Conn) *Publisher { return &Publisher{js: c.JS} }

var errPublisherClosed = errors.New("publisher is closed")

// Publish returns when the stream has all messages, or at the first that it refuses.
func (p *Publisher) Publish(topic string, messages ...*message.Message) error {
	for _, m := range messages {
		if p.closed.Load() {
			return errPublisherClosed
		}
		if err := p.publish(topic, m); err != nil {
			return fmt.Errorf("publish message %s on %s: %w", m.UUID, topic, err)
		}
	}
	return nil
}

func (p *Publisher) publish(topic string, m *message.Message) error {
	msg := nats.NewMsg(topic)
	msg.Data = m.Payload
	for k, v := range m.Metadata {
		if !strings.HasPrefix(k, "Nats-") { // Those speak to the broker, and are not the message's to say.
			msg.Header.Set(k, v)
		}
	}
	ctx, cancel := context.WithTimeout(m.Context(), requestTimeout)
	defer cancel()
	_, err := p.js.PublishMsg(ctx, msg, jetstream.WithMsgID(m.UUID))
	return err
}

// Close refuses further messages.
func (p *Publisher) Close() error {
	p.closed.Store(true)
	return nil
}

var (
	_ message.Publisher  = (*Publisher)(nil)
	_ message.Subscriber = (*Subscriber)(nil)
)
