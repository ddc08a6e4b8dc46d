package app

import (
	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/services/analytics/internal/fact"
)

// shiftOf is the state of the shift in any event of a shift.
func shiftOf(ev events.Event) (shifts.ShiftState, bool) {
	switch e := ev.(type) {
	case shifts.ShiftPostedV1:
		return e.Shift, true
	case shifts.ShiftFilledV1:
		return e.Shift, true
	case shifts.ShiftReopenedV1:
		return e.Shift, true
	case shifts.ShiftCancelledV1:
		return e.Shift, true
	case shifts.ShiftWithdrawnV1:
		return e.Shift, true
	case shifts.ShiftLapsedV1:
		return e.Shift, true
	case shifts.ShiftOverrideGrantedV1:
		return e.Shift, true
	case shifts.ShiftStartedV1:
		return e.Shift, true
	case shifts.ShiftWorkedV1:
		return e.Shift, true
	case shifts.ShiftAmendedV1:
		return e.Shift, true
	case shifts.ShiftReleasedV1:
		return e.Shift, true
	case shifts.ShiftEscalatedV1:
		return e.Shift, true
	}
	return shifts.ShiftState{}, false
}

// bookingOf is the state of the booking in any event of a booking.
func bookingOf(ev events.Event) (shifts.BookingState, bool) {
	switch e := ev.(type) {
	case shifts.BookingRequestedV1:
		return e.Booking, true
	case shifts.BookingConfirmedV1:
		return e.Booking, true
	case shifts.BookingRefusedV1:
		return e.Booking, true
	case shifts.BookingExpiredV1:
		return e.Booking, true
	case shifts.BookingWithdrawnV1:
		return e.Booking, true
	case shifts.BookingCancelledV1:
		return e.Booking, true
	case shifts.BookingRevokedV1:
		return e.Booking, true
	case shifts.BookingStartedV1:
		return e.Booking, true
	case shifts.BookingWorkedV1:
		return e.Booking, true
	case shifts.BookingAmendedV1:
		return e.Booking, true
	case shifts.BookingDisputedV1:
		return e.Booking, true
	case shifts.BookingApprovedV1:
		return e.Booking, true
	case shifts.BookingDidNotAttendV1:
		return e.Booking, true
	}
	return shifts.BookingState{}, false
}

// asked reduces a shift. It is nil for what was no request: what waited for approval and never got it, and the rest of a
// shift whose worker left early, which was asked for, and booked, with that shift.
func asked(s shifts.ShiftState) fact.State {
	if s.RestOf != "" || s.SubmittedAt != nil && s.ApprovedAt == nil {
		return nil
	}
	x := fact.Shift{
		Employer: s.Employer, Site: s.Site, Ward: s.Ward, StaffGroup: s.StaffGroup, Role: s.Role, Band: s.Band,
		StartsAt: s.StartsAt, EndsAt: s.EndsAt, NetMinutes: int64(s.NetMinutes), Reason: s.Reason,
		Status: string(s.Status), FilledBy: string(s.FilledBy), HomeEmployer: s.HomeEmployer, BookingID: s.BookingID,
		PostedAt: s.PostedAt, BankClosesAt: s.BankClosesAt, ApprovedAt: s.ApprovedAt,
		FirstFilledAt: s.FirstFilledAt, FilledAt: s.FilledAt, EndedAt: s.EndedAt, Reopened: s.Reopened, NoticeBand: s.NoticeBand,
		RatePence: s.RatePence, BaseRatePence: s.BaseRatePence,
		Agency: fact.Agency{
			Name: s.Agency, Framework: s.AgencyFramework, Tier: s.AgencyTier, RatePence: s.AgencyRatePence,
			CapPence: s.CapPence, OverCap: s.OverCap, OverCapWhy: s.OverCapWhy, OverCapRole: s.OverCapRole, OffFrameworkWhy: s.OffFrameworkWhy,
			Displaced: s.DisplacedAgency, DisplacedRatePence: s.DisplacedRatePence,
		},
	}
	if o := s.Override; o != nil {
		x.Agency.Override = &fact.Override{Role: o.Role, Why: o.Why, At: o.At}
	}
	for _, o := range s.Opened {
		x.Opened = append(x.Opened, fact.Opened{Step: o.Step, Tier: o.Tier, At: o.At})
	}
	return x
}

// booked reduces a booking. The one on the rest of a shift counts like any other: who left early has worked only the hours
// until then, so that no hour is counted twice.
func booked(b shifts.BookingState) fact.State {
	x := fact.Booking{
		ShiftID: b.ShiftID, WorkerID: b.WorkerID, HomeEmployer: b.HomeEmployer, HostEmployer: b.HostEmployer, Site: b.Site,
		Ward: b.Ward, StaffGroup: b.StaffGroup, Role: b.Role, Band: b.Band, StartsAt: b.StartsAt, EndsAt: b.EndsAt,
		NetMinutes: int64(b.NetMinutes), RatePence: b.RatePence, PayPence: b.PayTotalPence, Channel: string(b.Channel),
		Status: string(b.Status), HeldAt: b.HeldAt, ConfirmedAt: b.ConfirmedAt, EndedAt: b.EndedAt, StartedAt: b.StartedAt,
		LeftAt: b.LeftAt, LateMinutes: b.LateMinutes, AgreementID: b.AgreementID, AgreementVersion: b.AgreementVersion,
		Hours: b.Hours, WorkedMinutes: int64(b.WorkedMinutes), WorkedPence: b.WorkedPence, ApprovedAt: b.Attendance.ApprovedAt,
		NoticeBand: b.NoticeBand, Consequence: b.Consequence, OwedPence: b.OwedPence,
	}
	for _, r := range b.Reasons {
		x.Codes = append(x.Codes, string(r.Code))
	}
	return x
}

func offered(o shifts.OfferState) fact.State {
	return fact.Offer{
		ShiftID: o.ShiftID, Employer: o.Employer, Origin: o.Origin, Status: o.Status, MadeAt: o.MadeAt, EndedAt: o.EndedAt,
	}
}

func released(l shifts.LadderState) fact.State {
	x := fact.Ladder{Employer: l.Employer, StaffGroup: l.StaffGroup, BankShare: l.BankShare}
	for _, s := range l.Steps {
		x.Steps = append(x.Steps, fact.Step(s))
	}
	return x
}
