// Package shifts holds what the shifts service tells the others: postings, releases, bookings and their ends.
package shifts

import (
	"time"

	"github.com/muster-ics/muster/events/internal/check"
	"github.com/muster-ics/muster/events/reason"
)

// ShiftStatus is where a shift stands in its life.
type ShiftStatus string

// The statuses of a shift that other services hear of.
const (
	ShiftOpen      ShiftStatus = "open"
	ShiftFilled    ShiftStatus = "filled"
	ShiftStarted   ShiftStatus = "started"
	ShiftWorked    ShiftStatus = "worked"
	ShiftWithdrawn ShiftStatus = "withdrawn" // no longer needed: leaves the denominator of every fill rate
	ShiftCancelled ShiftStatus = "cancelled" // called off by the employer after somebody was booked
	ShiftLapsed    ShiftStatus = "lapsed"    // started with nobody: stays in the denominator
)

// BookingStatus is where a booking stands in its life.
type BookingStatus string

// The statuses of a booking.
const (
	BookingHeld         BookingStatus = "held"
	BookingConfirmed    BookingStatus = "confirmed"
	BookingStarted      BookingStatus = "started"
	BookingWorked       BookingStatus = "worked"
	BookingRefused      BookingStatus = "refused"
	BookingHoldExpired  BookingStatus = "hold_expired"
	BookingWithdrawn    BookingStatus = "withdrawn"
	BookingCancelled    BookingStatus = "cancelled"
	BookingRevoked      BookingStatus = "revoked"
	BookingDidNotAttend BookingStatus = "did_not_attend"
)

// Channel is who fills a shift: the four filled parts of the five-way split.
type Channel string

// The four ways in which a shift is filled.
const (
	OwnBank            Channel = "own_bank"
	CollaborativeBank  Channel = "collaborative_bank"
	FrameworkAgency    Channel = "framework_agency"
	OffFrameworkAgency Channel = "off_framework_agency"
)

// StaffGroups are the ten ESR staff groups, by Muster's codes.
var StaffGroups = []string{
	"medical_dental", "students", "nursing_midwifery", "allied_health", "additional_scientific",
	"healthcare_scientists", "clinical_support", "admin_clerical", "estates_ancillary", "supplementary",
}

// Bands are the Agenda for Change bands that a shift may ask for, and medical for grades outside them.
var Bands = []string{"2", "3", "4", "5", "6", "7", "8a", "8b", "8c", "8d", "9", "medical"}

// RequestReasons are why a ward asks for temporary staff.
var RequestReasons = []string{"vacancy", "sickness", "maternity", "leave", "enhanced_care", "escalation", "induction", "other"}

// Competency is one competency that a shift asks for; a higher level satisfies a lower.
type Competency struct {
	// Framework is cstf, clinical or local_<ods>.
	Framework string `json:"framework"`
	// Code is the subject's code, e.g. FIRE.
	Code string `json:"code"`
	// Level is the least level that suffices, from 1.
	Level int `json:"level"`
}

// Requirements is what a worker must have, valid at the end of the shift.
type Requirements struct {
	// RegistrationBody is the register that the role needs, e.g. NMC; empty when none.
	RegistrationBody string `json:"registration_body,omitempty"`
	// DBSLevel is basic, standard, enhanced or enhanced_barred; DBSWorkforce is adult, child or both.
	DBSLevel     string `json:"dbs_level,omitempty"`
	DBSWorkforce string `json:"dbs_workforce,omitempty"`
	// EPP tells that exposure-prone procedures are part of the work.
	EPP bool `json:"epp,omitempty"`
	// Competencies is never null.
	Competencies []Competency `json:"competencies"`
}

