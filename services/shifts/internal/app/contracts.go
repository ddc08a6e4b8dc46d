package app

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/reason"
	es "github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/booking"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// Told is one change as the world hears it, with the encodings whose hashes the audit row keeps.
type Told struct {
	Envelope      events.Envelope
	Before, After []byte
	// Action is the verb for the audit row; Reason a code or empty.
	Action, Reason string
}

// Teller turns changes into contracts.
type Teller struct {
	ICS string
	Now func() time.Time
}

// Shift tells of the one change that brought s to its version. before is nil for a new shift.
func (t Teller) Shift(before *shift.State, s *shift.Shift, by Caller) (Told, error) {
	st := s.State()
	if n := len(s.Events()); n != 1 {
		return Told{}, fmt.Errorf("shift %s has %d changes in one step; one version tells of one", st.ID, n)
	}
	e := s.Events()[0]
	told := Told{Action: "shift." + string(e)}
	if before != nil {
		told.Before, _ = json.Marshal(ShiftState(*before))
	}
	if st.Override != nil && e == shift.EventOverrideGranted {
		told.Reason = st.Override.Why
	}
	if e == shift.EventDeclined {
		told.Reason = st.Approval.Declined
	}
	ev, why := releaseEvent(e, s)
	var err error
	if ev == nil {
		ev, err = shiftEvent(e, st)
	}
	if err != nil {
		return Told{}, err
	}
	if e == shift.EventAmended && before != nil {
		ev = es.ShiftAmendedV1{Shift: ShiftState(st), Changed: before.Changed(st)}
	}
	if why != "" {
		told.Reason = why
	}
	told.Envelope, err = t.wrap(ev, st.Employer, st.ID, st.Version, by)
	told.After = told.Envelope.Data
	return told, err
}

// Booking tells of the one change that brought b to its version. before is nil for a new booking.
func (t Teller) Booking(before *booking.State, b *booking.Booking, s shift.State, by Caller) (Told, error) {
	st := b.State()
	if n := len(b.Events()); n != 1 {
		return Told{}, fmt.Errorf("booking %s has %d changes in one step; one version tells of one", st.ID, n)
	}
	e := b.Events()[0]
	told := Told{Action: "booking." + string(e)}
	if before != nil {
		told.Before, _ = json.Marshal(BookingState(*before, s))
		if len(st.Reasons) > 0 {
			told.Reason = st.Reasons[0].Code
		}
	}
	ev, err := bookingEvent(e, st, s)
	if err != nil {
		return Told{}, err
	}
	told.Envelope, err = t.wrap(ev, st.HostEmployer, st.ID, st.Version, by)
	told.After = told.Envelope.Data
	return told, err
}

func (t Teller) wrap(ev events.Event, employer string, aggregate id.ID, version int64, by Caller) (events.Envelope, error) {
	return t.wrapAs(ev, employer, aggregate.String(), version, by)
}

// wrapAs is wrap for an aggregate whose id is no UUID.
func (t Teller) wrapAs(ev events.Event, employer, aggregate string, version int64, by Caller) (events.Envelope, error) {
	return events.New(ev, events.Meta{
		ID: id.New().String(), Time: t.Now(), ICS: t.ICS, ODS: employer, AggregateID: aggregate, AggregateVersion: version,
		CausationID: by.CausationID, Actor: by.Actor,
	})
}

func shiftEvent(e shift.Event, s shift.State) (events.Event, error) {
	st := ShiftState(s)
	switch e {
	case shift.EventPosted:
		return es.ShiftPostedV1{Shift: st}, nil
	case shift.EventFilled:
		return es.ShiftFilledV1{Shift: st}, nil
	case shift.EventReopened:
		return es.ShiftReopenedV1{Shift: st}, nil
	case shift.EventWithdrawn:
		return es.ShiftWithdrawnV1{Shift: st}, nil
	case shift.EventCancelled:
		return es.ShiftCancelledV1{Shift: st}, nil
	case shift.EventLapsed:
		return es.ShiftLapsedV1{Shift: st}, nil
	case shift.EventAmended:
		return es.ShiftAmendedV1{Shift: st}, nil
	case shift.EventSubmitted:
		return es.ShiftSubmittedV1{Shift: es.Unapproved(st)}, nil
	case shift.EventDeclined:
		return es.ShiftDeclinedV1{Shift: es.Unapproved(st), Why: s.Approval.Declined}, nil
	case shift.EventStarted:
		return es.ShiftStartedV1{Shift: st}, nil
	case shift.EventWorked:
		return es.ShiftWorkedV1{Shift: st}, nil
	case shift.EventOverrideGranted:
		return es.ShiftOverrideGrantedV1{Shift: st, OverrideID: s.Override.ID.String(), Role: s.Override.Role, Why: s.Override.Why}, nil
	}
	return nil, fmt.Errorf("no contract tells of a shift that was %s", e)
}

