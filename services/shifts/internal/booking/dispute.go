package booking

import (
	"time"

	"github.com/muster-ics/muster/services/shifts/internal/policy"
	"github.com/muster-ics/muster/services/shifts/internal/timesheet"
)

// Disputable tells whether the worker can say no: to amended hours, to what a cancellation by the employer pays, or to
// an absence. Each booking has one dispute.
func (s State) Disputable() bool {
	if s.Dispute != nil {
		return false
	}
	switch s.Status {
	case Worked:
		return s.Sheet != nil && s.Sheet.Status == timesheet.Amended
	case DidNotAttend:
		return true
	case Cancelled:
		return s.ConfirmedAt != nil
	}
	return false
}

// OpenDispute is the worker's no. days is how long the employer has to answer.
func (b *Booking) OpenDispute(why, text string, days int, now time.Time) error {
	if !b.s.Disputable() {
		return &Refusal{Code: "not_disputable", Message: "There is nothing here to dispute: hours that the employer changed, an absence and a cancelled booking can be disputed, once."}
	}
	d, err := timesheet.Open(why, text, days, now)
	if err != nil {
		return err
	}
	if b.s.Status == Worked {
		sheet, err := b.s.Sheet.Dispute()
		if err != nil {
			return err
		}
		b.s.Sheet = &sheet
	}
	b.s.Dispute = &d
	b.happened(EventDisputed)
	return nil
}

// Answer is an employer's answer to a dispute.
type Answer struct {
	Upheld bool
	// Text says what was decided and why.
	Text string
	// Hours stand at the end of a dispute about hours.
	Hours timesheet.Hours
	// OwedPence is what is paid for a cancelled booking or for an absence that was none.
	OwedPence int64
}

// maxOwed is the most that an answer can award in pence: a day at the highest rate.
const maxOwed = 24 * 50_000

// AnswerDispute ends a dispute. Hours are approved as they then stand, paid by pay at the locked rate; the statuses of
// cancelled bookings and absences are final, so an upheld dispute takes the strike away and says what is owed.
func (b *Booking) AnswerDispute(a Answer, limits policy.Attendance, pay func(timesheet.Hours) int64, now time.Time) error {
	if !b.s.Dispute.Waits() {
		return &Refusal{Code: "no_dispute", Message: "No dispute waits for an answer here."}
	}
	d, err := b.s.Dispute.Reply(a.Upheld, a.Text, now)
	if err != nil {
		return err
	}
	if b.s.Status == Worked {
		sheet, err := b.s.Sheet.Resolve(a.Hours, limits, now)
		if err != nil {
			return err
		}
		b.s.Sheet, b.s.Dispute, b.s.ApprovedPence = &sheet, &d, pay(a.Hours)
		b.happened(EventApproved)
		return nil
	}
	if a.OwedPence < 0 || a.OwedPence > maxOwed {
		return invalid("owed_pence", "Give from 0 to %d pence.", maxOwed)
	}
	b.s.Dispute = &d
	if c := b.s.Consequence; a.Upheld && c != nil {
		settled := *c
		settled.Strike, settled.OwedPence = false, max(settled.OwedPence, a.OwedPence)
		b.s.Consequence = &settled
	}
	b.happened(EventAmended)
	return nil
}
