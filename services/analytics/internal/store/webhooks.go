package store

import (
	"context"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/store/sqlcgen"
	"github.com/muster-ics/muster/services/analytics/internal/webhook"
)

// Webhooks implements app.Webhooks. Secrets lie sealed in its table.
type Webhooks struct {
	pool   *pgxpool.Pool
	outbox *outbox.Outbox
	keys   *webhook.Keyring
}

// NewWebhooks makes the repository over the service's pool and outbox.
func NewWebhooks(pool *pgxpool.Pool, o *outbox.Outbox, keys *webhook.Keyring) *Webhooks {
	return &Webhooks{pool: pool, outbox: o, keys: keys}
}

var _ app.Webhooks = (*Webhooks)(nil)

func (s *Webhooks) open(r sqlcgen.Webhook) (w webhook.Webhook, err error) {
	w = webhook.Webhook{ID: r.ID, Version: r.Version, Owner: r.Owner, Name: r.Name, URL: r.Url, On: r.Live, MadeAt: r.MadeAt.UTC(), OffWhy: r.OffWhy}
	if w.Secret, err = s.keys.Open(r.ID, r.Secret); err != nil {
		return w, err
	}
	w.OldSecret, err = s.keys.Open(r.ID, r.OldSecret)
	return w, err
}

// Webhooks implements app.Webhooks.
func (s *Webhooks) Webhooks(ctx context.Context, owners []string) ([]webhook.Webhook, error) {
	rows, err := sqlcgen.New(s.pool).Webhooks(ctx, owners)
	if err != nil {
		return nil, err
	}
	out := make([]webhook.Webhook, len(rows))
	for i, r := range rows {
		if out[i], err = s.open(r); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Webhook implements app.Webhooks.
func (s *Webhooks) Webhook(ctx context.Context, receiver id.ID) (webhook.Webhook, error) {
	r, err := sqlcgen.New(s.pool).Webhook(ctx, receiver)
	if err != nil {
		return webhook.Webhook{}, absent(err)
	}
	return s.open(r)
}

// AddWebhook implements app.Webhooks.
func (s *Webhooks) AddWebhook(ctx context.Context, w webhook.Webhook, most int, told app.Told) (added bool, err error) {
	err = s.outbox.InTx(ctx, func(tx *outbox.Tx) error {
		q := sqlcgen.New(tx)
		added = false
		if err := q.LockWebhooks(ctx, w.Owner); err != nil {
			return err
		}
		n, err := q.CountWebhooks(ctx, w.Owner)
		if err != nil || int(n) >= most {
			return err
		}
		err = q.AddWebhook(ctx, sqlcgen.AddWebhookParams{
			ID: w.ID, Owner: w.Owner, Name: w.Name, Url: w.URL, Live: w.On, Secret: s.keys.Seal(w.ID, w.Secret), MadeAt: w.MadeAt,
		})
		if err != nil {
			return err
		}
		added = true
		return record(ctx, tx, told)
	})
	return added, err
}

// ChangeWebhook implements app.Webhooks.
func (s *Webhooks) ChangeWebhook(ctx context.Context, receiver id.ID, change func(*webhook.Webhook) (*app.Told, error)) error {
	return s.outbox.InTx(ctx, func(tx *outbox.Tx) error {
		q := sqlcgen.New(tx)
		row, err := q.LockWebhook(ctx, receiver)
		if err != nil {
			return absent(err)
		}
		w, err := s.open(row)
		if err != nil {
			return err
		}
		told, err := change(&w)
		if err != nil || told == nil {
			return err
		}
		err = q.SaveWebhook(ctx, sqlcgen.SaveWebhookParams{
			ID: w.ID, Version: w.Version, Name: w.Name, Url: w.URL, Live: w.On, Secret: s.keys.Seal(w.ID, w.Secret),
			OldSecret: s.keys.Seal(w.ID, w.OldSecret), OffWhy: w.OffWhy,
		})
		if err != nil {
			return err
		}
		return record(ctx, tx, *told)
	})
}
