package booking

import (
	"time"

	"github.com/muster-ics/muster/services/shifts/internal/cancellation"
	"github.com/muster-ics/muster/services/shifts/internal/timesheet"
)

// Attendance is what happens to a confirmed booking: everything is empty until it happens.
type Attendance struct {
	// StartedAt is the check-in, StartedBy who made it: worker or ward.
	StartedAt *time.Time
	StartedBy string
	// LateMinutes is how late the worker said they are, or the ward saw them come.
	LateMinutes int
	// LeftAt is when the worker left before the end; SentHome tells that the ward sent them, which takes no pay away.
	LeftAt   *time.Time
	SentHome bool
	// Sheet is the worked hours, Dispute what the worker does not accept, Consequence what the end of the booking came to.
	Sheet       *timesheet.Sheet
	Dispute     *timesheet.Dispute
	Consequence *cancellation.Consequence
	// ApprovedPence is the pay of the approved hours at the locked rate.
	ApprovedPence int64
}

// Approved tells whether the hours are approved: a worked booking's last state.
func (a Attendance) Approved() bool { return a.Sheet != nil && a.Sheet.Status == timesheet.Approved }

// Booked are the hours that the booking is for.
func (s State) Booked() timesheet.Hours {
	return timesheet.Hours{StartsAt: s.StartsAt, EndsAt: s.EndsAt, BreakMinutes: int(s.EndsAt.Sub(s.StartsAt)/time.Minute) - s.NetMinutes}
}

// ProposedHours are what the worker is shown to send in.
func (s State) ProposedHours() timesheet.Hours {
	if s.Sheet != nil {
		return s.Sheet.Hours
	}
	left := s.LeftAt
	if s.SentHome {
		left = nil
	}
	return timesheet.Propose(s.Booked(), s.StartedAt, left)
}

// Bear notes what the end of the booking came to. It belongs to the change that ends it and is none by itself.
func (b *Booking) Bear(c cancellation.Consequence) { b.s.Consequence = &c }
