package app

import (
	"context"
	"errors"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/application"
	"github.com/muster-ics/muster/services/shifts/internal/booking"
	"github.com/muster-ics/muster/services/shifts/internal/eligibility"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// MaxDecisions is how many applications are approved in one request.
const MaxDecisions = 50

// ApproveApplication chooses an applicant and makes the claim for them: the same hold, the same checks and the same wait
// as when a worker accepts. The approval stands in the table before the claim is made, so that a claim that is cut off is
// made again, and one that is lost ends the application with the reasons.
func (a *App) ApproveApplication(ctx context.Context, applicationID id.ID, noWait bool) (Booked, error) {
	st, err := readOwn(ctx, a, DecideApplication, func() (application.State, error) { return a.applications.Get(ctx, applicationID) }, applicationFacts)
	if err != nil {
		return Booked{}, err
	}
	if err := a.stillFree(ctx, st); err != nil {
		return Booked{}, err
	}
	bookingID := id.New()
	woken, stop := a.outcomes.expect(bookingID)
	defer stop()
	err = a.applications.Update(ctx, st.ID, func(ap *application.Application) error {
		defer func() { st = ap.State() }()
		return ap.Approve(bookingID, CallerOf(ctx).Actor, a.clock.Now())
	})
	if err != nil {
		return Booked{}, asFault(err)
	}
	held, err := a.bookApplicant(ctx, st)
	if err != nil || noWait {
		return held, err
	}
	return a.outcome(ctx, bookingID, woken)
}

// stillFree refuses a choice while the shift is somebody else's, without ending the application: it may open again.
func (a *App) stillFree(ctx context.Context, st application.State) error {
	s, err := a.shifts.Get(ctx, st.ShiftID)
	if err != nil {
		return asFault(err)
	}
	if err := s.Takeable(a.clock.Now()); err != nil {
		return asFault(err)
	}
	return asFault(s.KeptFrom(st.WorkerID))
}

// bookApplicant makes the claim of an approved application, or finds it made.
func (a *App) bookApplicant(ctx context.Context, st application.State) (Booked, error) {
	made, err := a.booked(ctx, st.BookingID)
	if err == nil {
		return made, a.applicantBooked(ctx, st.ID)
	}
	if !errors.Is(err, ErrNotFound) {
		return Booked{}, err
	}
	held, tell, err := a.hold(ctx, st.ShiftID, st.BookingID, eligibility.Worker{ID: st.WorkerID, HomeEmployer: st.HomeEmployer}, booking.Grant{ApprovedBy: st.ApprovedBy, ShownPence: st.ShownPence})
	if err != nil {
		return Booked{}, a.applicantLost(ctx, st.ID, err)
	}
	tell()
	return held, a.applicantBooked(ctx, st.ID)
}

func (a *App) applicantBooked(ctx context.Context, applicationID id.ID) error {
	return a.applications.Update(ctx, applicationID, func(ap *application.Application) error {
		ap.Book(a.clock.Now())
		return nil
	})
}

// applicantLost ends an application whose claim was refused. What is no refusal leaves it, to be tried again.
func (a *App) applicantLost(ctx context.Context, applicationID id.ID, err error) error {
	var taken *TakenError
	var refused *booking.Refusal
	end := func(ap *application.Application) error {
		if taken != nil {
			ap.Pass(a.clock.Now())
			return nil
		}
		ap.Close(whyRefused(refused), a.clock.Now())
		return nil
	}
	if !errors.As(err, &taken) && !errors.As(err, &refused) {
		return asFault(err)
	}
	if uerr := a.applications.Update(ctx, applicationID, end); uerr != nil {
		return uerr
	}
	return toTheWard(err)
}

// whyRefused is what the worker hears of a claim that was made for them and refused.
func whyRefused(r *booking.Refusal) []reason.Reason {
	if len(r.Reasons) > 0 {
		return r.Reasons
	}
	return []reason.Reason{{Code: "NOT_POSSIBLE", Weight: reason.Hard, Message: r.Message, Fix: "Look at the other open shifts."}}
}

// toTheWard is a refused claim as it is told to who chose the worker, and did not see what the worker saw.
func toTheWard(err error) error {
	var refused *booking.Refusal
	if errors.As(err, &refused) && refused.Code == booking.CodePayChanged {
		return fault.New(fault.Conflict, booking.CodePayChanged, "The shift pays less than when this worker asked for it, and they have not agreed to that. They have been told and may ask again.")
	}
	return asFault(err)
}

// DeclineApplication tells an applicant that the ward does not want them for the shift.
func (a *App) DeclineApplication(ctx context.Context, applicationID id.ID) (application.State, error) {
	st, err := readOwn(ctx, a, DecideApplication, func() (application.State, error) { return a.applications.Get(ctx, applicationID) }, applicationFacts)
	if err != nil {
		return application.State{}, err
	}
	err = a.applications.Update(ctx, st.ID, func(ap *application.Application) error {
		defer func() { st = ap.State() }()
		return ap.Decline(a.clock.Now())
	})
	return st, asFault(err)
}

// Decided is what became of one approval among several. Exactly one of Booking and Fault is set.
type Decided struct {
	ApplicationID id.ID
	Booking       *Booked
	Fault         *fault.Error
}

// ApproveApplications chooses several applicants, each for itself: one that cannot be had does not stop the others. The
// bookings are held when it returns; the checks go on.
func (a *App) ApproveApplications(ctx context.Context, applications []id.ID) ([]Decided, error) {
	if len(applications) == 0 || len(applications) > MaxDecisions {
		return nil, asFault(&shift.Invalid{Problems: []shift.Problem{{Field: "application_ids", Message: "Choose 1 to 50 applications."}}})
	}
	out := make([]Decided, len(applications))
	for i, applicationID := range applications {
		out[i].ApplicationID = applicationID
		b, err := a.ApproveApplication(ctx, applicationID, true)
		if err == nil {
			out[i].Booking = &b
			continue
		}
		if out[i].Fault = fault.Of(err); out[i].Fault.Kind == fault.Internal {
			return nil, err
		}
	}
	return out, nil
}
