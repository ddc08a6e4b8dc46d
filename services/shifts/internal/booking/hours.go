package booking

import (
	"time"

	"github.com/muster-ics/muster/services/shifts/internal/policy"
	"github.com/muster-ics/muster/services/shifts/internal/timesheet"
)

// SubmitHours sends the worked hours in, by the person by, which makes the booking worked, or corrects them until somebody decides.
func (b *Booking) SubmitHours(h timesheet.Hours, note, by string, limits policy.Attendance, now time.Time) error {
	if b.s.Status != Confirmed && b.s.Status != Started && b.s.Status != Worked {
		return &Refusal{Code: "booking_ended", Message: "This booking is " + plainStatus(b.s.Status) + "; there are no hours to send in."}
	}
	sheet, err := timesheet.Submit(b.s.Sheet, b.s.Booked(), timesheet.Submission{Hours: h, Note: note, By: by, CheckedIn: b.s.StartedAt != nil}, limits, now)
	if err != nil {
		return err
	}
	b.s.Sheet = &sheet
	if b.s.Status == Worked {
		b.happened(EventAmended)
		return nil
	}
	b.s.Status, b.s.EndedAt = Worked, &now
	b.happened(EventWorked)
	return nil
}

// ApproveHours accepts the hours as they were sent in. pence is their pay at the locked rate.
func (b *Booking) ApproveHours(pence int64, by string, now time.Time) error {
	return b.changeHours(EventApproved, func(s timesheet.Sheet) (timesheet.Sheet, error) {
		b.s.ApprovedPence = pence
		return s.Approve(by, now)
	})
}

// AmendHours changes the hours; the worker then agrees or disputes.
func (b *Booking) AmendHours(h timesheet.Hours, why, by string, limits policy.Attendance, now time.Time) error {
	return b.changeHours(EventAmended, func(s timesheet.Sheet) (timesheet.Sheet, error) { return s.Amend(h, why, by, limits, now) })
}

// AgreeHours is the worker's yes to amended hours, which approves them. pence is their pay at the locked rate.
func (b *Booking) AgreeHours(pence int64, now time.Time) error {
	return b.changeHours(EventApproved, func(s timesheet.Sheet) (timesheet.Sheet, error) {
		b.s.ApprovedPence = pence
		return s.Agree(now)
	})
}

func (b *Booking) changeHours(e Event, change func(timesheet.Sheet) (timesheet.Sheet, error)) error {
	if b.s.Sheet == nil {
		return &Refusal{Code: "no_hours", Message: "No hours have been sent in for this booking yet."}
	}
	before := b.s.ApprovedPence
	sheet, err := change(*b.s.Sheet)
	if err != nil {
		b.s.ApprovedPence = before
		return err
	}
	b.s.Sheet = &sheet
	b.happened(e)
	return nil
}
