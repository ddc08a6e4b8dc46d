package alerting

import "github.com/muster-ics/muster/pkg/webpush"

// What a worker's browser is rung by; see pkg/webpush.
type (
	Subscription = webpush.Subscription
	Message      = webpush.Message
)

// What became of a message beside nil, which is taken by the push service.
var (
	ErrGone    = webpush.ErrGone
	ErrRefused = webpush.ErrRefused
)
