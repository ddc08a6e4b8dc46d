package main

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/analytics"
	"github.com/muster-ics/muster/events/deployments"
	"github.com/muster-ics/muster/events/passports"
	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/events/shifts"
)

// The ids of the samples: UUIDv7 in form, with a tail that says what they are.
const (
	eventID      = "0199c0de-0000-7000-8000-00000000e0e0"
	causeID      = "0199c0de-0000-7000-8000-00000000ca05"
	shiftID      = "0199c0de-0000-7000-8000-000000005417"
	postingID    = "0199c0de-0000-7000-8000-000000000905"
	credentialID = "0199c0de-0000-7000-8000-00000000c4ed"
	bookingID    = "0199c0de-0000-7000-8000-00000000b001"
	workerID     = "0199c0de-0000-7000-8000-0000000000aa"
	engagementID = "0199c0de-0000-7000-8000-0000000000e9"
	holdID       = "0199c0de-0000-7000-8000-00000000001d"
	agreementID  = "0199c0de-0000-7000-8000-00000000a93e"
	deploymentID = "0199c0de-0000-7000-8000-00000000de91"
	mutualAidID  = "0199c0de-0000-7000-8000-000000000a1d"
	rateCardID   = "0199c0de-0000-7000-8000-000000000c44"
	overrideID   = "0199c0de-0000-7000-8000-000000000e44"
	ladderID     = "0199c0de-0000-7000-8000-000000001add"
)

var (
	posted = time.Date(2026, 11, 2, 9, 30, 0, 0, time.UTC)
	held   = time.Date(2026, 11, 3, 18, 5, 12, 0, time.UTC)
	starts = time.Date(2026, 11, 24, 19, 30, 0, 0, time.UTC)
	ends   = time.Date(2026, 11, 25, 7, 30, 0, 0, time.UTC)
	later  = time.Date(2027, 6, 1, 0, 0, 0, 0, time.UTC)
	expiry = time.Date(2026, 11, 12, 0, 0, 0, 0, time.UTC)
)

var sampleReason = reason.Reason{
	Code: "COMPETENCE_EXPIRES", Weight: reason.Hard,
	Message: "Fire Safety runs out on 12 November 2026, before this shift ends.",
	Fix:     "Book the Fire Safety course with your home employer, then try again.", From: &expiry,
}

func sampleRequirements() shifts.Requirements {
	return shifts.Requirements{RegistrationBody: "NMC", DBSLevel: "enhanced", DBSWorkforce: "adult",
		Competencies: []shifts.Competency{{Framework: "cstf", Code: "FIRE", Level: 1}, {Framework: "cstf", Code: "RES", Level: 2}}}
}

func sampleShift(status shifts.ShiftStatus) shifts.ShiftState {
	s := shifts.ShiftState{ShiftID: shiftID, PostingID: postingID, Employer: "RVV", Site: "RVV01", Ward: "cambridge_m2",
		StaffGroup: "nursing_midwifery", Role: "registered_nurse", Band: "5", StartsAt: starts, EndsAt: ends,
		BreakMinutes: 60, NetMinutes: 660, Reason: "vacancy", CostCode: "C4711", RatePence: 1845,
		Requirements: sampleRequirements(), Status: status, PostedAt: posted, BankClosesAt: starts.AddDate(0, 0, -7)}
	switch status {
	case shifts.ShiftFilled, shifts.ShiftStarted, shifts.ShiftWorked:
		s.FilledBy, s.BookingID, s.HomeEmployer, s.FilledAt, s.FirstFilledAt = shifts.CollaborativeBank, bookingID, "RWF", &held, &held
	case shifts.ShiftWithdrawn, shifts.ShiftCancelled, shifts.ShiftLapsed:
		s.EndedAt = &held
	}
	return s
}

