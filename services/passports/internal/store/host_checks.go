package store

import (
	"context"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/check"
	"github.com/muster-ics/muster/services/passports/internal/store/sqlcgen"
)

// RecordHostCheck implements app.Decisions. The passport is locked, so that no answer is given meanwhile.
func (s *Store) RecordHostCheck(ctx context.Context, workerID id.ID, c check.Check, f app.Fact) error {
	r := c.Record()
	return s.outbox.InTx(ctx, func(tx *outbox.Tx) error {
		q := sqlcgen.New(tx)
		if _, err := q.LockWorker(ctx, workerID); err != nil {
			return absent(err, app.ErrNoWorker)
		}
		if err := q.InsertHostCheck(ctx, sqlcgen.InsertHostCheckParams{
			ID: r.ID, WorkerID: workerID, Employer: r.By.Org, Type: string(r.Type), Outcome: string(r.Outcome), Level: r.Level, Workforce: r.Workforce,
			CheckedOn: r.CheckedOn, RecordedAt: r.RecordedAt, ValidUntil: r.ValidUntil, RecordedBy: r.By.Person,
		}); err != nil {
			return err
		}
		if _, err := q.JudgeWorkerAgain(ctx, sqlcgen.JudgeWorkerAgainParams{WorkerID: workerID, Hosts: s.kin(r.By.Org), Now: r.RecordedAt}); err != nil {
			return err
		}
		return record(ctx, tx, []app.Fact{f})
	})
}
