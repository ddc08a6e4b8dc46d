package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/url"
	"sync"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/webpush"
	"github.com/muster-ics/muster/services/analytics/internal/webhook"
)

const (
	// deliverEvery is how late after it is due a message may go out.
	deliverEvery = 500 * time.Millisecond
	// receiversAtOnce is to how many receivers messages are on their way at the same time, each how many are taken for one
	// at a time.
	receiversAtOnce = 32
	each            = 8
	// begin is how long after they were taken messages may be begun: the slowest of them, which takes ten seconds, has ended
	// before its minute is up and another replica takes it.
	begin = 45 * time.Second

	trimEvery      = time.Hour
	keepDeliveries = 35 * 24 * time.Hour
	keepNotices    = 180 * 24 * time.Hour
	keepBrowsers   = 90 * 24 * time.Hour
)

// DeliverPorts are what deliveries work on. Push is nil where no push messages are sent, Receivers.Webhooks where there are
// no receivers.
type DeliverPorts struct {
	Deliveries Deliveries
	Inbox      Inbox
	Receivers  *Receivers
	Caller     Caller
	Push       Pusher
	Log        *slog.Logger
}

// Deliver brings messages to receivers and browsers. Each receiver has a line of its own, so that one that is slow or down
// holds up nobody else.
type Deliver struct {
	DeliverPorts
	mu   sync.Mutex
	busy map[id.ID]bool
	all  sync.WaitGroup
	// freed says that a line has ended, so that what is due for it is looked for at once.
	freed chan struct{}
}

// NewDeliver makes the use case.
func NewDeliver(p DeliverPorts) *Deliver {
	return &Deliver{DeliverPorts: p, busy: map[id.ID]bool{}, freed: make(chan struct{}, 1)}
}

// Run delivers until ctx ends, and then waits for what is on its way. Several replicas may run: each takes other messages,
// and what one took and did not finish is due again after a minute.
func (d *Deliver) Run(ctx context.Context) error {
	defer d.all.Wait()
	trimmed := time.Duration(0)
	for {
		if err := d.Round(ctx); err != nil && ctx.Err() == nil {
			d.Log.Error("alerts could not be delivered", "error", err)
		}
		if trimmed += deliverEvery; trimmed >= trimEvery {
			trimmed = 0
			d.trim(ctx)
		}
		if !await(ctx, d.freed, deliverEvery) {
			return nil
		}
	}
}

// Round takes what is due and starts a line for each receiver.
func (d *Deliver) Round(ctx context.Context) error {
	busy := d.busyNow()
	if len(busy) >= receiversAtOnce {
		return nil
	}
	due, err := d.Deliveries.Due(ctx, busy, receiversAtOnce-len(busy), each)
	if err != nil {
		return err
	}
	lines := map[id.ID][]Due{}
	for _, m := range due {
		lines[m.Receiver] = append(lines[m.Receiver], m)
	}
	for receiver, line := range lines {
		d.take(receiver)
		d.all.Go(func() {
			defer d.free(receiver)
			// A message that is on its way when the process stops is seen through: its time-out is five seconds.
			d.line(context.WithoutCancel(ctx), line, ctx.Done())
		})
	}
	return nil
}

// Wait waits for every line that was started.
func (d *Deliver) Wait() { d.all.Wait() }

func (d *Deliver) busyNow() []id.ID {
	d.mu.Lock()
	defer d.mu.Unlock()
	out := make([]id.ID, 0, len(d.busy))
	for r := range d.busy {
		out = append(out, r)
	}
	return out
}

func (d *Deliver) take(receiver id.ID) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.busy[receiver] = true
}

func (d *Deliver) free(receiver id.ID) {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.busy, receiver)
	select {
	case d.freed <- struct{}{}:
	default: // A look is due already.
	}
}

func (d *Deliver) line(ctx context.Context, line []Due, stop <-chan struct{}) {
	late := time.NewTimer(begin)
	defer late.Stop()
	for i, m := range line {
		select {
		case <-stop:
			d.giveBack(ctx, line[i:])
			return
		case <-late.C:
			d.giveBack(ctx, line[i:])
			return
		default:
		}
		send := d.call
		if m.Push {
			send = d.ring
		}
		if err := send(ctx, m); err != nil {
			d.Log.Error("a message of an alert could not be sent", "message", m.ID, "error", err)
		}
	}
}

