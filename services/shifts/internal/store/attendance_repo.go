package store

import (
	"context"
	"fmt"
	"time"

	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/cancellation"
	"github.com/muster-ics/muster/services/shifts/internal/store/sqlcgen"
)

// AttendanceRepo implements app.Attendance.
type AttendanceRepo struct{ base }

var _ app.Attendance = (*AttendanceRepo)(nil)

// Hours implements app.Attendance.
func (r *AttendanceRepo) Hours(ctx context.Context, f app.HoursFilter) ([]app.Booked, error) {
	rows, err := r.q.ListHours(ctx, sqlcgen.ListHoursParams{
		Hosts: r.codes(f.Host), Statuses: words(f.Statuses), Disputes: f.Disputes, AfterAt: f.After.At, AfterID: f.After.ID, MaxRows: int32(f.Limit)})
	if err != nil {
		return nil, fmt.Errorf("list worked hours: %w", err)
	}
	out := make([]app.Booked, len(rows))
	for i, row := range rows {
		if out[i].Booking, err = bookingState(row.Booking); err != nil {
			return nil, err
		}
		if out[i].Shift, err = shiftState(row.Shift, override{}); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Strikes implements app.Attendance.
func (r *AttendanceRepo) Strikes(ctx context.Context, workerID id.ID, host string, code cancellation.Code, since time.Time) (int, error) {
	n, err := r.q.Strikes(ctx, sqlcgen.StrikesParams{WorkerID: workerID, Hosts: r.codes(host), Code: string(code), Since: &since})
	return int(n), named("count what counts for a worker", err)
}

// Redeployed implements app.Attendance.
func (r *AttendanceRepo) Redeployed(ctx context.Context, since time.Time, limit int) ([]id.ID, error) {
	ids, err := r.q.Redeployed(ctx, sqlcgen.RedeployedParams{Since: &since, MaxRows: int32(limit)})
	return ids, named("list who took another shift instead", err)
}

// Outcomes implements app.Attendance.
func (r *AttendanceRepo) Outcomes(ctx context.Context, f app.OutcomeFilter) ([]app.Outcome, error) {
	rows, err := r.q.Reliability(ctx, sqlcgen.ReliabilityParams{
		Hosts: r.codes(f.Host), WorkerID: some(f.WorkerID), FromAt: f.From, ToAt: f.To})
	if err != nil {
		return nil, fmt.Errorf("count what became of bookings: %w", err)
	}
	out := make([]app.Outcome, len(rows))
	for i, o := range rows {
		out[i] = app.Outcome{Status: o.Status, Band: o.Band, Code: o.Code, Bookings: int(o.Bookings), OwedPence: o.OwedPence}
	}
	return out, nil
}
