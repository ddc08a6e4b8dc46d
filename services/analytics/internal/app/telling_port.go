package app

import (
	"context"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/webpush"
	"github.com/muster-ics/muster/services/analytics/internal/webhook"
)

// Reader is whose inbox it is: a person by an opaque id, who belongs to an employer, or to the system's lead for an empty
// one, and has these duties there.
type Reader struct {
	Subject, Employer string
	// Codes are all under which something of that employer was written down, its own first.
	Codes  []string
	Duties []string
}

// Notice is one line of an inbox. N orders all notices.
type Notice struct {
	N int64
	// Kind is raised, reminded or cleared.
	Kind string
	At   time.Time
	// Alert and Rule are as they are today.
	ListedAlert
}

// Inbox keeps what people are told, and the browsers that ring for them.
type Inbox interface {
	// Notices gives those before n, latest first.
	Notices(ctx context.Context, r Reader, before int64, limit int) ([]Notice, error)
	Unread(ctx context.Context, r Reader) (int, error)
	// ReadUpTo is the number of the newest notice that was read; MarkRead moves it forwards only.
	ReadUpTo(ctx context.Context, r Reader) (int64, error)
	MarkRead(ctx context.Context, r Reader, upTo int64) error
	Subscribe(ctx context.Context, r Reader, to webpush.Subscription) error
	// Unsubscribe is ErrAbsent for an endpoint that is not the reader's.
	Unsubscribe(ctx context.Context, r Reader, endpoint string) error
	// Browser is ErrAbsent for one that was forgotten.
	Browser(ctx context.Context, browser id.ID) (webpush.Subscription, error)
	ForgetBrowser(ctx context.Context, browser id.ID) error
	// Trim forgets notices and browsers that are older than these, by the database's clock.
	Trim(ctx context.Context, notices, browsers time.Duration) error
}

// Webhooks keeps receivers outside the system.
type Webhooks interface {
	// Webhooks gives those of an owner by all its codes; the system's for the empty one.
	Webhooks(ctx context.Context, owners []string) ([]webhook.Webhook, error)
	Webhook(ctx context.Context, receiver id.ID) (webhook.Webhook, error)
	// AddWebhook keeps a new one unless its owner has as many as most; then it is false.
	AddWebhook(ctx context.Context, w webhook.Webhook, most int, told Told) (bool, error)
	// ChangeWebhook keeps what change makes of the receiver, under its lock; nothing when it is not told of.
	ChangeWebhook(ctx context.Context, receiver id.ID, change func(*webhook.Webhook) (*Told, error)) error
}

// Due is a message to send now.
type Due struct {
	ID id.ID
	// Push tells that Receiver is a browser, not a webhook.
	Push     bool
	Receiver id.ID
	Type     string
	Body     []byte
	// Tries counts this one too.
	Tries int
	// Now is the database's time, Until how long the message is the taker's.
	Now, Until time.Time
}

// How a message stands.
const (
	Waiting   = "waiting"
	Delivered = "delivered"
	Dead      = "dead"
)

// Delivery is a message of the log.
type Delivery struct {
	ID, Receiver id.ID
	Push         bool
	// Webhook is the receiver's name.
	Webhook, Type string
	Employer      string
	StaffGroup    string
	MadeAt, DueAt time.Time
	Tries         int
	// State is Waiting, Delivered or Dead; Status the status of the last answer, 0 for none; Said what went wrong.
	State  string
	Status int
	Said   string
	DoneAt *time.Time
}

// DeliveryQuery asks for messages, newest first.
type DeliveryQuery struct {
	// Owners are the codes of whose receivers they went to; the system's is the empty one.
	Owners []string
	// Receiver and State narrow; empty means all.
	Receiver, State string
	BeforeAt        time.Time
	BeforeID        id.ID
	Most            int
}

// Deliveries keeps what is owed to receivers and browsers, and what became of it.
type Deliveries interface {
	// Owe adds a message to one receiver that no alert caused.
	Owe(ctx context.Context, w webhook.Webhook, event id.ID, typ string, body []byte) error
	// Due takes messages that are due, for a minute: of so many receivers at most that nobody is busy with, a few each, oldest
	// first. No two callers take one message, nor messages to one receiver at the same time.
	Due(ctx context.Context, busy []id.ID, receivers, each int) ([]Due, error)
	// Close says how a message ended, PutOff when it is tried again, GiveBack that it was not tried. But for one that was
	// delivered they change nothing once the minute is over and somebody else has taken it.
	Close(ctx context.Context, m Due, state string, status int, said string) error
	PutOff(ctx context.Context, m Due, delay time.Duration, status int, said string) error
	GiveBack(ctx context.Context, m Due) error
	// Resend has a dead message tried again from the beginning; ErrAbsent for what is no dead message of the owner's.
	Resend(ctx context.Context, owners []string, message id.ID) error
	Deliveries(ctx context.Context, q DeliveryQuery) ([]Delivery, error)
	// Trouble counts the dead messages of an owner, and those that were tried in vain and wait.
	Trouble(ctx context.Context, owners []string) (dead, waiting int, err error)
	// TrimDeliveries forgets what ended so long ago.
	TrimDeliveries(ctx context.Context, keep time.Duration) error
}

// Caller calls receivers outside the system; an error means that no answer came.
type Caller interface {
	// Loopback tells that this machine alone is called.
	Loopback() bool
	Call(ctx context.Context, address string, headers map[string]string, body []byte) (status int, err error)
}

// Pusher sends push messages; nil where none are sent.
type Pusher interface {
	PublicKey() string
	Send(ctx context.Context, to webpush.Subscription, m webpush.Message) error
}