// ShiftState is the public state of one shift after a change.
type ShiftState struct {
	ShiftID   string `json:"shift_id" jsonschema:"format=uuid"`
	PostingID string `json:"posting_id" jsonschema:"format=uuid"`
	// Employer is the ODS code of the host. Site is an ODS site code, Ward a local code.
	Employer   string `json:"employer"`
	Site       string `json:"site"`
	Ward       string `json:"ward"`
	StaffGroup string `json:"staff_group" jsonschema:"enum=medical_dental,enum=students,enum=nursing_midwifery,enum=allied_health,enum=additional_scientific,enum=healthcare_scientists,enum=clinical_support,enum=admin_clerical,enum=estates_ancillary,enum=supplementary"`
	// Role is the job role's code, e.g. registered_nurse.
	Role     string    `json:"role"`
	Band     string    `json:"band" jsonschema:"enum=2,enum=3,enum=4,enum=5,enum=6,enum=7,enum=8a,enum=8b,enum=8c,enum=8d,enum=9,enum=medical"`
	StartsAt time.Time `json:"starts_at"`
	EndsAt   time.Time `json:"ends_at"`
	// BreakMinutes is unpaid; NetMinutes is the elapsed length less the break.
	BreakMinutes int    `json:"break_minutes"`
	NetMinutes   int    `json:"net_minutes"`
	Reason       string `json:"reason" jsonschema:"enum=vacancy,enum=sickness,enum=maternity,enum=leave,enum=enhanced_care,enum=escalation,enum=induction,enum=other"`
	CostCode     string `json:"cost_code,omitempty"`
	// RatePence is the basic pay an hour, in pence.
	RatePence    int64        `json:"rate_pence"`
	Requirements Requirements `json:"requirements"`
	// BookingMode is request_approve where the ward chooses among those who apply; else the first who accepts has it.
	BookingMode string      `json:"booking_mode,omitempty" jsonschema:"enum=self_book,enum=request_approve"`
	Status      ShiftStatus `json:"status" jsonschema:"enum=open,enum=filled,enum=started,enum=worked,enum=withdrawn,enum=cancelled,enum=lapsed"`
	PostedAt    time.Time   `json:"posted_at"`
	// BankClosesAt is the moment before which no agency may fill the shift unless an override is recorded.
	BankClosesAt time.Time `json:"bank_closes_at"`
	// FilledBy and BookingID are set while the shift is filled, started or worked.
	FilledBy     Channel `json:"filled_by,omitempty" jsonschema:"enum=own_bank,enum=collaborative_bank,enum=framework_agency,enum=off_framework_agency"`
	BookingID    string  `json:"booking_id,omitempty"`
	HomeEmployer string  `json:"home_employer,omitempty"`
	// FirstFilledAt and the times of the ends are kept so that a reader who missed a version loses no figure.
	FirstFilledAt *time.Time `json:"first_filled_at,omitempty"`
	FilledAt      *time.Time `json:"filled_at,omitempty"`
	EndedAt       *time.Time `json:"ended_at,omitempty"`
	Reopened      int        `json:"reopened,omitempty"`

	// SubmittedAt is set where the employer approves shifts before they open. Without ApprovedAt the shift was never a
	// request for temporary staff, whatever became of it, and counts in no measure.
	SubmittedAt *time.Time `json:"submitted_at,omitempty"`
	ApprovedAt  *time.Time `json:"approved_at,omitempty"`
	// NoticeBand is how long before its start the shift was called off: after_start, 0_4h, 4_24h, 1_3d, 3_7d, 7_28d,
	// 28_42d or over_42d.
	NoticeBand string `json:"notice_band,omitempty"`
	// RefillUntil is set once a worker who had the shift did not come: until then it can be taken although it has started.
	RefillUntil *time.Time `json:"refill_until,omitempty"`
	// RestOf is the shift whose worker left early, when this one is the rest of it. Its hours were asked for with that one.
	RestOf string `json:"rest_of,omitempty" jsonschema:"format=uuid"`
	// The release ladder as it was at posting: the steps that have opened, in time, the last of them, and when the next one
	// falls due. Without them the shift is open to every bank worker whom an agreement covers.
	LadderID      string       `json:"ladder_id,omitempty" jsonschema:"format=uuid"`
	LadderVersion int64        `json:"ladder_version,omitempty"`
	Step          string       `json:"step,omitempty"`
	Opened        []OpenedStep `json:"opened,omitempty"`
	NextStepAt    *time.Time   `json:"next_step_at,omitempty"`
	// PreferredWorker is the opaque id of whom the ward asked for; FallbackBand the lower band to which the own bank's
	// fallback step opens the shift.
	PreferredWorker string `json:"preferred_worker,omitempty" jsonschema:"format=uuid"`
	FallbackBand    string `json:"fallback_band,omitempty"`
	// BaseRatePence is the rate before an escalation that holds until EscalatedUntil.
	BaseRatePence  int64      `json:"base_rate_pence,omitempty"`
	EscalatedUntil *time.Time `json:"escalated_until,omitempty"`
	// The terms of an agency: its name, framework and tier, the charge and the price cap an hour in pence, and until when a
	// bank worker may take the shift from it. OverCapWhy and OverCapRole say why, and by which duty, a charge above the cap
	// was allowed.
	Agency          string     `json:"agency,omitempty"`
	AgencyFramework string     `json:"agency_framework,omitempty"`
	AgencyTier      int        `json:"agency_tier,omitempty"`
	AgencyRatePence int64      `json:"agency_rate_pence,omitempty"`
	CapPence        int64      `json:"cap_pence,omitempty"`
	OverCap         bool       `json:"over_cap,omitempty"`
	OverCapWhy      string     `json:"over_cap_why,omitempty"`
	OverCapRole     string     `json:"over_cap_role,omitempty"`
	AgencyLocksAt   *time.Time `json:"agency_locks_at,omitempty"`
	// OffFrameworkWhy is the code under which an executive approved an off-framework agency.
	OffFrameworkWhy string `json:"off_framework_why,omitempty"`
	// Override is set once a named role let agencies in before the bank had its time.
	Override *AgencyOverride `json:"override,omitempty"`
	// DisplacedAgency is the agency that a bank worker took the shift from, and what it would have charged an hour.
	DisplacedAgency    string `json:"displaced_agency,omitempty"`
	DisplacedRatePence int64  `json:"displaced_rate_pence,omitempty"`
}

