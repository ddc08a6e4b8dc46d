package store

import (
	"context"
	"fmt"
	"time"

	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/eligibility"
	"github.com/muster-ics/muster/services/shifts/internal/store/sqlcgen"
	"github.com/muster-ics/muster/services/shifts/internal/workingtime"
)

// Diary implements app.Bookings. The version is read first: lines that come in between then belong to a later version,
// and a claim on this one fails.
func (r *BookingRepo) Diary(ctx context.Context, workerID id.ID, about time.Time) (workingtime.Diary, error) {
	return diaryIn(ctx, r.q, workerID, about)
}

func diaryIn(ctx context.Context, q *sqlcgen.Queries, workerID id.ID, about time.Time) (workingtime.Diary, error) {
	version, err := q.DiaryVersion(ctx, workerID)
	if err != nil {
		return workingtime.Diary{}, fmt.Errorf("read the version of a diary: %w", err)
	}
	rows, err := q.Diary(ctx, sqlcgen.DiaryParams{WorkerID: workerID, FromAt: about.Add(-workingtime.Reach), ToAt: about.Add(workingtime.Reach)})
	if err != nil {
		return workingtime.Diary{}, fmt.Errorf("read a diary: %w", err)
	}
	d := workingtime.Diary{Version: version, Entries: make([]eligibility.Entry, len(rows))}
	for i, e := range rows {
		d.Entries[i] = eligibility.Entry{BookingID: e.ID, Kind: workingtime.Kind(e.Kind), Host: e.Host, Employer: e.Employer,
			StartsAt: e.StartsAt.UTC(), EndsAt: e.EndsAt.UTC(), NetMinutes: int(e.NetMinutes)}
	}
	return d, nil
}
