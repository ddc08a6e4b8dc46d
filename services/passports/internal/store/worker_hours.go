package store

import (
	"context"
	"encoding/json"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/hours"
	"github.com/muster-ics/muster/services/passports/internal/store/sqlcgen"
)

// hoursRow is the newest row of working_times as LoadWorkers tells it in JSON; null while there is none.
type hoursRow struct {
	ID         id.ID          `json:"id"`
	Contract   string         `json:"contract"`
	OptOut     *hours.Period  `json:"opt_out"`
	Cap        string         `json:"cap"`
	Sponsor    string         `json:"sponsor"`
	Terms      []hours.Period `json:"terms"`
	RecordedAt time.Time      `json:"recorded_at"`
}

func (r *hoursRow) record() *hours.Record {
	if r == nil {
		return nil
	}
	h := hours.Rehydrate(hours.Record{ID: r.ID, RecordedAt: r.RecordedAt.UTC(), Contract: r.Contract, OptOut: r.OptOut, Cap: r.Cap, Sponsor: r.Sponsor, Terms: r.Terms}).Record()
	return &h
}

// insertHours writes a record, if there is one.
func insertHours(ctx context.Context, q *sqlcgen.Queries, workerID id.ID, h *hours.Record) error {
	if h == nil {
		return nil
	}
	var optOut []byte
	terms, err := json.Marshal(append([]hours.Period{}, h.Terms...))
	if err == nil && h.OptOut != nil {
		optOut, err = json.Marshal(h.OptOut)
	}
	if err != nil {
		return err
	}
	return q.InsertWorkingTime(ctx, sqlcgen.InsertWorkingTimeParams{
		ID: h.ID, WorkerID: workerID, Contract: h.Contract, OptOut: optOut, Cap: h.Cap, Sponsor: h.Sponsor, Terms: terms, RecordedAt: h.RecordedAt,
	})
}