func sampleUnapproved(status shifts.ShiftStatus) shifts.UnapprovedShift {
	s := sampleShift(status)
	s.SubmittedAt = &posted
	if status == shifts.ShiftDeclined {
		s.EndedAt = &held
	}
	return shifts.Unapproved(s)
}

// sampleReleased is an open shift whose ladder has opened two steps and whose rate is escalated.
func sampleReleased() shifts.ShiftState {
	s := sampleShift(shifts.ShiftOpen)
	next := s.BankClosesAt
	s.LadderID, s.LadderVersion, s.Step, s.NextStepAt = ladderID, 1, "collaborative_bank", &next
	s.Opened = []shifts.OpenedStep{{Step: "own_bank", At: posted}, {Step: "collaborative_bank", At: posted}}
	s.FallbackBand, s.RatePence, s.BaseRatePence, s.EscalatedUntil = "4", 2400, s.RatePence, &starts
	return s
}

func sampleBooking(status shifts.BookingStatus) shifts.BookingState {
	b := shifts.BookingState{BookingID: bookingID, ShiftID: shiftID, WorkerID: workerID, HomeEmployer: "RWF", HostEmployer: "RVV",
		Site: "RVV01", Ward: "cambridge_m2", StaffGroup: "nursing_midwifery", Role: "registered_nurse", Band: "5",
		StartsAt: starts, EndsAt: ends, NetMinutes: 660, RatePence: 1845, Requirements: sampleRequirements(), Status: status,
		PayTotalPence: 26384, PayBasis: &shifts.PayBasis{RateCardID: rateCardID, RateCardVersion: 2},
		Channel: shifts.CollaborativeBank, HeldAt: held, Reasons: []reason.Reason{}}
	switch status {
	case shifts.BookingHeld:
		return b
	case shifts.BookingRefused:
		b.EndedAt, b.Reasons = &held, []reason.Reason{sampleReason}
		return b
	case shifts.BookingHoldExpired:
		b.EndedAt = &held
		return b
	}
	b.ConfirmedAt, b.PassportVersion, b.AttestedUntil, b.AgreementID, b.AgreementVersion = &held, 4, &later, agreementID, 1
	if status != shifts.BookingConfirmed && status != shifts.BookingStarted {
		b.EndedAt = &held
	}
	b.Attendance = sampleAttendance(status)
	if status == shifts.BookingRevoked {
		b.Reasons = []reason.Reason{{Code: "HOLD_SUSPENDED", Weight: reason.Hard, Message: "The passport was suspended.", Fix: "Ask your home employer."}}
	}
	return b
}

func sampleAttendance(status shifts.BookingStatus) shifts.Attendance {
	switch status {
	case shifts.BookingStarted:
		return shifts.Attendance{StartedAt: &starts}
	case shifts.BookingWorked:
		return shifts.Attendance{StartedAt: &starts, Hours: "submitted", WorkedFrom: &starts, WorkedUntil: &ends, WorkedBreakMinutes: 60, WorkedMinutes: 660}
	case shifts.BookingCancelled:
		return shifts.Attendance{NoticeBand: "0_4h", Consequence: "paid", OwedPence: 20295}
	case shifts.BookingDidNotAttend:
		return shifts.Attendance{NoticeBand: "after_start", Consequence: "absent"}
	}
	return shifts.Attendance{}
}

// sampleHours is a worked booking whose hours stand so.
func sampleHours(hours string) shifts.BookingState {
	b := sampleBooking(shifts.BookingWorked)
	b.Hours = hours
	if hours == "approved" {
		b.WorkedPence, b.ApprovedAt = 20295, &later
		b.WorkedPay = []shifts.PaidLine{{Kind: "basic", Minutes: 660, RatePence: 1845, Pence: 20295}}
	}
	return b
}