// AgencyOverride says by which duty and why agencies were let in early. Why is one of OverrideReasons.
type AgencyOverride struct {
	Role string    `json:"role"`
	Why  string    `json:"why"`
	At   time.Time `json:"at"`
}

// OpenedStep is one step of the release ladder that has opened.
type OpenedStep struct {
	// Step is one of ReleaseSteps; Tier counts agency tiers from 1.
	Step string    `json:"step"`
	Tier int       `json:"tier,omitempty"`
	At   time.Time `json:"at"`
}

// ReleaseSteps are the kinds of steps of a release ladder, in their order.
var ReleaseSteps = []string{"preferred", "own_bank", "own_fallback_grade", "collaborative_bank", "bank_break_glass", "framework_agency", "off_framework_agency"}

// Validate returns what breaks the contract.
func (s ShiftState) Validate() error {
	var c check.Errors
	c.ID("shift_id", s.ShiftID)
	c.ID("posting_id", s.PostingID)
	c.ODS("employer", s.Employer)
	c.ODS("site", s.Site)
	c.Token("ward", s.Ward)
	c.OneOf("staff_group", s.StaffGroup, StaffGroups...)
	c.Token("role", s.Role)
	c.OneOf("band", s.Band, Bands...)
	c.Span(s.StartsAt, s.EndsAt)
	c.That(s.BreakMinutes >= 0 && s.NetMinutes > 0, "break_minutes and net_minutes must be real lengths")
	c.OneOf("reason", s.Reason, RequestReasons...)
	c.That(s.RatePence > 0, "rate_pence must be positive")
	c.OneOf("status", string(s.Status), "open", "filled", "started", "worked", "withdrawn", "cancelled", "lapsed")
	c.Time("posted_at", s.PostedAt)
	c.Time("bank_closes_at", s.BankClosesAt)
	switch s.Status {
	case ShiftFilled, ShiftStarted, ShiftWorked:
		c.OneOf("filled_by", string(s.FilledBy), string(OwnBank), string(CollaborativeBank), string(FrameworkAgency), string(OffFrameworkAgency))
	default:
		c.That(s.FilledBy == "", "filled_by must be empty while %s", s.Status)
	}
	return c.Err()
}

