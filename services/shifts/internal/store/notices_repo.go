package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/pg"

	"github.com/muster-ics/muster/services/shifts/internal/alerting"
	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/store/sqlcgen"
)

// NoticeRepo implements app.Notices.
type NoticeRepo struct{ base }

var _ app.Notices = (*NoticeRepo)(nil)

// Tell implements app.Notices. Its transaction records no event, since nobody else hears of notices.
func (r *NoticeRepo) Tell(ctx context.Context, ts []app.Telling) error {
	if len(ts) == 0 {
		return nil
	}
	return pg.InTx(ctx, r.pool, func(tx pgx.Tx) error {
		return tellIn(ctx, r.q.WithTx(tx), ts)
	})
}

// tellIn is Tell as the last step of a transaction that changes what is told of: nobody is told of what did not happen,
// and what happened is told.
func tellIn(ctx context.Context, q *sqlcgen.Queries, ts []app.Telling) error {
	if len(ts) == 0 {
		return nil
	}
	if err := q.LockNotices(ctx); err != nil {
		return fmt.Errorf("wait for the other writers of notices: %w", err)
	}
	told, err := q.PutNotices(ctx, noticeRows(ts))
	if err != nil {
		return fmt.Errorf("keep notices: %w", err)
	}
	if rings := ringsFor(ts, told); len(rings.Notices) > 0 {
		if _, err := q.OweRings(ctx, rings); err != nil {
			return fmt.Errorf("owe rings: %w", err)
		}
	}
	return nil
}

func noticeRows(ts []app.Telling) sqlcgen.PutNoticesParams {
	var p sqlcgen.PutNoticesParams
	for _, t := range ts {
		p.Ids, p.Workers, p.Keys, p.Kinds = append(p.Ids, id.New()), append(p.Workers, t.WorkerID), append(p.Keys, t.Key), append(p.Kinds, string(t.Kind))
		p.Starts, p.ShiftIds = append(p.Starts, t.StartsAt), append(p.ShiftIds, t.ShiftID)
		p.Headlines, p.Details, p.Links = append(p.Headlines, t.Headline), append(p.Details, t.Detail), append(p.Links, t.Link)
		p.Acknowledge, p.Ats = append(p.Acknowledge, t.MustAcknowledge), append(p.Ats, t.At)
	}
	return p
}

func ringsFor(ts []app.Telling, told []sqlcgen.PutNoticesRow) sqlcgen.OweRingsParams {
	type about struct {
		worker id.ID
		key    string
	}
	ring := make(map[about]app.Telling, len(ts))
	for _, t := range ts {
		if t.Ring {
			ring[about{t.WorkerID, t.Key}] = t
		}
	}
	var p sqlcgen.OweRingsParams
	for _, n := range told {
		if t, ok := ring[about{n.WorkerID, n.Key}]; ok {
			p.Notices, p.Workers = append(p.Notices, n.ID), append(p.Workers, n.WorkerID)
			p.Urgent, p.Delays = append(p.Urgent, t.Urgent), append(p.Delays, t.Delay.Seconds())
		}
	}
	return p
}

// remembered is how far back it is looked whether a worker knows of a shift.
const remembered = 60 * 24 * time.Hour

// AlertStanding implements app.Notices.
func (r *NoticeRepo) AlertStanding(ctx context.Context, workers []id.ID, key string, shiftID id.ID, since time.Time) (map[id.ID]app.AlertStanding, error) {
	rows, err := r.q.AlertStanding(ctx, sqlcgen.AlertStandingParams{Since: since, Remembered: since.Add(-remembered), Key: key, ShiftID: shiftID, Workers: workers})
	if err != nil {
		return nil, fmt.Errorf("read how workers stand to an alert: %w", err)
	}
	out := make(map[id.ID]app.AlertStanding, len(rows))
	for _, row := range rows {
		st := app.AlertStanding{Told: int(row.Told), Known: row.Known}
		if row.Settings != nil {
			if st.Settings, err = decodeAlerts(row.Settings); err != nil {
				return nil, err
			}
		}
		out[row.WorkerID] = st
	}
	return out, nil
}

func decodeAlerts(b []byte) (*alerting.Settings, error) {
	var s alerting.Settings
	if err := json.Unmarshal(b, &s); err != nil {
		return nil, fmt.Errorf("read alert settings: %w", err)
	}
	return &s, nil
}

