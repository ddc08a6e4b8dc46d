package application

import (
	"strings"
	"time"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/id"
)

// Approve chooses the applicant: a booking with the given id follows. by is the opaque id of who chose.
func (a *Application) Approve(booking id.ID, by string, now time.Time) error {
	if err := a.undecided(); err != nil {
		return err
	}
	a.s.Status, a.s.BookingID, a.s.ApprovedBy, a.s.DecidedAt = Approved, booking, by, &now
	a.happened(EventApproved)
	return nil
}

// Decline tells the applicant that the ward does not want them for this shift.
func (a *Application) Decline(now time.Time) error {
	if err := a.undecided(); err != nil {
		return err
	}
	a.s.DecidedAt = &now
	a.end(Declined, now, reason.Reason{Code: "DECLINED", Weight: reason.Hard, Message: "The ward has not chosen you for this shift.", Fix: "Look at the other open shifts."})
	return nil
}

// Withdraw takes the application back, until it is approved.
func (a *Application) Withdraw(now time.Time) error {
	if a.s.Status == Approved {
		return &Refusal{Code: "application_approved", Message: "The ward has just chosen you. Give the booking back instead; it is under My shifts."}
	}
	if err := a.undecided(); err != nil {
		return err
	}
	a.end(Withdrawn, now)
	return nil
}

// Book says that the booking was made; false when that is known already.
func (a *Application) Book(now time.Time) bool {
	if a.s.Status != Approved {
		return false
	}
	a.end(Booked, now)
	return true
}

// Pass ends an application because somebody else has the shift; false when it is over already.
func (a *Application) Pass(now time.Time) bool {
	return a.over(NotChosen, now, reason.Reason{Code: "NOT_CHOSEN", Weight: reason.Hard, Message: "Somebody else has this shift.", Fix: "You are on its waiting list; look at the other open shifts too."})
}

// Close ends an application of which nothing can come any more, for the reasons given; false when it is over already.
func (a *Application) Close(why []reason.Reason, now time.Time) bool {
	return a.over(Closed, now, why...)
}

func (a *Application) over(to Status, now time.Time, why ...reason.Reason) bool {
	if !a.s.Status.Live() {
		return false
	}
	a.end(to, now, why...)
	return true
}

func (a *Application) end(to Status, now time.Time, why ...reason.Reason) {
	a.s.Status, a.s.EndedAt = to, &now
	a.s.Reasons = append([]reason.Reason{}, why...)
	a.happened(EventEnded)
}

func (a *Application) undecided() error {
	switch a.s.Status {
	case Submitted:
		return nil
	case Approved:
		return &Refusal{Code: "application_decided", Message: "This application is approved already; the booking is on its way."}
	}
	return &Refusal{Code: "application_ended", Message: "This application is over (" + strings.ReplaceAll(string(a.s.Status), "_", " ") + ")."}
}
