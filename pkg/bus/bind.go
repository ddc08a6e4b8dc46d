package bus

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/nats-io/nats.go/jetstream"
)

// ErrNotDeclared says that a stream or durable is missing or reads something else than this build expects.
var ErrNotDeclared = errors.New("streams and durables are not as declared")

// CheckBound is nil when the durables of subs exist and read what they declare. Readiness asks it; the error names what
// to do.
func CheckBound(ctx context.Context, c *Conn, subs ...Subscription) error {
	var errs []error
	for _, s := range subs {
		if _, err := bind(ctx, c.JS, s); err != nil {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

// awaitBound waits for the broker and then for nothing else: what is missing once it answers stops the start.
func awaitBound(ctx context.Context, c *Conn, subs ...Subscription) error {
	for {
		err := CheckBound(ctx, c, subs...)
		if err == nil || errors.Is(err, ErrNotDeclared) || ctx.Err() != nil {
			return err
		}
		c.logger().Warn("broker does not answer yet", "error", err)
		if !pause(ctx, 500*time.Millisecond) {
			return ctx.Err()
		}
	}
}

// bind finds the durable of s and checks that it is the one this build expects.
func bind(ctx context.Context, js jetstream.JetStream, s Subscription) (jetstream.Consumer, error) {
	if len(s.Events) == 0 {
		return nil, fmt.Errorf("%w: subscription %s names no event", ErrNotDeclared, s.Durable())
	}
	return bindAs(ctx, js, s.stream(), ConsumerConfig(s))
}

func bindAs(ctx context.Context, js jetstream.JetStream, stream string, want jetstream.ConsumerConfig) (jetstream.Consumer, error) {
	cons, err := js.Consumer(ctx, stream, want.Durable)
	switch {
	case errors.Is(err, jetstream.ErrStreamNotFound):
		return nil, fmt.Errorf("%w: stream %s is missing; run `muster streams`", ErrNotDeclared, stream)
	case errors.Is(err, jetstream.ErrConsumerNotFound):
		return nil, fmt.Errorf("%w: durable %s on stream %s is missing; run `muster streams`", ErrNotDeclared, want.Durable, stream)
	case err != nil:
		return nil, fmt.Errorf("find durable %s on stream %s: %w", want.Durable, stream, err)
	}
	if diff := unsafeDifferences(cons.CachedInfo().Config, want); len(diff) > 0 {
		return nil, fmt.Errorf("%w: durable %s on stream %s is not what this build reads (%s); run `muster streams`",
			ErrNotDeclared, want.Durable, stream, strings.Join(diff, "; "))
	}
	return cons, nil
}

// unsafeDifferences are those under which a reader would miss events, lose them, or handle them without an end.
func unsafeDifferences(have, want jetstream.ConsumerConfig) []string {
	var d differences
	d.add("filter", filterList(have), filterList(want))
	d.add("ack policy", have.AckPolicy, want.AckPolicy)
	d.add("deliver policy", have.DeliverPolicy, want.DeliverPolicy)
	d.add("max deliver", have.MaxDeliver, want.MaxDeliver)
	d.add("back-off", have.BackOff, want.BackOff)
	return d
}

// filterList is a consumer's filter in one comparable form, whether it was given as one subject, several or none.
func filterList(c jetstream.ConsumerConfig) string {
	all := slices.Clone(c.FilterSubjects)
	if c.FilterSubject != "" {
		all = append(all, c.FilterSubject)
	}
	if len(all) == 0 {
		return "everything"
	}
	slices.Sort(all)
	return strings.Join(all, " ")
}

// differences are lines like `ack wait is 10s, declared 30s`.
type differences []string

func (d *differences) add(what string, have, want any) {
	if h, w := fmt.Sprint(have), fmt.Sprint(want); h != w {
		*d = append(*d, fmt.Sprintf("%s is %s, declared %s", what, h, w))
	}
}

// pause waits for d and is false when ctx ended first.
func pause(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
		return false
	}
}