// BookingState is the public state of one booking after a change.
type BookingState struct {
	BookingID string `json:"booking_id" jsonschema:"format=uuid"`
	ShiftID   string `json:"shift_id" jsonschema:"format=uuid"`
	// WorkerID is opaque; who it is only passports knows.
	WorkerID     string    `json:"worker_id" jsonschema:"format=uuid"`
	HomeEmployer string    `json:"home_employer"`
	HostEmployer string    `json:"host_employer"`
	Site         string    `json:"site"`
	Ward         string    `json:"ward"`
	StaffGroup   string    `json:"staff_group" jsonschema:"enum=medical_dental,enum=students,enum=nursing_midwifery,enum=allied_health,enum=additional_scientific,enum=healthcare_scientists,enum=clinical_support,enum=admin_clerical,enum=estates_ancillary,enum=supplementary"`
	Role         string    `json:"role"`
	Band         string    `json:"band" jsonschema:"enum=2,enum=3,enum=4,enum=5,enum=6,enum=7,enum=8a,enum=8b,enum=8c,enum=8d,enum=9,enum=medical"`
	StartsAt     time.Time `json:"starts_at"`
	EndsAt       time.Time `json:"ends_at"`
	NetMinutes   int       `json:"net_minutes"`
	// RatePence is the basic pay an hour, locked when the shift was accepted.
	RatePence    int64         `json:"rate_pence"`
	Requirements Requirements  `json:"requirements"`
	Status       BookingStatus `json:"status" jsonschema:"enum=held,enum=confirmed,enum=started,enum=worked,enum=refused,enum=hold_expired,enum=withdrawn,enum=cancelled,enum=revoked,enum=did_not_attend"`
	Channel      Channel       `json:"channel" jsonschema:"enum=own_bank,enum=collaborative_bank"`
	HeldAt       time.Time     `json:"held_at"`
	// ConfirmedAt is set once all answers were yes; EndedAt once the booking is over, whichever way.
	ConfirmedAt *time.Time `json:"confirmed_at,omitempty"`
	EndedAt     *time.Time `json:"ended_at,omitempty"`
	// PassportVersion and AttestedUntil are the attestation; AgreementID and AgreementVersion the authorisation.
	PassportVersion  int64      `json:"passport_version,omitempty"`
	AttestedUntil    *time.Time `json:"attested_until,omitempty"`
	AgreementID      string     `json:"agreement_id,omitempty"`
	AgreementVersion int64      `json:"agreement_version,omitempty"`
	// FallbackBand is set when the worker may have the shift at this lower band, since the host has opened it to its own
	// workers of that band.
	FallbackBand string `json:"fallback_band,omitempty"`
	// SuccessorOf is the booking that this one takes over from: the place stays with that one until this is confirmed.
	SuccessorOf string `json:"successor_of,omitempty" jsonschema:"format=uuid"`
	// ApprovedBy is the opaque id of who chose the worker, where somebody did.
	ApprovedBy string `json:"approved_by,omitempty"`
	// PayTotalPence is what the booking pays when it is worked as planned, locked when it was accepted; PayBasis is by what.
	PayTotalPence int64     `json:"pay_total_pence,omitempty"`
	PayBasis      *PayBasis `json:"pay_basis,omitempty"`
	// Attendance is what happened once the shift began, or what the end of the booking came to.
	Attendance
	// Reasons says why a booking was refused, revoked, withdrawn or cancelled. Never null.
	Reasons []reason.Reason `json:"reasons"`
}

// PayBasis says by what a booking's pay was worked out.
type PayBasis struct {
	// RateCardID and RateCardVersion name the host's rate card; absent when it has none for the work.
	RateCardID      string `json:"rate_card_id,omitempty" jsonschema:"format=uuid"`
	RateCardVersion int64  `json:"rate_card_version,omitempty"`
	// PolicyVersion is the version of the host's policy on pay; absent while the default holds.
	PolicyVersion int64 `json:"policy_version,omitempty"`
	// Escalated tells that the rate was above the shift's standard rate.
	Escalated bool `json:"escalated,omitempty"`
}

// CrossEmployer tells whether the worker works for another employer than their own.
func (b BookingState) CrossEmployer() bool { return b.HomeEmployer != b.HostEmployer }

// Validate returns what breaks the contract.
func (b BookingState) Validate() error {
	var c check.Errors
	c.ID("booking_id", b.BookingID)
	c.ID("shift_id", b.ShiftID)
	c.ID("worker_id", b.WorkerID)
	c.ODS("home_employer", b.HomeEmployer)
	c.ODS("host_employer", b.HostEmployer)
	c.ODS("site", b.Site)
	c.Token("ward", b.Ward)
	c.OneOf("staff_group", b.StaffGroup, StaffGroups...)
	c.Token("role", b.Role)
	c.OneOf("band", b.Band, Bands...)
	c.Span(b.StartsAt, b.EndsAt)
	c.That(b.NetMinutes > 0, "net_minutes must be positive")
	c.OneOf("status", string(b.Status), "held", "confirmed", "started", "worked", "refused", "hold_expired", "withdrawn", "cancelled", "revoked", "did_not_attend")
	c.OneOf("channel", string(b.Channel), string(OwnBank), string(CollaborativeBank))
	c.That((b.Channel == OwnBank) == !b.CrossEmployer(), "channel must follow from home and host")
	c.Time("held_at", b.HeldAt)
	c.Reasons(b.Reasons)
	return c.Err()
}
