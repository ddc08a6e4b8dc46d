package app

import (
	es "github.com/muster-ics/muster/events/shifts"

	"github.com/muster-ics/muster/services/shifts/internal/booking"
)

// attendanceState is the public part of what happened to a booking from its check-in on. Notes, disputes and answers are
// people's own words and stay here.
func attendanceState(b booking.State) es.Attendance {
	a := es.Attendance{StartedAt: b.StartedAt, LateMinutes: b.LateMinutes, LeftAt: b.LeftAt}
	if s := b.Sheet; s != nil {
		from, until := s.Hours.StartsAt, s.Hours.EndsAt
		a.Hours, a.WorkedFrom, a.WorkedUntil = string(s.Status), &from, &until
		a.WorkedBreakMinutes, a.WorkedMinutes, a.ApprovedAt = s.Hours.BreakMinutes, s.Hours.Minutes(), s.ApprovedAt
		if b.Approved() {
			a.WorkedPence = b.ApprovedPence
			a.WorkedPay = workedPay(b)
		}
	}
	if c := b.Consequence; c != nil {
		a.NoticeBand, a.Consequence, a.OwedPence, a.RedeployTo = string(c.Band), string(c.Code), c.OwedPence, c.RedeployTo
	}
	return a
}

// workedPay is the split of approved hours; nil where the pay was locked without one, or approved as something else.
func workedPay(b booking.State) []es.PaidLine {
	if b.Pay == nil {
		return nil
	}
	q := rework(*b.Pay, b.Sheet.Hours)
	if q.TotalPence != b.ApprovedPence {
		return nil
	}
	return payLines(q.Lines)
}
