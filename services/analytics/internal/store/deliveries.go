package store

import (
	"bytes"
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/pg"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/store/sqlcgen"
	"github.com/muster-ics/muster/services/analytics/internal/webhook"
)

// Deliveries implements app.Deliveries.
type Deliveries struct{ pool *pgxpool.Pool }

// NewDeliveries makes the repository over the service's pool.
func NewDeliveries(pool *pgxpool.Pool) *Deliveries { return &Deliveries{pool: pool} }

var _ app.Deliveries = (*Deliveries)(nil)

const push = "push"

// Owe implements app.Deliveries.
func (d *Deliveries) Owe(ctx context.Context, w webhook.Webhook, event id.ID, typ string, body []byte) error {
	return sqlcgen.New(d.pool).OweOne(ctx, sqlcgen.OweOneParams{ID: id.New(), Receiver: w.ID, Owner: w.Owner, EventID: event, Type: typ, Body: string(body)})
}

// Due implements app.Deliveries.
func (d *Deliveries) Due(ctx context.Context, busy []id.ID, receivers, each int) (out []app.Due, err error) {
	err = pg.InTx(ctx, d.pool, func(tx pgx.Tx) error {
		q := sqlcgen.New(tx)
		if err := q.LockDue(ctx); err != nil {
			return err
		}
		rows, err := q.DueDeliveries(ctx, sqlcgen.DueDeliveriesParams{Busy: busy, Receivers: int32(receivers), Each: int32(each)}) //nolint:gosec // small numbers
		slices.SortFunc(rows, func(a, b sqlcgen.DueDeliveriesRow) int {
			return cmp.Or(a.MadeAt.Compare(b.MadeAt), bytes.Compare(a.ID[:], b.ID[:]))
		})
		out = make([]app.Due, len(rows))
		for i, r := range rows {
			out[i] = app.Due{ID: r.ID, Push: r.Channel == push, Receiver: r.Receiver, Type: r.Type, Body: []byte(r.Body), Tries: int(r.Tries), Now: r.Now.UTC(), Until: r.Until.UTC()}
		}
		return err
	})
	return out, err
}

// Close implements app.Deliveries.
func (d *Deliveries) Close(ctx context.Context, m app.Due, state string, status int, said string) error {
	return sqlcgen.New(d.pool).CloseDelivery(ctx, sqlcgen.CloseDeliveryParams{ID: m.ID, Taken: utc(&m.Until), Outcome: text(state), Status: int32(status), Said: said}) //nolint:gosec // a status of HTTP
}

// PutOff implements app.Deliveries.
func (d *Deliveries) PutOff(ctx context.Context, m app.Due, delay time.Duration, status int, said string) error {
	return sqlcgen.New(d.pool).PutOffDelivery(ctx, sqlcgen.PutOffDeliveryParams{ID: m.ID, Taken: utc(&m.Until), Delay: delay.Seconds(), Status: int32(status), Said: said}) //nolint:gosec // a status of HTTP
}

// GiveBack implements app.Deliveries.
func (d *Deliveries) GiveBack(ctx context.Context, m app.Due) error {
	return sqlcgen.New(d.pool).GiveBackDelivery(ctx, sqlcgen.GiveBackDeliveryParams{ID: m.ID, Taken: utc(&m.Until)})
}

// Resend implements app.Deliveries.
func (d *Deliveries) Resend(ctx context.Context, owners []string, message id.ID) error {
	return oneRow(sqlcgen.New(d.pool).ResendDelivery(ctx, sqlcgen.ResendDeliveryParams{ID: message, Owners: owners}))
}

// Deliveries implements app.Deliveries.
func (d *Deliveries) Deliveries(ctx context.Context, q app.DeliveryQuery) ([]app.Delivery, error) {
	if q.BeforeAt.IsZero() {
		q.BeforeAt = farAhead
	}
	rows, err := sqlcgen.New(d.pool).Deliveries(ctx, sqlcgen.DeliveriesParams{
		Owners: q.Owners, Receiver: q.Receiver, State: q.State, BeforeAt: q.BeforeAt, BeforeID: q.BeforeID, Size: int32(q.Most), //nolint:gosec // bounded by the page
	})
	out := make([]app.Delivery, len(rows))
	for i, r := range rows {
		out[i] = app.Delivery{
			ID: r.ID, Receiver: r.Receiver, Push: r.Channel == push, Webhook: r.WebhookName, Type: r.Type, Employer: r.Employer, StaffGroup: r.StaffGroup,
			MadeAt: r.MadeAt.UTC(), DueAt: r.DueAt.UTC(), Tries: int(r.Tries), State: app.Waiting, Status: int(r.Status), Said: r.Said, DoneAt: utc(r.DoneAt),
		}
		if r.Outcome.Valid {
			out[i].State = r.Outcome.String
		}
	}
	return out, err
}

// Trouble implements app.Deliveries.
func (d *Deliveries) Trouble(ctx context.Context, owners []string) (dead, waiting int, err error) {
	n, err := sqlcgen.New(d.pool).CountDeliveries(ctx, owners)
	return int(n.Dead), int(n.Waiting), err
}

// TrimDeliveries implements app.Deliveries.
func (d *Deliveries) TrimDeliveries(ctx context.Context, keep time.Duration) error {
	_, err := sqlcgen.New(d.pool).TrimDeliveries(ctx, keep.Seconds())
	return err
}
