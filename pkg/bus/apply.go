package bus

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/nats-io/nats.go/jetstream"
)

// step is one thing to make or alter, and how to say it.
type step struct {
	line string
	do   func(context.Context) error
}

// Apply makes or updates streams and consumers. Only the deploy job and tests call it. It refuses to alter what cannot
// be altered without losing messages, before it has changed anything.
func Apply(ctx context.Context, js jetstream.JetStream, size Size, services []string, subs []Subscription) error {
	steps, err := plan(ctx, js, size, services, subs)
	if err != nil {
		return err
	}
	for _, s := range steps {
		if err := s.do(ctx); err != nil {
			return fmt.Errorf("%s: %w", s.line, err)
		}
	}
	return nil
}

// Plan tells what Apply would do, a line each; none when all is as declared.
func Plan(ctx context.Context, js jetstream.JetStream, size Size, services []string, subs []Subscription) ([]string, error) {
	steps, err := plan(ctx, js, size, services, subs)
	if err != nil {
		return nil, err
	}
	lines := make([]string, len(steps))
	for i, s := range steps {
		lines[i] = s.line
	}
	return lines, nil
}

func plan(ctx context.Context, js jetstream.JetStream, size Size, services []string, subs []Subscription) ([]step, error) {
	var steps []step
	var errs []error
	declared := map[string]bool{}
	for _, service := range services {
		want := StreamConfig(service, size)
		declared[want.Name] = true
		s, err := planStream(ctx, js, want)
		errs = append(errs, err)
		steps = append(steps, s...)
	}
	seen := map[string]bool{}
	for _, sub := range subs {
		want := ConsumerConfig(sub)
		key := sub.stream() + "/" + want.Durable
		switch {
		case len(sub.Events) == 0:
			errs = append(errs, fmt.Errorf("durable %s names no event", key))
		case seen[key]:
			errs = append(errs, fmt.Errorf("durable %s is declared twice; give one of them a lane", key))
		case !declared[sub.stream()]:
			errs = append(errs, fmt.Errorf("durable %s reads a stream that is not declared", key))
		default:
			s, err := planConsumer(ctx, js, sub.stream(), want)
			errs = append(errs, err)
			steps = append(steps, s...)
		}
		seen[key] = true
	}
	return steps, errors.Join(errs...)
}

func planStream(ctx context.Context, js jetstream.JetStream, want jetstream.StreamConfig) ([]step, error) {
	s, err := js.Stream(ctx, want.Name)
	if errors.Is(err, jetstream.ErrStreamNotFound) {
		return []step{{"create stream " + want.Name, func(ctx context.Context) error {
			_, err := js.CreateStream(ctx, want)
			return err
		}}}, nil
	}
	if err != nil {
		return nil, fmt.Errorf("look up stream %s: %w", want.Name, err)
	}
	info := s.CachedInfo()
	if fixed := streamFixed(info.Config, want); len(fixed) > 0 {
		return nil, fmt.Errorf("stream %s cannot be altered: %s; stop the services, delete it and run `muster streams` again: the outbox refills it",
			want.Name, strings.Join(fixed, "; "))
	}
	if d := streamDifferences(info.Config, want); len(d) > 0 {
		return []step{{"update stream " + want.Name + ": " + strings.Join(d, "; "), func(ctx context.Context) error {
			_, err := js.UpdateStream(ctx, want)
			return err
		}}}, nil
	}
	return nil, nil
}

func streamFixed(have, want jetstream.StreamConfig) []string {
	var d differences
	d.add("storage", have.Storage, want.Storage)
	d.add("retention", have.Retention, want.Retention)
	d.add("sealed", have.Sealed, want.Sealed)
	if have.Mirror != nil {
		d = append(d, "it is a mirror")
	}
	return d
}

