// Package view has what the service's pages share: names for codes, tags for statuses, and how a refusal becomes the
// page that it came from.
package view

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/muster-ics/muster/events/reason"
	es "github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web/layout"

	"github.com/muster-ics/muster/services/shifts/internal/app"
)

// Shift is a shift as pages show it.
type Shift struct {
	ID, ShortID            string
	When, Length           string
	Day                    string
	Employer, Site, Ward   string
	Role, Band, StaffGroup string
	Pay                    string
	Break                  string
	Reason                 string
	Needs                  []string
	Status                 Status
	Open                   bool
	FilledBy               string
	BankClosesAt           string
	StartsAt               time.Time
	// Aided says until when a lead has opened the shift to all by mutual aid; empty when none has.
	Aided string
}

// AidedUntil says that a lead has opened a shift to all.
func AidedUntil(until time.Time) string {
	return "Open to all until " + layout.Moment(until) + " under mutual aid"
}

// Aid says of a shift that can be taken what aided knows of it.
func (s *Shift) Aid(aided map[id.ID]time.Time) {
	shiftID, err := id.Parse(s.ID)
	if until, ok := aided[shiftID]; err == nil && ok && s.Open {
		s.Aided = AidedUntil(until)
	}
}

// Status is a tag's colour and words.
type Status struct {
	Kind layout.TagKind
	Text string
}

// ShiftOf names everything in a shift.
func ShiftOf(s es.ShiftState, d app.Directory) Shift {
	return Shift{
		ID: s.ShiftID, ShortID: ShortID(s.ShiftID), When: layout.When(s.StartsAt, s.EndsAt), Day: layout.Day(s.StartsAt),
		Length:   layout.Duration(time.Duration(s.NetMinutes) * time.Minute),
		Employer: d.Employer(s.Employer), Site: d.Site(s.Site), Ward: Words(s.Ward), Role: Words(s.Role), Band: BandName(s.Band),
		StaffGroup: StaffGroups[s.StaffGroup], Pay: layout.Hourly(s.RatePence), Break: minutes(s.BreakMinutes), Reason: Words(s.Reason),
		Needs: needs(s.Requirements), Status: ShiftStatus(s.Status), Open: s.Status == es.ShiftOpen, FilledBy: Channels[s.FilledBy],
		BankClosesAt: layout.Moment(s.BankClosesAt), StartsAt: s.StartsAt,
	}
}

func minutes(n int) string {
	if n == 0 {
		return "no break"
	}
	return "break " + layout.Duration(time.Duration(n)*time.Minute) + ", unpaid"
}

func needs(r es.Requirements) []string {
	var out []string
	if r.RegistrationBody != "" {
		out = append(out, r.RegistrationBody+" registration")
	}
	if r.DBSLevel != "" {
		out = append(out, strings.TrimSpace("DBS check, "+Words(r.DBSLevel)+" "+r.DBSWorkforce))
	}
	if r.EPP {
		out = append(out, "Clearance for exposure-prone procedures")
	}
	for _, c := range r.Competencies {
		out = append(out, Subject(c.Framework, c.Code)+", level "+string(rune('0'+min(c.Level, 9))))
	}
	return out
}

// Booking is a booking as pages show it.
type Booking struct {
	ID, ShortID, WorkerID string
	Status                Status
	Held, Confirmed       bool
	Live                  bool
	Channel               string
	Agreement             string
	Reasons               []reason.Reason
	Shift                 Shift
	CrossEmployer         bool
	Home                  string
	// Pay is what the booking locked; empty on one from before that was kept.
	Pay Pay
	// Attendance is what happened from the check-in on.
	Attendance Attendance
	// Over tells that the shift has started or the booking has ended.
	Over bool
}

// BookingOf names everything in a booking.
func BookingOf(b app.Booked, d app.Directory, now time.Time) Booking {
	st, s := app.BookingState(b.Booking, b.Shift), app.ShiftState(b.Shift)
	v := Booking{
		ID: st.BookingID, ShortID: ShortID(st.BookingID), WorkerID: st.WorkerID, Status: BookingStatus(st.Status),
		Held: st.Status == es.BookingHeld, Confirmed: st.Status == es.BookingConfirmed, Live: b.Booking.Status.Live(),
		Channel: Channels[st.Channel], Reasons: Once(st.Reasons), Shift: ShiftOf(s, d), CrossEmployer: st.CrossEmployer(), Home: d.Employer(st.HomeEmployer),
		Over: !st.StartsAt.After(now) || !b.Booking.Status.Live() || b.Booking.StartedAt != nil, Attendance: AttendanceOf(b.Booking, now),
	}
	v.Shift.Pay = layout.Hourly(st.RatePence)
	if b.Booking.Pay != nil {
		v.Pay = LockedPay(*b.Booking.Pay)
	}
	if st.AgreementID != "" {
		v.Agreement = "/agreements/" + st.AgreementID
	}
	return v
}

// ShiftStatus is the tag of a shift.
func ShiftStatus(s es.ShiftStatus) Status {
	switch s {
	case es.ShiftOpen:
		return Status{layout.Yellow, "Open"}
	case es.ShiftFilled:
		return Status{layout.Green, "Filled"}
	case es.ShiftAwaitingApproval:
		return Status{layout.Blue, "Waiting for approval"}
	case es.ShiftDeclined:
		return Status{layout.Grey, "Declined"}
	case es.ShiftLapsed:
		return Status{layout.Red, "Started unfilled"}
	case es.ShiftWithdrawn:
		return Status{layout.Grey, "Withdrawn"}
	case es.ShiftCancelled:
		return Status{layout.Grey, "Cancelled"}
	}
	return Status{layout.Blue, Words(string(s))}
}

