package bus

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/muster-ics/muster/events"
)

// Follow delivers new messages on the NATS subjects, as they come, until ctx ends: for `muster events` and SSE. subject
// may have wildcards; muster.> follows all streams. fn is called by one goroutine at a time. What is no event is left
// out. It returns nil when ctx ended.
func Follow(ctx context.Context, c *Conn, subject string, fn func(events.Envelope)) error {
	return FollowAll(ctx, c, []string{subject}, func() {}, fn)
}

// FollowAll is Follow for several subjects, for what a process keeps in memory. open is called once, when nothing that
// comes from then on will be missed: whoever reads the past then has no gap between the two.
func FollowAll(ctx context.Context, c *Conn, subjects []string, open func(), fn func(events.Envelope)) error {
	its, err := follow(ctx, c, subjects)
	if err != nil {
		return err
	}
	open()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var all sync.WaitGroup
	var one sync.Mutex
	errs := make([]error, len(its))
	for i, it := range its {
		all.Go(func() {
			defer cancel() // One stream that ends must not leave a half-deaf follower.
			errs[i] = followOne(ctx, it, func(e events.Envelope) {
				one.Lock()
				defer one.Unlock()
				fn(e)
			})
		})
	}
	all.Wait()
	return errors.Join(errs...)
}

// following is an open iterator, and which of its subjects are wanted; all when it names none.
type following struct {
	jetstream.MessagesContext
	wanted []string
}

// follow opens an iterator on each stream that has such subjects. From its return on nothing is missed.
func follow(ctx context.Context, c *Conn, subjects []string) ([]following, error) {
	var its []following
	stop := func(err error) ([]following, error) {
		for _, it := range its {
			it.Stop()
		}
		return nil, fmt.Errorf("follow %s: %w", strings.Join(subjects, ", "), err)
	}
	names := c.JS.StreamNames(ctx)
	for name := range names.Name() {
		var filters []string
		for _, subject := range subjects {
			if filter, ok := narrow(subject, name); ok {
				filters = append(filters, filter)
			}
		}
		if len(filters) == 0 {
			continue
		}
		cfg := jetstream.OrderedConsumerConfig{DeliverPolicy: jetstream.DeliverNewPolicy}
		if len(filters) == 1 {
			cfg.FilterSubjects, filters = filters, nil // Several are chosen here, for the reason at Subscription.Batch.
		}
		cons, err := c.JS.OrderedConsumer(ctx, name, cfg)
		if err != nil {
			return stop(err)
		}
		it, err := cons.Messages()
		if err != nil {
			return stop(err)
		}
		its = append(its, following{it, filters})
	}
	if err := names.Err(); err != nil {
		return stop(err)
	}
	if len(its) == 0 {
		return nil, fmt.Errorf("follow %s: no stream has such subjects; events are on muster.<service>.>", strings.Join(subjects, ", "))
	}
	return its, nil
}

func followOne(ctx context.Context, f following, fn func(events.Envelope)) error {
	return eachMessage(ctx, f, func(m jetstream.Msg) {
		if len(f.wanted) > 0 && !slices.ContainsFunc(f.wanted, func(filter string) bool { return covers(filter, m.Subject()) }) {
			return
		}
		if env, err := decode(m.Data()); err == nil {
			fn(env)
		}
	})
}

// eachMessage hands over what comes until ctx ends.
func eachMessage(ctx context.Context, it jetstream.MessagesContext, fn func(jetstream.Msg)) error {
	defer it.Stop()
	for {
		msg, err := it.Next(jetstream.NextContext(ctx))
		if ctx.Err() != nil {
			return nil
		}
		if errors.Is(err, jetstream.ErrNoHeartbeat) {
			continue // The iterator sets its consumer up again by itself.
		}
		if err != nil {
			return err
		}
		fn(msg)
	}
}

// covers says that the subject is one of the filter's: * is any token, > at the end any tokens, at least one.
func covers(filter, subject string) bool {
	for {
		want, filterRest, moreFilter := strings.Cut(filter, ".")
		have, subjectRest, moreSubject := strings.Cut(subject, ".")
		switch {
		case want == ">":
			return true
		case want != "*" && want != have:
			return false
		case !moreFilter || !moreSubject:
			return moreFilter == moreSubject
		}
		filter, subject = filterRest, subjectRest
	}
}

// narrow makes the part of a subject filter that a service's stream can have, since a consumer's filter may not be
// wider than its stream. It is false for streams that are not a service's or have nothing of it.
func narrow(subject, stream string) (string, bool) {
	if !strings.HasPrefix(stream, streamPrefix) {
		return "", false
	}
	service := strings.ToLower(strings.TrimPrefix(stream, streamPrefix))
	tokens := strings.Split(subject, ".")
	for i, want := range []string{"muster", service} {
		if i == len(tokens) {
			return "", false
		}
		if tokens[i] == ">" {
			return "muster." + service + ".>", true
		}
		if tokens[i] != "*" && tokens[i] != want {
			return "", false
		}
		tokens[i] = want
	}
	return strings.Join(tokens, "."), len(tokens) > 2
}
