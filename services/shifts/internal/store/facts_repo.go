package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/eligibility"
	"github.com/muster-ics/muster/services/shifts/internal/store/sqlcgen"
	"github.com/muster-ics/muster/services/shifts/internal/workingtime"
)

// FactRepo implements app.FactReader.
type FactRepo struct{ base }

var _ app.FactReader = (*FactRepo)(nil)

// FactsOf implements app.FactReader, in two round trips for however many workers.
func (r *FactRepo) FactsOf(ctx context.Context, workers []id.ID, about time.Time) (map[id.ID]app.WorkerFacts, error) {
	rows, err := r.q.WorkerFacts(ctx, workers)
	if err != nil {
		return nil, fmt.Errorf("read what is known of workers: %w", err)
	}
	lines, err := r.q.DiariesOf(ctx, sqlcgen.DiariesOfParams{Workers: workers, FromAt: about.Add(-workingtime.Reach), ToAt: about.Add(workingtime.Reach)})
	if err != nil {
		return nil, fmt.Errorf("read diaries: %w", err)
	}
	diaries := make(map[id.ID][]eligibility.Entry, len(rows))
	for _, l := range lines {
		diaries[l.WorkerID] = append(diaries[l.WorkerID], eligibility.Entry{BookingID: l.ID, Kind: workingtime.Kind(l.Kind), Host: l.Host, Employer: l.Employer,
			StartsAt: l.StartsAt.UTC(), EndsAt: l.EndsAt.UTC(), NetMinutes: int(l.NetMinutes)})
	}
	out := make(map[id.ID]app.WorkerFacts, len(rows))
	for _, row := range rows {
		f, err := factsOf(row)
		if err != nil {
			return nil, err
		}
		f.Diary.Entries = diaries[row.ID]
		out[row.ID] = f
	}
	return out, nil
}

func factsOf(row sqlcgen.WorkerFactsRow) (app.WorkerFacts, error) {
	f := app.WorkerFacts{Passport: row.Passport, Floor: row.RevocationFloor, Area: row.Area, Diary: workingtime.Diary{Version: row.DiaryVersion}}
	var blocks []struct {
		Employer string    `json:"employer"`
		Ward     string    `json:"ward"`
		ReviewAt time.Time `json:"review_at"`
	}
	if err := errors.Join(json.Unmarshal(row.Blocks, &blocks), json.Unmarshal(row.Spans, &f.Unavailable)); err != nil {
		return f, fmt.Errorf("read what is known of a worker: %w", err)
	}
	for _, b := range blocks {
		f.Blocks = append(f.Blocks, eligibility.Block(b))
	}
	return f, nil
}
