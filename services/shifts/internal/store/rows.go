package store

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/booking"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
	"github.com/muster-ics/muster/services/shifts/internal/store/sqlcgen"
)

// needs is the form in which the column requirements holds shift.Requirements.
type needs struct {
	RegistrationBody string       `json:"registration_body,omitempty"`
	DBSLevel         string       `json:"dbs_level,omitempty"`
	DBSWorkforce     string       `json:"dbs_workforce,omitempty"`
	EPP              bool         `json:"epp,omitempty"`
	Competencies     []competency `json:"competencies,omitempty"`
}

type competency struct {
	Framework string `json:"framework"`
	Code      string `json:"code"`
	Level     int    `json:"level"`
}

func encodeNeeds(r shift.Requirements) ([]byte, error) {
	n := needs{RegistrationBody: r.RegistrationBody, DBSLevel: r.DBSLevel, DBSWorkforce: r.DBSWorkforce, EPP: r.EPP}
	for _, c := range r.Competencies {
		n.Competencies = append(n.Competencies, competency(c))
	}
	return json.Marshal(n)
}

func decodeNeeds(b []byte) (shift.Requirements, error) {
	var n needs
	if err := json.Unmarshal(b, &n); err != nil {
		return shift.Requirements{}, fmt.Errorf("read requirements: %w", err)
	}
	r := shift.Requirements{RegistrationBody: n.RegistrationBody, DBSLevel: n.DBSLevel, DBSWorkforce: n.DBSWorkforce, EPP: n.EPP}
	for _, c := range n.Competencies {
		r.Competencies = append(r.Competencies, shift.Competency(c))
	}
	return r, nil
}

// override is what a join with overrides gives; all nil without one.
type override struct {
	role, why *string
	at        *time.Time
}

func shiftState(s sqlcgen.Shift, o override) (shift.State, error) {
	req, err := decodeNeeds(s.Requirements)
	if err != nil {
		return shift.State{}, err
	}
	st := shift.State{
		ID: s.ID, PostingID: s.PostingID, Employer: s.Employer, Site: s.Site, Ward: s.Ward, StaffGroup: s.StaffGroup,
		Role: s.Role, Band: s.Band, StartsAt: s.StartsAt, EndsAt: s.EndsAt, BreakMinutes: int(s.BreakMinutes),
		Reason: s.Reason, CostCode: s.CostCode, RatePence: s.RatePence, Requirements: req, Status: shift.Status(s.Status),
		PostedAt: s.PostedAt, BankClosesAt: s.BankClosesAt, FilledBy: shift.Channel(text(s.FilledBy)), BookingID: uid(s.BookingID),
		HomeEmployer: text(s.HomeEmployer), Agency: text(s.Agency), AgencyRatePence: num(s.AgencyRatePence),
		FirstFilledAt: s.FirstFilledAt, FilledAt: s.FilledAt, EndedAt: s.EndedAt, Reopened: int(s.Reopened), RefillUntil: s.RefillUntil, RestOf: uid(s.RestOf), Version: s.Version,
	}
	st.BookingMode = s.BookingMode
	if s.ReservedUntil != nil {
		st.Reserved = &shift.Reservation{For: uid(s.ReservedFor), Offer: uid(s.ReservedOffer), Until: *s.ReservedUntil}
	}
	if s.SubmittedAt != nil {
		st.Approval = &shift.Approval{Why: text(s.ApprovalWhy), SubmittedAt: *s.SubmittedAt, SubmittedBy: text(s.SubmittedBy),
			ApprovedBy: text(s.ApprovedBy), ApprovedAt: s.ApprovedAt, Declined: text(s.DeclinedWhy)}
	}
	st.NoticeBand = shift.NoticeBand(text(s.NoticeBand))
	if st.Offering, st.AgencyTerms, err = releaseOf(s); err != nil {
		return shift.State{}, err
	}
	if s.OverrideID != nil && o.role != nil {
		st.Override = &shift.Override{ID: *s.OverrideID, Role: *o.role, Why: text(o.why), GrantedAt: *o.at}
	}
	return st, nil
}

func bookingState(b sqlcgen.Booking) (booking.State, error) {
	st := booking.State{
		ID: b.ID, ShiftID: b.ShiftID, WorkerID: b.WorkerID, HomeEmployer: b.HomeEmployer, HostEmployer: b.HostEmployer,
		StartsAt: b.StartsAt, EndsAt: b.EndsAt, NetMinutes: int(b.NetMinutes), RatePence: b.RatePence,
		Status: booking.Status(b.Status), HeldAt: b.HeldAt, ConfirmedAt: b.ConfirmedAt, EndedAt: b.EndedAt,
		AgreementID: uid(b.AgreementID), AgreementVersion: num(b.AgreementVersion), Version: b.Version,
	}
	st.SuccessorOf, st.ApprovedBy, st.SetID = uid(b.SuccessorOf), text(b.ApprovedBy), uid(b.SetID)
	if b.SetSize != nil {
		st.SetSize = int(*b.SetSize)
	}
	if b.PassportVersion != nil && b.AttestedUntil != nil && b.AttestedAt != nil {
		st.Clearance = &booking.Clearance{Yes: true, PassportVersion: *b.PassportVersion, ValidUntil: *b.AttestedUntil, At: *b.AttestedAt}
	}
	var err error
	if st.Pay, err = decodeQuote(b.Pay); err != nil {
		return st, err
	}
	if st.Attendance, err = attendanceOf(b); err != nil {
		return st, err
	}
	st.Reasons, err = decodeReasons(b.Reasons)
	return st, err
}

func encodeReasons(rs []reason.Reason) ([]byte, error) {
	if rs == nil {
		rs = []reason.Reason{}
	}
	return json.Marshal(rs)
}

func decodeReasons(b []byte) ([]reason.Reason, error) {
	var rs []reason.Reason
	if err := json.Unmarshal(b, &rs); err != nil {
		return nil, fmt.Errorf("read reasons: %w", err)
	}
	return rs, nil
}

// Columns that may be NULL stand for empty values in the domain.

func text(p *string) string {
	if p == nil {
		return ""
	}
	return *p
}

func num(p *int64) int64 {
	if p == nil {
		return 0
	}
	return *p
}

func uid(p *id.ID) id.ID {
	if p == nil {
		return id.Nil
	}
	return *p
}

func some[T comparable](v T) *T {
	var zero T
	if v == zero {
		return nil
	}
	return &v
}
