package app

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/muster-ics/muster/services/shifts/internal/alerting"
)

const (
	// ringsAtOnce is how many push messages are on their way at the same time.
	ringsAtOnce = 32
	// ringTries is how often a message is tried: after 30 s, 1, 2 and 4 minutes; an alert that is later helps nobody.
	ringTries   = 5
	ringPutOff  = 30 * time.Second
	keepNotices = 180 * 24 * time.Hour
)

// RingDue sends the push messages that are due and gives how many it took up. Replicas may do it at the same time, each
// takes other ones; what one took and did not finish is due again after a minute.
func (a *App) RingDue(ctx context.Context) (int, error) {
	if a.telling.Push == nil {
		return 0, nil
	}
	due, err := a.telling.Notices.DueRings(ctx, a.clock.Now(), ringsAtOnce)
	if err != nil {
		return 0, err
	}
	var all sync.WaitGroup
	errs := make([]error, len(due))
	for i, r := range due {
		all.Go(func() { errs[i] = a.ring(ctx, r) })
	}
	all.Wait()
	return len(due), errors.Join(errs...)
}

func (a *App) ring(ctx context.Context, r Ring) error {
	if r.OutOfDate {
		return a.telling.Notices.CloseRing(ctx, r.ID, RingOutOfDate)
	}
	err := a.telling.Push.Send(ctx, r.To, message(r))
	switch {
	case err == nil:
		return a.telling.Notices.CloseRing(ctx, r.ID, RingSent)
	case errors.Is(err, alerting.ErrGone):
		return a.telling.Notices.ForgetSubscription(ctx, r.SubscriptionID)
	case errors.Is(err, alerting.ErrRefused):
		a.log.WarnContext(ctx, "a push service refuses a message", "err", err)
		return a.telling.Notices.CloseRing(ctx, r.ID, RingRefused)
	case r.Tries >= ringTries:
		return a.telling.Notices.CloseRing(ctx, r.ID, RingGivenUp)
	}
	return a.telling.Notices.PutOffRing(ctx, r.ID, ringPutOff<<(r.Tries-1))
}

// message is what the phone shows while it is locked: nothing about anybody, and nothing that a bystander should read.
func message(r Ring) alerting.Message {
	m := alerting.Message{URL: "/notices", Urgent: r.Urgent}
	switch r.Kind {
	case NoticeOpenShift:
		m.Title, m.Body, m.URL = "A shift for you", r.Headline, r.Link
	case NoticeDigest:
		m.Title, m.Body, m.URL = "More shifts for you", "Open Muster to see them.", r.Link
	case NoticeOffer:
		m.Title, m.Body = "A shift is offered to you", "Open Muster to answer; the offer ends by itself."
	default:
		m.Title, m.Body = "A change to your shifts", "Open Muster to see it."
	}
	return m
}

// TrimNotices forgets notices of more than half a year ago.
func (a *App) TrimNotices(ctx context.Context) (int, error) {
	return a.telling.Notices.Trim(ctx, keepNotices)
}