func samplePassport(status string) passports.PassportState {
	return passports.PassportState{WorkerID: workerID, HomeEmployer: "RWF", Status: status,
		Engagements:   []passports.Engagement{{EngagementID: engagementID, Employer: "RWF", Kind: "bank", StaffGroup: "nursing_midwifery", Role: "registered_nurse", Band: "5", From: posted}},
		Checks:        []passports.Check{{Type: "dbs", Outcome: "satisfied", Level: "enhanced", Workforce: "both", ValidUntil: &later, CheckedOn: &posted}, {Type: "identity", Outcome: "satisfied", CheckedOn: &posted}},
		Competencies:  []passports.Competency{{Framework: "cstf", Code: "FIRE", Level: 1, ValidUntil: &later, AchievedOn: &posted}},
		Registrations: []passports.Registration{{Body: "NMC", Effect: passports.Allow, ValidUntil: &later, LastReadAt: &posted}},
		Disclosures:   []passports.Disclosure{{Host: "RVV", From: posted, AgreementID: agreementID, AgreementVersion: 1}}, NoNights: true,
		Inductions: []passports.Induction{{Employer: "RVV", Site: "RVV01", ValidUntil: &later}},
		Holds:      []passports.Hold{{HoldID: holdID, From: posted, Until: &held}}, RevocationFloor: 0,
		WorkingTime: &passports.WorkingTime{Contract: "wtr_1998", OptOut: &passports.Period{From: posted}, HourCap: &passports.HourCap{Code: "other_employers_20", Sponsor: "RWF"}}}
}

var sampleCredential = passports.CredentialState{CredentialID: credentialID, WorkerID: workerID, Issuer: "RWF", Type: "dbs/1", Holder: "custodial", List: 1, Place: 413, IssuedAt: posted, ExpiresAt: later}

