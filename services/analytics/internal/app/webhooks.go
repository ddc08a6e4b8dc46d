package app

import (
	"context"
	"errors"

	"github.com/muster-ics/muster/events/analytics"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/analytics/internal/webhook"
)

// MaxWebhooks is how many receivers the system, or an employer, may have.
const MaxWebhooks = 10

// TestType is the type of a message that somebody sends to see whether a receiver works.
const TestType = "muster.analytics.webhook.test"

// Receivers keeps receivers of alerts outside the system, and shows what became of each message.
type Receivers struct {
	webhooks   Webhooks
	deliveries Deliveries
	policy     auth.Policy
	clock      clock.Clock
	ics        string
	// loopback tells that this system runs on one machine; off that no key seals secrets, so that there are no receivers.
	loopback, off bool
	requestID     func(context.Context) string
}

// ReceiverPorts are what receivers work on.
type ReceiverPorts struct {
	// Webhooks is nil where no key seals their secrets.
	Webhooks   Webhooks
	Deliveries Deliveries
	Loopback   bool
	RequestID  func(context.Context) string
}

// NewReceivers makes the use case for the system ics.
func NewReceivers(p ReceiverPorts, policy auth.Policy, c clock.Clock, ics string) *Receivers {
	return &Receivers{webhooks: p.Webhooks, deliveries: p.Deliveries, policy: policy, clock: c, ics: ics, loopback: p.Loopback, off: p.Webhooks == nil, requestID: p.RequestID}
}

// Off tells that this system sends no webhooks.
func (r *Receivers) Off() bool { return r.off }

// may refuses who may not, and everybody where no webhooks are sent.
func (r *Receivers) may(ctx context.Context, a auth.Action) (auth.Principal, error) {
	p, err := r.policy.Check(ctx, a, auth.Facts{ICS: r.ics})
	if err == nil && r.off {
		err = fault.New(fault.Conflict, "webhooks_off", "This system sends no webhooks: whoever runs it has set no key for their secrets (--webhook-keys).")
	}
	return p, err
}

// List gives the caller's receivers.
func (r *Receivers) List(ctx context.Context) ([]webhook.Webhook, error) {
	p, err := r.policy.Check(ctx, ViewWebhooks, auth.Facts{ICS: r.ics})
	if err != nil || r.off {
		return nil, err
	}
	return r.webhooks.Webhooks(ctx, ownersOf(ctx, p))
}

// Get gives one of them.
func (r *Receivers) Get(ctx context.Context, receiver id.ID) (webhook.Webhook, error) {
	if _, err := r.may(ctx, ViewWebhooks); err != nil {
		return webhook.Webhook{}, err
	}
	w, err := r.webhooks.Webhook(ctx, receiver)
	if err == nil {
		_, err = r.own(ctx, ViewWebhooks, w)
	}
	return w, absentReceiver(err)
}

// own is who asks, if the receiver is theirs.
func (r *Receivers) own(ctx context.Context, a auth.Action, w webhook.Webhook) (auth.Principal, error) {
	p, err := r.policy.Check(ctx, a, auth.Facts{ICS: r.ics})
	if err == nil && ownerOf(p) != auth.Heir(ctx, w.Owner) {
		err = ErrAbsent
	}
	return p, err
}

// Add keeps a new receiver. Its secret is in what is given back, and is given to nobody again.
func (r *Receivers) Add(ctx context.Context, name, url string) (webhook.Webhook, error) {
	p, err := r.may(ctx, ChangeWebhooks)
	if err != nil {
		return webhook.Webhook{}, err
	}
	w := webhook.Webhook{
		ID: id.New(), Version: 1, Owner: ownerOf(p), Name: name, URL: url, On: true, Secret: webhook.NewSecret(), MadeAt: r.clock.Now(),
	}
	if err := r.sound(w); err != nil {
		return w, err
	}
	told, err := r.tell(ctx, nil, w, p, "webhook.add")
	if err != nil {
		return w, err
	}
	added, err := r.webhooks.AddWebhook(ctx, w, MaxWebhooks, told)
	if err == nil && !added {
		err = fault.New(fault.Conflict, "webhooks_many", "There are %d receivers already, and no more are kept. Change one of them.", MaxWebhooks)
	}
	return w, err
}

// Change gives a receiver another name or address, or turns it on or off, at the version that the caller has seen.
func (r *Receivers) Change(ctx context.Context, to webhook.Webhook, seen func(version int64) error) (webhook.Webhook, error) {
	return r.change(ctx, to.ID, "webhook.change", seen, func(w *webhook.Webhook) error {
		w.Version++
		w.Name, w.URL, w.On = to.Name, to.URL, to.On
		if w.On {
			w.OffWhy = ""
		}
		return r.sound(*w)
	})
}

// Rotate gives a receiver another secret; the one before it signs beside it until it is ended. The secret is in what is
// given back, and is given to nobody again.
func (r *Receivers) Rotate(ctx context.Context, receiver id.ID, seen func(version int64) error) (webhook.Webhook, error) {
	return r.change(ctx, receiver, "webhook.rotate", seen, func(w *webhook.Webhook) error {
		if !w.Rotate(webhook.NewSecret()) {
			return fault.New(fault.Conflict, "secrets_two", "Two secrets sign already. End the older one first, once the receiver knows the newer one.")
		}
		return nil
	})
}