func streamDifferences(have, want jetstream.StreamConfig) []string {
	var d differences
	d.add("description", have.Description, want.Description)
	d.add("subjects", have.Subjects, want.Subjects)
	d.add("replicas", have.Replicas, max(want.Replicas, 1))
	d.add("max age", have.MaxAge, want.MaxAge)
	d.add("max bytes", have.MaxBytes, want.MaxBytes)
	d.add("discard", have.Discard, want.Discard)
	d.add("max message size", have.MaxMsgSize, want.MaxMsgSize)
	d.add("duplicate window", have.Duplicates, want.Duplicates)
	d.add("deny delete", have.DenyDelete, want.DenyDelete)
	d.add("deny purge", have.DenyPurge, want.DenyPurge)
	d.add("rollup", have.AllowRollup, want.AllowRollup)
	d.add("direct reads", have.AllowDirect, want.AllowDirect)
	d.add("compression", have.Compression, want.Compression)
	return d
}

func planConsumer(ctx context.Context, js jetstream.JetStream, stream string, want jetstream.ConsumerConfig) ([]step, error) {
	name := want.Durable + " on stream " + stream
	create := func(ctx context.Context) error {
		_, err := js.CreateConsumer(ctx, stream, want)
		return err
	}
	cons, err := js.Consumer(ctx, stream, want.Durable)
	if errors.Is(err, jetstream.ErrConsumerNotFound) || errors.Is(err, jetstream.ErrStreamNotFound) {
		return []step{{"create durable " + name, create}}, nil
	}
	if err != nil {
		return nil, fmt.Errorf("look up durable %s: %w", name, err)
	}
	info := cons.CachedInfo()
	if fixed := consumerFixed(info.Config, want); len(fixed) > 0 {
		return nil, fmt.Errorf("durable %s cannot be altered: %s; declare a new one under another lane, e.g. %q", name, strings.Join(fixed, "; "), "v2")
	}
	// The stream is looked at after the durable: on a live system both move, and the stream only forwards.
	str, err := js.Stream(ctx, stream)
	if err != nil {
		return nil, fmt.Errorf("look up stream %s: %w", stream, err)
	}
	if last := str.CachedInfo().State.LastSeq; aheadOf(*info, last) {
		return []step{{fmt.Sprintf("recreate durable %s: it has read to %d and the stream ends at %d, so it would skip what is sent again",
			name, info.Delivered.Stream, last), func(ctx context.Context) error {
			if err := js.DeleteConsumer(ctx, stream, want.Durable); err != nil {
				return err
			}
			return create(ctx)
		}}}, nil
	}
	if d := consumerDifferences(info.Config, want); len(d) > 0 {
		return []step{{"update durable " + name + ": " + strings.Join(d, "; "), func(ctx context.Context) error {
			_, err := js.UpdateConsumer(ctx, stream, want)
			return err
		}}}, nil
	}
	return nil, nil
}

// aheadOf says that the durable has read further than its stream goes: the stream was rolled back or made anew. What
// the outbox sends again would get numbers that the durable believes to have read.
func aheadOf(info jetstream.ConsumerInfo, last uint64) bool {
	return info.Delivered.Stream > last || info.AckFloor.Stream > last
}

func consumerFixed(have, want jetstream.ConsumerConfig) []string {
	var d differences
	d.add("deliver policy", have.DeliverPolicy, want.DeliverPolicy)
	d.add("ack policy", have.AckPolicy, want.AckPolicy)
	d.add("replay policy", have.ReplayPolicy, want.ReplayPolicy)
	d.add("deliver subject", have.DeliverSubject, want.DeliverSubject)
	d.add("memory storage", have.MemoryStorage, want.MemoryStorage)
	return d
}

// consumerDifferences can be altered in place. An event name that is added is read from then on only: what the stream
// holds of it already stays unread by this durable.
func consumerDifferences(have, want jetstream.ConsumerConfig) []string {
	var d differences
	d.add("filter", filterList(have), filterList(want))
	d.add("description", have.Description, want.Description)
	d.add("ack wait", have.AckWait, want.AckWait)
	d.add("max deliver", have.MaxDeliver, want.MaxDeliver)
	d.add("max ack pending", have.MaxAckPending, want.MaxAckPending)
	d.add("back-off", have.BackOff, want.BackOff)
	d.add("inactive threshold", have.InactiveThreshold, want.InactiveThreshold)
	return d
}
