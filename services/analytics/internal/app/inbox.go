package app

import (
	"context"
	"math"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/webpush"
)

// Inboxes answers people who ask what they are told.
type Inboxes struct {
	inbox  Inbox
	push   Pusher
	policy auth.Policy
	ics    string
}

// NewInboxes makes the use case; push is nil where no push messages are sent.
func NewInboxes(inbox Inbox, push Pusher, policy auth.Policy, ics string) *Inboxes {
	return &Inboxes{inbox: inbox, push: push, policy: policy, ics: ics}
}

// InboxPage is a page of an inbox, latest first.
type InboxPage struct {
	Notices []Notice
	// Unread is how many are unread in all; what is above ReadUpTo is.
	Unread   int
	ReadUpTo int64
}

func (i *Inboxes) reader(ctx context.Context, a auth.Action) (Reader, error) {
	p, err := i.policy.Check(ctx, a, auth.Facts{ICS: i.ics})
	duties := p.Duties
	if duties == nil {
		duties = []string{}
	}
	return Reader{Subject: p.Subject, Employer: ownerOf(p), Codes: auth.Codes(ctx, ownerOf(p)), Duties: duties}, err
}

// Page gives the caller's notices before a number; 0 begins with the latest.
func (i *Inboxes) Page(ctx context.Context, before int64, limit int) (out InboxPage, err error) {
	r, err := i.reader(ctx, ReadAlertInbox)
	if err != nil {
		return out, err
	}
	if before <= 0 {
		before = math.MaxInt64
	}
	if out.Notices, err = i.inbox.Notices(ctx, r, before, limit); err != nil {
		return out, err
	}
	if out.ReadUpTo, err = i.inbox.ReadUpTo(ctx, r); err != nil {
		return out, err
	}
	out.Unread, err = i.inbox.Unread(ctx, r)
	return out, err
}

// Unread is how many notices the caller has not read; 0 for those who have no inbox.
func (i *Inboxes) Unread(ctx context.Context) (int, error) {
	r, err := i.reader(ctx, ReadAlertInbox)
	if fault.Is(err, fault.Forbidden) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	return i.inbox.Unread(ctx, r)
}

// MarkRead marks the caller's notices up to a number as read.
func (i *Inboxes) MarkRead(ctx context.Context, upTo int64) error {
	r, err := i.reader(ctx, ReadAlertInbox)
	if err != nil {
		return err
	}
	return i.inbox.MarkRead(ctx, r, max(upTo, 0))
}

// PushKey is what browsers subscribe with; empty where no push messages are sent.
func (i *Inboxes) PushKey() string {
	if i.push == nil {
		return ""
	}
	return i.push.PublicKey()
}

// Subscribe has the caller's browser rung.
func (i *Inboxes) Subscribe(ctx context.Context, to webpush.Subscription) error {
	r, err := i.reader(ctx, RingBrowser)
	if err != nil {
		return err
	}
	if i.push == nil {
		return fault.New(fault.Conflict, "push_off", "This system sends no push messages. Alerts are in your inbox.")
	}
	if said := to.Check(); said != "" {
		return fault.New(fault.Invalid, "invalid_subscription", "%s", said)
	}
	return i.inbox.Subscribe(ctx, r, to)
}

// Unsubscribe has a browser of the caller no longer rung.
func (i *Inboxes) Unsubscribe(ctx context.Context, endpoint string) error {
	r, err := i.reader(ctx, RingBrowser)
	if err != nil {
		return err
	}
	return absentRule(i.inbox.Unsubscribe(ctx, r, endpoint))
}
