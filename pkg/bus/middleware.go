package bus

import (
	"context"
	"fmt"
	"runtime/debug"
	"time"

	"github.com/ThreeDotsLabs/watermill/message"
	"github.com/ThreeDotsLabs/watermill/message/router/middleware"
)

// middlewares is the one place that says in which order they stand: the first is the outermost. A test counts tries,
// so that a change of the order does not pass unseen.
func middlewares(m meter, q quarantine, t timing) []message.HandlerMiddleware {
	return []message.HandlerMiddleware{
		// Outermost, so that it judges what is left after all tries of this delivery: inside the retry it would put a
		// message aside at the first failure (watermill#580).
		q.middleware(m),
		// Outside the retry, so that both tries together end well inside AckWait, and inside the quarantine, whose own
		// work must not run on a spent context.
		detach(t.handler),
		// One more try for the deadlock or the lost connection that is gone in a moment. More tries are the broker's
		// business: they would hold the lane, and outlast AckWait (watermill#271).
		middleware.Retry{
			MaxRetries: 1, InitialInterval: t.quick, MaxInterval: t.quick, Multiplier: 1, ResetContextOnRetry: true,
			ShouldRetry: func(p middleware.RetryParams) bool { return !isPermanent(p.Err) },
		}.Middleware,
		// Innermost, so that a panic is a failure like any other: tried again, counted, put aside.
		recoverPanic,
	}
}

// middleware acknowledges what it has put aside, and lets every other failure come again.
func (q quarantine) middleware(m meter) message.HandlerMiddleware {
	return func(next message.HandlerFunc) message.HandlerFunc {
		return func(msg *message.Message) ([]*message.Message, error) {
			outer := msg.Context()
			out, err := next(msg)
			if err == nil {
				return out, nil
			}
			r, ok := receiptFrom(outer)
			if !ok || !q.final(r, err) {
				m.count(outer, "", again)
				return nil, err
			}
			if put := q.put(outer, r, err); put != nil {
				m.count(outer, "", again)
				return nil, fmt.Errorf("%w (after: %w)", put, err)
			}
			m.count(outer, "", deadLetter)
			return nil, nil
		}
	}
}

// detach gives the handler a context of its own time, which a closing router does not cancel: a handler that has begun
// may finish, and a shutdown is never mistaken for a failure of the message.
func detach(limit time.Duration) message.HandlerMiddleware {
	return func(next message.HandlerFunc) message.HandlerFunc {
		return func(msg *message.Message) ([]*message.Message, error) {
			outer := msg.Context()
			ctx, cancel := context.WithTimeout(context.WithoutCancel(outer), limit)
			defer cancel()
			msg.SetContext(ctx)
			defer msg.SetContext(outer)
			return next(msg)
		}
	}
}

// recoverPanic turns a panic into an error that carries the stack.
func recoverPanic(next message.HandlerFunc) message.HandlerFunc {
	return func(msg *message.Message) (out []*message.Message, err error) {
		defer func() {
			if p := recover(); p != nil {
				err = fmt.Errorf("handler panicked: %v\n%s", p, debug.Stack())
			}
		}()
		return next(msg)
	}
}