// NoticesOf implements app.Notices.
func (r *NoticeRepo) NoticesOf(ctx context.Context, workerID id.ID, before int64, limit int) ([]app.Notice, error) {
	rows, err := r.q.NoticesOf(ctx, sqlcgen.NoticesOfParams{WorkerID: workerID, Before: before, MaxRows: int32(limit)})
	return noticesOf(rows, err)
}

// NoticesAfter implements app.Notices.
func (r *NoticeRepo) NoticesAfter(ctx context.Context, workerID id.ID, after int64, limit int) ([]app.Notice, error) {
	rows, err := r.q.NoticesAfter(ctx, sqlcgen.NoticesAfterParams{WorkerID: workerID, After: after, MaxRows: int32(limit)})
	return noticesOf(rows, err)
}

func noticesOf(rows []sqlcgen.Notice, err error) ([]app.Notice, error) {
	if err != nil {
		return nil, fmt.Errorf("read notices: %w", err)
	}
	out := make([]app.Notice, len(rows))
	for i, n := range rows {
		out[i] = app.Notice{
			N: n.N, ID: n.ID, Kind: app.NoticeKind(n.Kind), StartsAt: n.StartsAt, ShiftIDs: n.ShiftIds, Headline: n.Headline, Detail: n.Detail,
			Link: n.Link, MustAcknowledge: n.MustAcknowledge, At: n.At, ReadAt: n.ReadAt, AcknowledgedAt: n.AcknowledgedAt,
		}
	}
	return out, nil
}

// Unread implements app.Notices.
func (r *NoticeRepo) Unread(ctx context.Context, workerID id.ID) (int, error) {
	n, err := r.q.UnreadNotices(ctx, workerID)
	return int(n), wrapped(err, "count unread notices")
}

// Read implements app.Notices.
func (r *NoticeRepo) Read(ctx context.Context, workerID id.ID, upTo int64, at time.Time) error {
	_, err := r.q.ReadNotices(ctx, sqlcgen.ReadNoticesParams{WorkerID: workerID, UpTo: upTo, At: &at})
	return wrapped(err, "mark notices as read")
}

// Acknowledge implements app.Notices.
func (r *NoticeRepo) Acknowledge(ctx context.Context, workerID, noticeID id.ID, at time.Time) error {
	n, err := r.q.AcknowledgeNotice(ctx, sqlcgen.AcknowledgeNoticeParams{WorkerID: workerID, ID: noticeID, At: &at})
	return someRow(n, err, "acknowledge a notice")
}

// Fresh implements app.Notices.
func (r *NoticeRepo) Fresh(ctx context.Context, after int64) (map[id.ID]int64, error) {
	rows, err := r.q.FreshNotices(ctx, after)
	if err != nil {
		return nil, fmt.Errorf("look for new notices: %w", err)
	}
	out := make(map[id.ID]int64, len(rows))
	for _, row := range rows {
		out[row.WorkerID] = row.N
	}
	return out, nil
}

// Last implements app.Notices.
func (r *NoticeRepo) Last(ctx context.Context) (int64, error) {
	n, err := r.q.LastNotice(ctx)
	return n, wrapped(err, "find the last notice")
}

// Trim implements app.Notices.
func (r *NoticeRepo) Trim(ctx context.Context, keep time.Duration) (int, error) {
	n, err := r.q.TrimNotices(ctx, keep)
	return int(n), wrapped(err, "trim notices")
}

// AlertSettings implements app.Notices.
func (r *NoticeRepo) AlertSettings(ctx context.Context, workerID id.ID) (*alerting.Settings, int64, error) {
	row, err := r.q.GetAlertSettings(ctx, workerID)
	if err = found(err, "read alert settings"); err != nil {
		if err == app.ErrNotFound {
			return nil, 0, nil
		}
		return nil, 0, err
	}
	s, err := decodeAlerts(row.Settings)
	return s, row.Version, err
}

// PutAlertSettings implements app.Notices.
func (r *NoticeRepo) PutAlertSettings(ctx context.Context, workerID id.ID, s alerting.Settings, version int64) error {
	body, err := json.Marshal(s)
	if err != nil {
		return err
	}
	n, err := r.q.PutAlertSettings(ctx, sqlcgen.PutAlertSettingsParams{WorkerID: workerID, Settings: body, Version: version})
	if err == nil && n == 0 {
		return app.ErrSettingsStale
	}
	return wrapped(err, "keep alert settings")
}

// wrapped names what failed.
func wrapped(err error, what string) error {
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	return nil
}

// someRow is ErrNotFound when a change met no row.
func someRow(n int64, err error, what string) error {
	if err == nil && n == 0 {
		return app.ErrNotFound
	}
	return wrapped(err, what)
}
