package store

import (
	"context"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/due"
	"github.com/muster-ics/muster/services/passports/internal/store/sqlcgen"
)

var _ app.Expiries = (*Store)(nil)

// toldAtOnce bounds the transaction of one page of notices.
const toldAtOnce = 200

// TellExpiries implements app.Expiries.
func (s *Store) TellExpiries(ctx context.Context, b app.ExpiryBounds, tell func(app.Expiry) (app.Fact, error)) (int, error) {
	n := 0
	err := s.outbox.InTx(ctx, func(tx *outbox.Tx) error {
		q := sqlcgen.New(tx)
		rows, err := q.ExpiriesToTell(ctx, sqlcgen.ExpiriesToTellParams{Now: b.Now, In7: b.In7, In28: b.In28, In60: b.In60, In90: b.In90, Page: toldAtOnce})
		if err != nil {
			return err
		}
		n = len(rows)
		var facts []app.Fact
		for _, r := range rows {
			f, told, err := noticed(ctx, q, r, b, tell)
			if err != nil {
				return err
			}
			if told {
				facts = append(facts, f)
			}
		}
		if len(facts) == 0 {
			return nil
		}
		return record(ctx, tx, facts)
	})
	return n, err
}

func noticed(ctx context.Context, q *sqlcgen.Queries, r sqlcgen.ExpiriesToTellRow, b app.ExpiryBounds, tell func(app.Expiry) (app.Fact, error)) (app.Fact, bool, error) {
	dueAt := r.DueAt.UTC()
	e := app.Expiry{
		NoticeID: id.New(), Worker: r.WorkerID, HomeEmployer: r.HomeEmployer, Days: int(r.Days), At: b.Now,
		Line: due.Line{Kind: due.Kind(r.Kind), Code: r.Code, Level: int(r.Level), State: due.Held, DueAt: &dueAt},
	}
	n, err := q.InsertExpiryNotice(ctx, sqlcgen.InsertExpiryNoticeParams{
		ID: e.NoticeID, WorkerID: e.Worker, Kind: r.Kind, Code: r.Code, DueAt: dueAt, Days: r.Days, ToldAt: b.Now,
	})
	if err != nil || n == 0 {
		return app.Fact{}, false, err
	}
	f, err := tell(e)
	return f, true, err
}
