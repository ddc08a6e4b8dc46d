package app

import (
	"context"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/booking"
	"github.com/muster-ics/muster/services/shifts/internal/cancellation"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// reliabilityDays is the period that reliability is counted over: the longest monitoring period of the default policy.
const reliabilityDays = 180

// Reliability counts what became of confirmed bookings, both sides by the same bands.
type Reliability struct {
	From, To time.Time
	// Kept are bookings that were started or worked, or that lie ahead.
	Kept int
	// ByEmployer and ByWorker count cancellations by notice band. NotCounted are those of workers who could not work.
	ByEmployer, ByWorker map[shift.NoticeBand]int
	NotCounted           int
	Absent               int
	// Revoked are bookings that a passport or an agreement ended: neither side's doing.
	Revoked int
	// OwedPence is what the employer came to owe for cancelling.
	OwedPence int64
}

// Reliability counts for one employer's shifts, or, for a worker, their own bookings at all employers. Leads may leave the
// employer out.
func (a *App) Reliability(ctx context.Context, employer string) (Reliability, error) {
	who, _ := auth.From(ctx)
	now := a.clock.Now()
	f := OutcomeFilter{Host: employer, From: now.Add(-reliabilityDays * 24 * time.Hour), To: now}
	facts := auth.Facts{Employer: employer}
	switch who.Role {
	case auth.Worker:
		workerID, err := id.Parse(who.WorkerID)
		if err != nil {
			return Reliability{}, unknown()
		}
		f.WorkerID, facts.Worker = workerID, who.WorkerID
	case auth.Employer:
		if employer == "" {
			f.Host, facts.Employer = who.Employer, who.Employer
		}
	}
	if _, err := a.check(ctx, ReadReliability, facts); err != nil {
		return Reliability{}, err
	}
	rows, err := a.attendance.Outcomes(ctx, f)
	if err != nil {
		return Reliability{}, err
	}
	return reliabilityOf(f, rows), nil
}

func reliabilityOf(f OutcomeFilter, rows []Outcome) Reliability {
	r := Reliability{From: f.From, To: f.To, ByEmployer: map[shift.NoticeBand]int{}, ByWorker: map[shift.NoticeBand]int{}}
	for _, o := range rows {
		band := shift.NoticeBand(o.Band)
		switch booking.Status(o.Status) {
		case booking.Confirmed, booking.Started, booking.Worked:
			r.Kept += o.Bookings
		case booking.Cancelled:
			r.ByEmployer[band] += o.Bookings
		case booking.Withdrawn:
			if o.Code == string(cancellation.NotCounted) {
				r.NotCounted += o.Bookings
			} else {
				r.ByWorker[band] += o.Bookings
			}
		case booking.DidNotAttend:
			r.Absent += o.Bookings
		case booking.Revoked:
			r.Revoked += o.Bookings
		}
		r.OwedPence += o.OwedPence
	}
	return r
}