func sampleAgreement(status string) deployments.AgreementState {
	signed := func(is bool) *time.Time {
		if is {
			return &posted
		}
		return nil
	}
	return deployments.AgreementState{AgreementID: agreementID, Version: 1, Title: "Kent and Medway collaborative bank", Model: "home_pays", Status: status,
		InForceAt: signed(status == "in_force" || status == "ended"),
		Parties:   []deployments.Party{{Employer: "RVV", SignedAt: signed(status != "offered")}, {Employer: "RWF", SignedAt: signed(status == "in_force" || status == "ended")}},
		Sites:     []string{}, StaffGroups: []string{"nursing_midwifery", "clinical_support"}, Bands: []string{}, From: posted, Until: &later, MaxDays: 90, AtEnd: "honour",
		TermsHash: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", Clauses: sampleClauses()}
}

func sampleClauses() *deployments.Clauses {
	return &deployments.Clauses{Title: "Kent and Medway collaborative bank", Model: "home_pays",
		Parties: []deployments.ClauseParty{{Employer: "RVV"}, {Employer: "RWF"}}, Accession: "open", From: posted, Until: &later,
		Scope:     deployments.Scope{SitesIn: []string{}, SitesOut: []string{}, StaffGroups: []string{"clinical_support", "nursing_midwifery"}, Bands: []string{}, ExcludedActivities: []string{"lone_working"}},
		Direction: deployments.Direction{Kind: "mutual", Lenders: []string{}, Borrowers: []string{}}, Consent: "each_host",
		Limits:      deployments.Limits{MaxDaysIn12Months: 90, MaxSingleDeploymentDays: 14},
		Checks:      deployments.Checks{Minimums: []deployments.CheckMinimum{{Type: "dbs", Level: "enhanced", MaxAgeMonths: 36}, {Type: "identity"}}},
		Training:    deployments.Training{Accepted: []deployments.AcceptedTraining{{Framework: "cstf", Codes: []string{}}}, TopUps: []deployments.TopUp{{Code: "fire_exits", When: "on_first_shift"}}},
		Money:       deployments.Money{RateBasis: "home", Harmonised: []deployments.HarmonisedRate{}, OnCostBP: 2300, AdminFeePence: 500, CancellationBearer: "who_cancels", Invoice: "monthly", DisputeDays: 30},
		VAT:         deployments.VAT{Treatment: "outside_scope", Reason: "Staff lent between NHS bodies within the NHS divisional registration."},
		Indemnity:   deployments.Indemnity{ClinicalNegligence: "host", EmployersLiability: "shared"},
		Information: deployments.Information{Controllers: "independent", PlatformProcessor: true, LawfulBases: []string{"art_6_1_e", "art_9_2_b"}},
		Notice:      deployments.Notice{Days: 60, Booked: "honour"},
		Duties:      deployments.Duties{Home: []string{"payroll"}, Host: []string{"induction"}, ConcernHours: 24},
		Names:       map[string]string{"RVV": "East Kent Hospitals University NHS Foundation Trust", "RWF": "Maidstone and Tunbridge Wells NHS Trust"}}
}

// sampleAmended is the second version of the sample agreement, in force.
func sampleAmended() deployments.AgreementAmendedV1 {
	state := sampleAgreement("in_force")
	state.Version, state.MaxDays, state.Clauses.Limits.MaxDaysIn12Months = 2, 120, 120
	return deployments.AgreementAmendedV1{Agreement: state, FromVersion: 1,
		Changes: []deployments.ClauseChange{{Path: "limits.max_days_in_12_months", Before: "90", After: "120"}}}
}

func sampleDeployment(status string) deployments.DeploymentState {
	d := deployments.DeploymentState{DeploymentID: deploymentID, BookingID: bookingID, ShiftID: shiftID, WorkerID: workerID, HomeEmployer: "RWF",
		HostEmployer: "RVV", Site: "RVV01", StaffGroup: "nursing_midwifery", Band: "5", StartsAt: starts, EndsAt: ends, Status: status, Reasons: []reason.Reason{}}
	if status == "refused" {
		d.Reasons = []reason.Reason{{Code: "AGREEMENT_NONE", Weight: reason.Hard, Message: "No agreement is in force between RWF and RVV.", Fix: "The two employers can offer and sign one."}}
		return d
	}
	d.AgreementID, d.AgreementVersion = agreementID, 1
	return d
}

func sampleMutualAid(status string) deployments.MutualAidState {
	m := deployments.MutualAidState{MutualAidID: mutualAidID, AgreementID: agreementID, AgreementVersion: 1, Parties: []string{"RVV", "RWF"},
		Shifts: []deployments.MutualAidShift{{ShiftID: shiftID, HostEmployer: "RVV"}}, Why: "surge", OpenedAt: posted, ClosesAt: starts, Status: status}
	if status == "ended" {
		m.EndedAt, m.EndedBy = &starts, "time"
	}
	return m
}

var samples = map[string]events.Event{}

func init() {
	for _, e := range []events.Event{
		shifts.ShiftPostedV1{Shift: sampleShift(shifts.ShiftOpen)}, shifts.ShiftFilledV1{Shift: sampleShift(shifts.ShiftFilled)},
		shifts.ShiftReopenedV1{Shift: sampleShift(shifts.ShiftOpen)}, shifts.ShiftWithdrawnV1{Shift: sampleShift(shifts.ShiftWithdrawn)},
		shifts.ShiftCancelledV1{Shift: sampleShift(shifts.ShiftCancelled)}, shifts.ShiftLapsedV1{Shift: sampleShift(shifts.ShiftLapsed)},
		shifts.ShiftOverrideGrantedV1{Shift: sampleShift(shifts.ShiftOpen), OverrideID: overrideID, Role: "executive", Why: "patient_safety"},
		shifts.BookingRequestedV1{Booking: sampleBooking(shifts.BookingHeld)}, shifts.BookingConfirmedV1{Booking: sampleBooking(shifts.BookingConfirmed)},
		shifts.BookingRefusedV1{Booking: sampleBooking(shifts.BookingRefused)}, shifts.BookingExpiredV1{Booking: sampleBooking(shifts.BookingHoldExpired)},
		shifts.BookingWithdrawnV1{Booking: sampleBooking(shifts.BookingWithdrawn)}, shifts.BookingCancelledV1{Booking: sampleBooking(shifts.BookingCancelled)},
		shifts.BookingRevokedV1{Booking: sampleBooking(shifts.BookingRevoked)},
		shifts.ShiftAmendedV1{Shift: sampleShift(shifts.ShiftOpen), Changed: []string{"starts_at", "ward"}},
		shifts.ShiftSubmittedV1{Shift: sampleUnapproved(shifts.ShiftAwaitingApproval)}, shifts.ShiftDeclinedV1{Shift: sampleUnapproved(shifts.ShiftDeclined), Why: "no_budget"},
		shifts.ShiftReleasedV1{Shift: sampleReleased(), Step: "collaborative_bank"},
		shifts.ShiftEscalatedV1{Shift: sampleReleased(), EscalationID: overrideID, Outcome: "approved", Step: "bank_break_glass", RatePence: 2400, Why: "patient_safety"},
		shifts.LadderChangedV1{Ladder: shifts.LadderState{LadderID: ladderID, Employer: "RVV", StaffGroup: "nursing_midwifery", BankShare: 25, Steps: []shifts.LadderStep{
			{Step: "preferred", On: "at_posting", WindowMinutes: 1440}, {Step: "own_bank", On: "at_posting"}, {Step: "collaborative_bank", On: "at_posting"},
			{Step: "bank_break_glass", On: "lead_time", AfterMinutes: 4320, CeilingPence: 2400, Approver: "executive"},
			{Step: "framework_agency", Tier: 1, On: "lead_time", AfterMinutes: 10080, CeilingPence: 2996}}}},
		shifts.PolicyChangedV1{Policy: shifts.PolicyState{PolicyID: "RVV_urgency", Employer: "RVV", Kind: "urgency",
			Settings: json.RawMessage(`{"urgent_under_hours":24,"critical_under_hours":4,"reasons":["escalation"]}`)}},
		shifts.RateCardChangedV1{RateCard: shifts.RateCardState{RateCardID: rateCardID, Employer: "RVV", StaffGroup: "medical_dental", Band: "medical", Ward: "icu",
			From: "2026-04-01", Until: "2027-04-01", BasicPence: 4500, Scheme: "core_unsocial", UnsocialPence: 5500,
			Windows: []shifts.PayWindow{{Kind: "unsocial", Days: []string{"sat", "sun", "holiday"}, FromMinute: 0, ToMinute: 1440, FlatPence: 5500}}}},
		shifts.BookingStartedV1{Booking: sampleBooking(shifts.BookingStarted)}, shifts.BookingWorkedV1{Booking: sampleBooking(shifts.BookingWorked)},
		shifts.BookingAmendedV1{Booking: sampleHours("amended")}, shifts.BookingDisputedV1{Booking: sampleHours("disputed")},
		shifts.BookingApprovedV1{Booking: sampleHours("approved")}, shifts.BookingDidNotAttendV1{Booking: sampleBooking(shifts.BookingDidNotAttend)},
		shifts.ShiftStartedV1{Shift: sampleShift(shifts.ShiftStarted)}, shifts.ShiftWorkedV1{Shift: sampleShift(shifts.ShiftWorked)},
		passports.WorkerEnrolledV1{Passport: samplePassport("active")}, passports.PassportChangedV1{Passport: samplePassport("active")},
		passports.PassportSuspendedV1{Passport: samplePassport("suspended"), BookingIDs: []string{bookingID},
			Reasons: []reason.Reason{{Code: "HOLD_SUSPENDED", Weight: reason.Hard, Message: "The passport was suspended.", Fix: "Ask your home employer."}}},
		passports.BookingClearedV1{BookingID: bookingID, ShiftID: shiftID, WorkerID: workerID, PassportVersion: 4, ValidUntil: later, EarliestExpiry: &later, DecidedAt: held, Reasons: []reason.Reason{}, DecisionID: decisionID},
		passports.BookingNotClearedV1{BookingID: bookingID, ShiftID: shiftID, WorkerID: workerID, PassportVersion: 4, DecidedAt: held, Reasons: []reason.Reason{sampleReason}, DecisionID: decisionID},
		passports.BookingUnclearedV1{BookingID: bookingID, ShiftID: shiftID, WorkerID: workerID, PassportVersion: 5, DecidedAt: held, Reasons: []reason.Reason{sampleReason}, DecisionID: decisionID},
		passports.CredentialIssuedV1{Credential: sampleCredential}, passports.CredentialRevokedV1{Credential: sampleCredential, RevokedAt: held, ReasonCode: "record_superseded"},
		deployments.AgreementOfferedV1{Agreement: sampleAgreement("offered")}, deployments.AgreementSignedV1{Agreement: sampleAgreement("offered")},
		deployments.AgreementInForceV1{Agreement: sampleAgreement("in_force")}, deployments.AgreementEndedV1{Agreement: sampleAgreement("ended")},
		sampleAmended(), deployments.AgreementNoticeGivenV1{Agreement: sampleAgreement("in_force"), GivenBy: "RWF", Of: "agreement", At: later},
		deployments.DeploymentAuthorisedV1{Deployment: sampleDeployment("authorised")}, deployments.DeploymentRefusedV1{Deployment: sampleDeployment("refused")},
		deployments.DeploymentRevokedV1{Deployment: sampleDeployment("revoked")}, deployments.DeploymentStoodDownV1{Deployment: sampleDeployment("stood_down")},
		deployments.MutualAidActivatedV1{MutualAid: sampleMutualAid("active")}, deployments.MutualAidEndedV1{MutualAid: sampleMutualAid("ended")},
		analytics.FillRateChangedV1{Cell: "RVV_nursing_midwifery_next_72h", ICS: "QKS", Employer: "RVV", StaffGroup: "nursing_midwifery", Window: "next_72h",
			Minutes: analytics.Split{OwnBank: 6600, CollaborativeBank: 660, FrameworkAgency: 660, Unfilled: 1320}, Shifts: analytics.Split{OwnBank: 10, CollaborativeBank: 1, FrameworkAgency: 1, Unfilled: 2},
			WithdrawnShifts: 1, WorkedMinutes: &analytics.Worked{OwnBank: 5940, CollaborativeBank: 660}, Watermark: held, AsOf: held},
	} {
		samples[e.EventName()] = e
	}
}

// aggregateOf is the aggregate id that each entity's sample has.
var aggregateOf = map[string]string{"shifts.shift": shiftID, "shifts.booking": bookingID, "shifts.ladder": ladderID, "shifts.policy": "RVV_urgency", "shifts.rate_card": rateCardID, "passports.worker": workerID, "passports.passport": workerID,
	"passports.booking": bookingID, "deployments.employer": "RVV", "deployments.site": "RVV01", "deployments.agreement": agreementID,
	"deployments.deployment": deploymentID, "deployments.recharge": rechargeID, "deployments.mutual_aid": mutualAidID, "analytics.fill_rate": "RVV_nursing_midwifery_next_72h"}

// sample is the golden envelope of one event, as it stands on the wire but indented for people.
func sample(name string) ([]byte, error) {
	e, ok := samples[name]
	if !ok {
		return nil, fmt.Errorf("sample.go has no sample of %s: add one", name)
	}
	env, err := events.New(e, events.Meta{ID: eventID, Time: held, ICS: "QKS", ODS: "RVV", AggregateID: aggregateOf[events.EntityOf(name)],
		AggregateVersion: 1, CausationID: causeID, Actor: "system:sample", TraceParent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"})
	if err != nil {
		return nil, err
	}
	return indent(env)
}