// BookingStatus is the tag of a booking.
func BookingStatus(s es.BookingStatus) Status {
	switch s {
	case es.BookingHeld:
		return Status{layout.Yellow, "Being checked"}
	case es.BookingConfirmed:
		return Status{layout.Green, "Confirmed"}
	case es.BookingRefused:
		return Status{layout.Red, "Refused"}
	case es.BookingHoldExpired:
		return Status{layout.Orange, "Not kept"}
	case es.BookingRevoked:
		return Status{layout.Red, "Ended"}
	case es.BookingWithdrawn:
		return Status{layout.Grey, "Given back"}
	case es.BookingCancelled:
		return Status{layout.Grey, "Cancelled by the employer"}
	case es.BookingStarted:
		return Status{layout.Green, "Checked in"}
	case es.BookingDidNotAttend:
		return Status{layout.Red, "Did not come"}
	}
	return Status{layout.Blue, Words(string(s))}
}

// Channels are the words for who fills a shift.
var Channels = map[es.Channel]string{
	es.OwnBank: "Own bank", es.CollaborativeBank: "Collaborative bank", es.FrameworkAgency: "Framework agency", es.OffFrameworkAgency: "Off-framework agency",
}

// StaffGroups are the words for the ten ESR staff groups.
var StaffGroups = map[string]string{
	"medical_dental": "Medical and dental", "students": "Students", "nursing_midwifery": "Nursing and midwifery", "allied_health": "Allied health professionals",
	"additional_scientific": "Additional professional, scientific and technical", "healthcare_scientists": "Healthcare scientists",
	"clinical_support": "Additional clinical services", "admin_clerical": "Administrative and clerical", "estates_ancillary": "Estates and ancillary",
	"supplementary": "Supplementary",
}

// Words makes a sentence's words of a code: ward_7 is Ward 7.
func Words(code string) string {
	return app.InWords(code)
}

// BandName is a band in words.
func BandName(band string) string {
	if band == "medical" {
		return "Medical grade"
	}
	return "Band " + band
}

// ShortID is enough of an opaque id to tell two apart on a page.
func ShortID(full string) string {
	if len(full) <= 8 {
		return full
	}
	return full[len(full)-8:]
}

// Options offers codes as answers, in words.
func Options(codes []string, words func(string) string) []layout.Option {
	out := make([]layout.Option, len(codes))
	for i, c := range codes {
		out[i] = layout.Option{Value: c, Text: words(c)}
	}
	return out
}

// Refusal tells whether a form's page can show the error itself, and with which status.
func Refusal(err error) (*fault.Error, int, bool) {
	f := fault.Of(err)
	switch f.Kind {
	case fault.Invalid:
		return f, http.StatusUnprocessableEntity, true
	case fault.Conflict:
		return f, http.StatusConflict, true
	}
	return nil, 0, false
}

// Self is who looks at the page; the zero value is nobody.
func Self(ctx context.Context) auth.Principal {
	p, _ := auth.From(ctx)
	return p
}

// PathID reads the id in a page's address; one that cannot be is answered like one that is not there.
func PathID(r *http.Request) (id.ID, error) {
	raw := r.PathValue("id")
	v, err := id.Parse(raw)
	if err != nil || v.String() != raw {
		return id.Nil, fault.New(fault.NotFound, "not_found", "There is nothing at this address for you. Check it, or start from the first page.")
	}
	return v, nil
}

// Pence reads an amount in pounds as people type it; 0 when it is none.
func Pence(typed string) int64 {
	typed = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(typed), "£"))
	pounds, pence, _ := strings.Cut(typed, ".")
	if pence == "" {
		pence = "00"
	}
	if len(pence) == 1 {
		pence += "0"
	}
	n, err := strconv.ParseInt(pounds+pence, 10, 64)
	if err != nil || len(pence) != 2 || n < 0 || pounds == "" {
		return 0
	}
	return n
}

// Amount reads an amount in pounds that a form may leave empty, which is 0. What is none is noted under its place, for
// example "form." before the input's name.
func Amount(form url.Values, place, name string, wrong *[]fault.Field) int64 {
	if strings.TrimSpace(form.Get(name)) == "" {
		return 0
	}
	pence := Pence(form.Get(name))
	if pence == 0 {
		*wrong = append(*wrong, fault.Field{Location: place + name, Message: "Give an amount in pounds, for example 18.50, or leave it empty."})
	}
	return pence
}

// Deed says an audited action in words.
func Deed(action string) string {
	if d, ok := deeds[action]; ok {
		return d
	}
	return Words(action)
}

var deeds = map[string]string{
	"booking.requested": "Taken", "booking.confirmed": "Confirmed", "booking.started": "Checked in", "booking.worked": "Hours sent in", "booking.amended": "Changed",
	"booking.disputed": "Disputed", "booking.approved": "Hours approved", "booking.did_not_attend": "Did not come", "booking.withdrawn": "Given back",
	"booking.cancelled": "Cancelled", "shift.started": "Started", "shift.worked": "Worked",
	"shift.posted": "Posted", "shift.filled": "Filled", "shift.reopened": "Open again", "shift.withdrawn": "Called off", "shift.cancelled": "Called off after a booking",
	"shift.lapsed": "Started unfilled", "shift.released": "Step of the release ladder opened", "shift.escalated": "Higher rate or step", "shift.submitted": "Asked for, waiting for approval", "shift.declined": "Declined", "shift.amended": "Changed", "shift.override_granted": "Override for agencies recorded",
}
