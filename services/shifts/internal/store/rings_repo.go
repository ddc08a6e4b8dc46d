package store

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/pg"

	"github.com/muster-ics/muster/services/shifts/internal/alerting"
	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/store/sqlcgen"
)

// Subscribe implements app.Notices.
func (r *NoticeRepo) Subscribe(ctx context.Context, workerID id.ID, to alerting.Subscription) error {
	return pg.InTx(ctx, r.pool, func(tx pgx.Tx) error {
		q := r.q.WithTx(tx)
		err := q.PutPushSubscription(ctx, sqlcgen.PutPushSubscriptionParams{ID: id.New(), WorkerID: workerID, Endpoint: to.Endpoint, P256dh: to.P256DH, Auth: to.Auth})
		if err != nil {
			return fmt.Errorf("keep a push subscription: %w", err)
		}
		return wrapped(q.DropOldPushSubscriptions(ctx, workerID), "drop old push subscriptions")
	})
}

// Unsubscribe implements app.Notices.
func (r *NoticeRepo) Unsubscribe(ctx context.Context, workerID id.ID, endpoint string) error {
	n, err := r.q.DeletePushSubscription(ctx, sqlcgen.DeletePushSubscriptionParams{WorkerID: workerID, Endpoint: endpoint})
	return someRow(n, err, "end a push subscription")
}

// DueRings implements app.Notices.
func (r *NoticeRepo) DueRings(ctx context.Context, now time.Time, limit int) ([]app.Ring, error) {
	rows, err := r.q.DueRings(ctx, sqlcgen.DueRingsParams{Now: now, MaxRows: int32(limit)})
	if err != nil {
		return nil, fmt.Errorf("take due rings: %w", err)
	}
	out := make([]app.Ring, len(rows))
	for i, d := range rows {
		out[i] = app.Ring{
			ID: d.ID, SubscriptionID: d.SubscriptionID, To: alerting.Subscription{Endpoint: d.Endpoint, P256DH: d.P256dh, Auth: d.Auth},
			Kind: app.NoticeKind(d.Kind), Headline: d.Headline, Link: d.Link, Urgent: d.Urgent, Tries: int(d.Tries), OutOfDate: d.OutOfDate,
		}
	}
	return out, nil
}

// CloseRing implements app.Notices.
func (r *NoticeRepo) CloseRing(ctx context.Context, ring int64, outcome app.RingOutcome) error {
	return wrapped(r.q.CloseRing(ctx, sqlcgen.CloseRingParams{ID: ring, Outcome: some(string(outcome))}), "close a ring")
}

// PutOffRing implements app.Notices.
func (r *NoticeRepo) PutOffRing(ctx context.Context, ring int64, delay time.Duration) error {
	return wrapped(r.q.PutOffRing(ctx, sqlcgen.PutOffRingParams{ID: ring, Delay: delay.Seconds()}), "put a ring off")
}

// ForgetSubscription implements app.Notices.
func (r *NoticeRepo) ForgetSubscription(ctx context.Context, subscriptionID id.ID) error {
	return wrapped(r.q.ForgetPushSubscription(ctx, subscriptionID), "forget a push subscription")
}
