package store

import (
	"context"

	"github.com/google/uuid"

	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/fillrate"
	"github.com/muster-ics/muster/services/analytics/internal/store/sqlcgen"
)

// applyWork writes the newest approved hours of each booking in the batch.
func applyWork(ctx context.Context, q *sqlcgen.Queries, heard []app.Heard) (grown int64, err error) {
	newest := map[uuid.UUID]app.Heard{}
	for _, h := range heard {
		if h.Work == nil {
			continue
		}
		if known, ok := newest[h.Work.Booking]; !ok || known.Work.Version < h.Work.Version {
			newest[h.Work.Booking] = h
		}
	}
	if len(newest) == 0 {
		return 0, nil
	}
	var p sqlcgen.ApplyWorkParams
	for _, h := range newest {
		w := h.Work
		p.Ids, p.Versions = append(p.Ids, w.Booking), append(p.Versions, w.Version)
		p.Employers, p.StaffGroups = append(p.Employers, w.Employer), append(p.StaffGroups, w.StaffGroup)
		p.Channels, p.StartsAt = append(p.Channels, w.Channel), append(p.StartsAt, w.StartsAt)
		p.Minutes, p.StreamSeqs = append(p.Minutes, w.Minutes), append(p.StreamSeqs, h.Sequence)
	}
	return q.ApplyWork(ctx, p)
}

func toWork(r sqlcgen.WorkedNow) fillrate.Work {
	return fillrate.Work{
		Booking: r.BookingID, Version: r.Version, Employer: r.Employer, StaffGroup: r.StaffGroup, Channel: r.Channel,
		StartsAt: r.StartsAt.UTC(), Minutes: r.Minutes,
	}
}

// eachWork gives every row in the order of bookings.
func eachWork(ctx context.Context, q *sqlcgen.Queries, fn func(sqlcgen.WorkedNow)) error {
	after := uuid.Nil
	for {
		rows, err := q.WorkPage(ctx, sqlcgen.WorkPageParams{After: after, Size: page})
		if err != nil {
			return err
		}
		for _, r := range rows {
			fn(r)
		}
		if len(rows) < page {
			return nil
		}
		after = rows[len(rows)-1].BookingID
	}
}

func rebuiltWork(h app.Heard) sqlcgen.CopyRebuiltWorkParams {
	w := h.Work
	return sqlcgen.CopyRebuiltWorkParams{
		BookingID: w.Booking, Version: w.Version, Employer: w.Employer, StaffGroup: w.StaffGroup, Channel: w.Channel,
		StartsAt: w.StartsAt, Minutes: w.Minutes, StreamSeq: h.Sequence,
	}
}