func bookingEvent(e booking.Event, b booking.State, s shift.State) (events.Event, error) {
	st := BookingState(b, s)
	switch e {
	case booking.EventRequested:
		return es.BookingRequestedV1{Booking: st}, nil
	case booking.EventConfirmed:
		return es.BookingConfirmedV1{Booking: st}, nil
	case booking.EventRefused:
		return es.BookingRefusedV1{Booking: st}, nil
	case booking.EventExpired:
		return es.BookingExpiredV1{Booking: st}, nil
	case booking.EventWithdrawn:
		return es.BookingWithdrawnV1{Booking: st}, nil
	case booking.EventCancelled:
		return es.BookingCancelledV1{Booking: st}, nil
	case booking.EventRevoked:
		return es.BookingRevokedV1{Booking: st}, nil
	case booking.EventStarted:
		return es.BookingStartedV1{Booking: st}, nil
	case booking.EventWorked:
		return es.BookingWorkedV1{Booking: st}, nil
	case booking.EventAmended:
		return es.BookingAmendedV1{Booking: st}, nil
	case booking.EventDisputed:
		return es.BookingDisputedV1{Booking: st}, nil
	case booking.EventApproved:
		return es.BookingApprovedV1{Booking: st}, nil
	case booking.EventDidNotAttend:
		return es.BookingDidNotAttendV1{Booking: st}, nil
	}
	return nil, fmt.Errorf("no contract tells of a booking that was %s", e)
}

// ShiftState is the public state of a shift. A held shift is open to others, or still filled by the agency from which a
// bank worker is taking it.
func ShiftState(s shift.State) es.ShiftState {
	status := es.ShiftStatus(s.Status)
	switch {
	case s.Status == shift.Held && s.ByAgency():
		status = es.ShiftFilled
	case s.Status == shift.Held:
		status = es.ShiftOpen
	}
	st := es.ShiftState{
		ShiftID: s.ID.String(), PostingID: s.PostingID.String(), Employer: s.Employer, Site: s.Site, Ward: s.Ward,
		StaffGroup: s.StaffGroup, Role: s.Role, Band: s.Band, StartsAt: s.StartsAt, EndsAt: s.EndsAt,
		BreakMinutes: s.BreakMinutes, NetMinutes: s.NetMinutes(), Reason: s.Reason, CostCode: s.CostCode,
		RatePence: s.RatePence, Requirements: requirements(s.Requirements), Status: status,
		PostedAt: s.PostedAt, BankClosesAt: s.BankClosesAt, FilledBy: es.Channel(s.FilledBy), HomeEmployer: s.HomeEmployer,
		FirstFilledAt: s.FirstFilledAt, FilledAt: s.FilledAt, EndedAt: s.EndedAt, Reopened: s.Reopened, RefillUntil: s.RefillUntil,
	}
	st.BookingMode = s.BookingMode
	if s.BookingID != id.Nil {
		st.BookingID = s.BookingID.String()
	}
	if s.Approval != nil {
		st.SubmittedAt, st.ApprovedAt = &s.Approval.SubmittedAt, s.Approval.ApprovedAt
	}
	st.NoticeBand = string(s.NoticeBand)
	if s.RestOf != id.Nil {
		st.RestOf = s.RestOf.String()
	}
	offering(&st, s)
	return st
}

// BookingState is the public state of a booking.
func BookingState(b booking.State, s shift.State) es.BookingState {
	st := es.BookingState{
		BookingID: b.ID.String(), ShiftID: b.ShiftID.String(), WorkerID: b.WorkerID.String(),
		HomeEmployer: b.HomeEmployer, HostEmployer: b.HostEmployer, Site: s.Site, Ward: s.Ward,
		StaffGroup: s.StaffGroup, Role: s.Role, Band: s.Band, StartsAt: b.StartsAt, EndsAt: b.EndsAt,
		NetMinutes: b.NetMinutes, RatePence: b.RatePence, Requirements: requirements(s.Requirements),
		Status: es.BookingStatus(b.Status), Channel: es.Channel(b.Channel()), HeldAt: b.HeldAt,
		ConfirmedAt: b.ConfirmedAt, EndedAt: b.EndedAt, AgreementVersion: b.AgreementVersion,
		Attendance: attendanceState(b), Reasons: append([]reason.Reason{}, b.Reasons...),
	}
	st.PayTotalPence, st.PayBasis = payBasis(b.Pay)
	if b.Clearance != nil {
		st.PassportVersion, st.AttestedUntil = b.Clearance.PassportVersion, &b.Clearance.ValidUntil
	}
	st.ApprovedBy = b.ApprovedBy
	if !b.CrossEmployer() && s.FallbackOpen() {
		st.FallbackBand = s.FallbackBand
	}
	if b.SuccessorOf != id.Nil {
		st.SuccessorOf = b.SuccessorOf.String()
	}
	if b.AgreementID != id.Nil {
		st.AgreementID = b.AgreementID.String()
	}
	return st
}

func requirements(r shift.Requirements) es.Requirements {
	out := es.Requirements{
		RegistrationBody: r.RegistrationBody, DBSLevel: r.DBSLevel, DBSWorkforce: r.DBSWorkforce, EPP: r.EPP,
		Competencies: make([]es.Competency, len(r.Competencies)),
	}
	for i, c := range r.Competencies {
		out.Competencies[i] = es.Competency{Framework: c.Framework, Code: c.Code, Level: c.Level}
	}
	return out
}