// EndOldSecret has the older of two secrets sign no more.
func (r *Receivers) EndOldSecret(ctx context.Context, receiver id.ID, seen func(version int64) error) (webhook.Webhook, error) {
	return r.change(ctx, receiver, "webhook.end_old_secret", seen, func(w *webhook.Webhook) error {
		if !w.EndOldSecret() {
			return fault.New(fault.Conflict, "secret_one", "One secret signs; there is no older one to end.")
		}
		return nil
	})
}

func (r *Receivers) change(ctx context.Context, receiver id.ID, action string, seen func(int64) error, do func(*webhook.Webhook) error) (out webhook.Webhook, err error) {
	if _, err := r.may(ctx, ChangeWebhooks); err != nil {
		return out, err
	}
	err = r.webhooks.ChangeWebhook(ctx, receiver, func(w *webhook.Webhook) (*Told, error) {
		p, err := r.own(ctx, ChangeWebhooks, *w)
		if err != nil {
			return nil, err
		}
		if err := seen(w.Version); err != nil {
			return nil, err
		}
		before := *w
		if err := do(w); err != nil {
			return nil, err
		}
		out = *w
		told, err := r.tell(ctx, &before, *w, p, action)
		return &told, err
	})
	return out, absentReceiver(err)
}

// Test sends a message to a receiver, so that its people see whether it comes and whether they can check the signature.
func (r *Receivers) Test(ctx context.Context, receiver id.ID) error {
	w, err := r.Get(ctx, receiver)
	if err != nil {
		return err
	}
	if _, err := r.own(ctx, ChangeWebhooks, w); err != nil {
		return absentReceiver(err)
	}
	if !w.On {
		return fault.New(fault.Conflict, "webhook_off", "This receiver is turned off. Turn it on, then send a test.")
	}
	body := canonical(AlertMessage{Type: TestType, Timestamp: r.clock.Now(), Data: AlertData{Status: "test", Sees: "This is a test. No alert was raised.", RaisedAt: r.clock.Now()}})
	return r.deliveries.Owe(ctx, w, id.New(), TestType, body)
}

// Log gives messages to the caller's receivers and browsers, newest first.
func (r *Receivers) Log(ctx context.Context, q DeliveryQuery) ([]Delivery, error) {
	p, err := r.policy.Check(ctx, ViewWebhooks, auth.Facts{ICS: r.ics})
	if err != nil {
		return nil, err
	}
	q.Owners = ownersOf(ctx, p)
	return r.deliveries.Deliveries(ctx, q)
}

// Trouble counts the caller's dead messages, and those that were tried in vain and wait; none for those who may not see.
func (r *Receivers) Trouble(ctx context.Context) (dead, waiting int, err error) {
	p, err := r.policy.Check(ctx, ViewWebhooks, auth.Facts{ICS: r.ics})
	if err != nil {
		return 0, 0, nil
	}
	return r.deliveries.Trouble(ctx, ownersOf(ctx, p))
}

// Resend has a dead message tried again.
func (r *Receivers) Resend(ctx context.Context, message id.ID) error {
	p, err := r.policy.Check(ctx, ChangeWebhooks, auth.Facts{ICS: r.ics})
	if err != nil {
		return err
	}
	if err := r.deliveries.Resend(ctx, ownersOf(ctx, p), message); errors.Is(err, ErrAbsent) {
		return fault.New(fault.NotFound, "not_found", "There is no message that was given up under this number. It may be on its way again.")
	} else if err != nil {
		return err
	}
	return nil
}

func (r *Receivers) sound(w webhook.Webhook) error {
	problems := w.Problems(r.loopback)
	if len(problems) == 0 {
		return nil
	}
	f := fault.New(fault.Invalid, "webhook_invalid", "Some of this cannot be right; see what to change.")
	for _, p := range problems {
		f = f.WithFields(fault.Field{Location: "body." + p.Field, Message: p.Message})
	}
	return f
}

func webhookState(w webhook.Webhook) analytics.WebhookState {
	return analytics.WebhookState{WebhookID: w.ID.String(), Owner: w.Owner, Host: w.Host(), On: w.On, Secrets: len(w.Secrets())}
}

func (r *Receivers) tell(ctx context.Context, before *webhook.Webhook, w webhook.Webhook, p auth.Principal, action string) (Told, error) {
	t := Told{OnBehalfOf: p.Employer, RequestID: r.requestID(ctx), Action: action}
	if before != nil {
		t.Before = canonical(webhookState(*before))
	}
	return tell(t, r.ics, analytics.WebhookChangedV1{Webhook: webhookState(w)}, w.ID, w.Version, w.Owner, p.Subject, r.clock.Now())
}

func absentReceiver(err error) error {
	if errors.Is(err, ErrAbsent) {
		return fault.New(fault.NotFound, "not_found", "There is no such receiver that you may see. Check the address.")
	}
	return err
}
