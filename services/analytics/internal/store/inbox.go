package store

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/pg"
	"github.com/muster-ics/muster/pkg/webpush"
	"github.com/muster-ics/muster/services/analytics/internal/alert"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/store/sqlcgen"
)

// Inbox implements app.Inbox.
type Inbox struct{ pool *pgxpool.Pool }

// NewInbox makes the repository over the service's pool.
func NewInbox(pool *pgxpool.Pool) *Inbox { return &Inbox{pool: pool} }

var _ app.Inbox = (*Inbox)(nil)

// owe keeps what goes out with a change of an alert.
func owe(ctx context.Context, q *sqlcgen.Queries, o app.Outward) error {
	if o.Notice != "" {
		err := q.PutNotice(ctx, sqlcgen.PutNoticeParams{EventID: o.EventID, AlertID: o.AlertID, Kind: o.Notice, Owner: o.Owner, Employer: o.Employer, Tell: o.Tell, At: o.At})
		if err != nil {
			return err
		}
	}
	about := pgtype.UUID{Bytes: o.AlertID, Valid: true}
	if o.Message != nil {
		err := q.OweWebhooks(ctx, sqlcgen.OweWebhooksParams{EventID: o.EventID, AlertID: about, Type: o.Type, Body: string(o.Message), Owner: o.Owner, Employers: o.Employers, Tell: o.Tell})
		if err != nil {
			return err
		}
	}
	if o.Push == nil {
		return nil
	}
	return q.OweBrowsers(ctx, sqlcgen.OweBrowsersParams{EventID: o.EventID, AlertID: about, Type: o.Type, Body: string(o.Push), Owner: o.Owner, Employers: o.Employers, Tell: o.Tell})
}

// Notices implements app.Inbox.
func (i *Inbox) Notices(ctx context.Context, r app.Reader, before int64, limit int) ([]app.Notice, error) {
	rows, err := sqlcgen.New(i.pool).Notices(ctx, sqlcgen.NoticesParams{Before: before, Employer: r.Employer, Codes: r.Codes, Duties: r.Duties, Size: int32(limit)}) //nolint:gosec // bounded by the page
	out := make([]app.Notice, len(rows))
	for n, row := range rows {
		found := toAlert(row.Alert)
		out[n] = app.Notice{N: row.N, Kind: row.Kind, At: row.At.UTC(), ListedAlert: app.ListedAlert{Alert: found, Rule: alert.Rule{
			ID: found.RuleID, Name: row.Name, What: found.What, Owner: found.Owner, HoursAhead: int(row.HoursAhead), Raise: row.RaiseAt,
		}}}
	}
	return out, err
}

// Unread implements app.Inbox.
func (i *Inbox) Unread(ctx context.Context, r app.Reader) (int, error) {
	n, err := sqlcgen.New(i.pool).UnreadNotices(ctx, sqlcgen.UnreadNoticesParams{Subject: r.Subject, Employer: r.Employer, Codes: r.Codes, Duties: r.Duties})
	return int(n), err
}

// ReadUpTo implements app.Inbox.
func (i *Inbox) ReadUpTo(ctx context.Context, r app.Reader) (int64, error) {
	return sqlcgen.New(i.pool).ReadUpTo(ctx, r.Subject)
}

// MarkRead implements app.Inbox.
func (i *Inbox) MarkRead(ctx context.Context, r app.Reader, upTo int64) error {
	return sqlcgen.New(i.pool).MarkRead(ctx, sqlcgen.MarkReadParams{Subject: r.Subject, UpTo: upTo})
}

// Subscribe implements app.Inbox.
func (i *Inbox) Subscribe(ctx context.Context, r app.Reader, to webpush.Subscription) error {
	return pg.InTx(ctx, i.pool, func(tx pgx.Tx) error {
		q := sqlcgen.New(tx)
		err := q.PutBrowser(ctx, sqlcgen.PutBrowserParams{
			ID: id.New(), Subject: r.Subject, Employer: r.Employer, Duties: r.Duties, Endpoint: to.Endpoint, P256dh: to.P256DH, Auth: to.Auth,
		})
		if err != nil {
			return err
		}
		return q.DropOldBrowsers(ctx, r.Subject)
	})
}

// Unsubscribe implements app.Inbox.
func (i *Inbox) Unsubscribe(ctx context.Context, r app.Reader, endpoint string) error {
	n, err := sqlcgen.New(i.pool).DeleteBrowser(ctx, sqlcgen.DeleteBrowserParams{Subject: r.Subject, Endpoint: endpoint})
	return oneRow(n, err)
}

// oneRow is ErrAbsent when a change met no row.
func oneRow(n int64, err error) error {
	if err == nil && n == 0 {
		return app.ErrAbsent
	}
	return err
}

// Browser implements app.Inbox.
func (i *Inbox) Browser(ctx context.Context, browser id.ID) (webpush.Subscription, error) {
	row, err := sqlcgen.New(i.pool).Browser(ctx, browser)
	return webpush.Subscription{Endpoint: row.Endpoint, P256DH: row.P256dh, Auth: row.Auth}, absent(err)
}

// ForgetBrowser implements app.Inbox.
func (i *Inbox) ForgetBrowser(ctx context.Context, browser id.ID) error {
	return sqlcgen.New(i.pool).ForgetBrowser(ctx, browser)
}

// Trim implements app.Inbox.
func (i *Inbox) Trim(ctx context.Context, notices, browsers time.Duration) error {
	q := sqlcgen.New(i.pool)
	if _, err := q.TrimNotices(ctx, notices.Seconds()); err != nil {
		return err
	}
	_, err := q.TrimBrowsers(ctx, browsers.Seconds())
	return err
}