// giveBack leaves messages to whoever comes next. Those of a replica that dies are due again within a minute.
func (d *Deliver) giveBack(ctx context.Context, rest []Due) {
	for _, m := range rest {
		if err := d.Deliveries.GiveBack(ctx, m); err != nil {
			d.Log.Warn("a message of an alert is due only in a minute", "message", m.ID, "error", err)
		}
	}
}

const (
	gone       = 410
	answeredOK = 200
	redirects  = 300
)

// call sends one message to a receiver outside.
func (d *Deliver) call(ctx context.Context, m Due) error {
	if d.Receivers.off {
		return d.again(ctx, m, 0, "This system has no key for the secrets of receivers.")
	}
	w, err := d.Receivers.webhooks.Webhook(ctx, m.Receiver)
	if err != nil {
		return err
	}
	status, err := d.Caller.Call(ctx, w.URL, webhook.Headers(m.ID.String(), m.Now, m.Body, w.Secrets()), m.Body)
	switch {
	case err != nil:
		return d.again(ctx, m, 0, plainly(err))
	case status >= answeredOK && status < redirects:
		return d.Deliveries.Close(ctx, m, Delivered, status, "")
	case status == gone:
		return errors.Join(d.Deliveries.Close(ctx, m, Dead, status, "The receiver says that it is gone."), d.Receivers.turnOff(ctx, m.Receiver))
	}
	return d.again(ctx, m, status, fmt.Sprintf("The receiver answered %d.", status))
}

// plainly leaves the address out of an error: its path may be a secret of the receiver's.
func plainly(err error) string {
	var u *url.Error
	if errors.As(err, &u) {
		if u.Timeout() {
			return "The receiver did not answer in time."
		}
		err = u.Err
	}
	said := []rune("No answer: " + err.Error() + ".")
	return string(said[:min(len(said), 300)])
}

// again puts a message off, or gives it up once it was tried often enough.
func (d *Deliver) again(ctx context.Context, m Due, status int, said string) error {
	wait, more := webhook.Again(m.Tries, rand.Float64()) //nolint:gosec // a lot, not a secret
	if !more {
		return d.Deliveries.Close(ctx, m, Dead, status, said)
	}
	return d.Deliveries.PutOff(ctx, m, wait, status, said)
}

// ringTries is how often a browser is tried: an alert that comes later rings for what is over.
const ringTries = 4

// ring sends one message to a browser.
func (d *Deliver) ring(ctx context.Context, m Due) error {
	to, err := d.Inbox.Browser(ctx, m.Receiver)
	if errors.Is(err, ErrAbsent) || d.Push == nil {
		return d.Deliveries.Close(ctx, m, Dead, 0, "This browser is rung no more.")
	}
	if err != nil {
		return err
	}
	var message webpush.Message
	if err := json.Unmarshal(m.Body, &message); err != nil {
		return err
	}
	message.Urgent = true
	switch err := d.Push.Send(ctx, to, message); {
	case err == nil:
		return d.Deliveries.Close(ctx, m, Delivered, 0, "")
	case errors.Is(err, webpush.ErrGone):
		return errors.Join(d.Deliveries.Close(ctx, m, Dead, 0, "This browser is rung no more."), d.Inbox.ForgetBrowser(ctx, m.Receiver))
	case errors.Is(err, webpush.ErrRefused), m.Tries >= ringTries:
		return d.Deliveries.Close(ctx, m, Dead, 0, "The browser's maker did not take it.")
	}
	return d.again(ctx, m, 0, "The browser's maker did not take it yet.")
}

func (d *Deliver) trim(ctx context.Context) {
	err := errors.Join(d.Deliveries.TrimDeliveries(ctx, keepDeliveries), d.Inbox.Trim(ctx, keepNotices, keepBrowsers))
	if err != nil && ctx.Err() == nil {
		d.Log.Error("old messages of alerts could not be forgotten", "error", err)
	}
}

// turnOff turns a receiver off that says it is gone for good, as the specification asks.
func (r *Receivers) turnOff(ctx context.Context, receiver id.ID) error {
	return r.webhooks.ChangeWebhook(ctx, receiver, func(w *webhook.Webhook) (*Told, error) {
		if !w.On {
			return nil, nil
		}
		before := *w
		w.Version++
		w.On, w.OffWhy = false, "It answered that it is gone (410)."
		told, err := r.tell(ctx, &before, *w, auth.Principal{Subject: actor}, "webhook.turn_off")
		return &told, err
	})
}
