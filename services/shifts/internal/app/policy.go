package app

import (
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
)

// What can be done to shifts and bookings.
const (
	PostShift      auth.Action = "shift.post"
	ListShifts     auth.Action = "shift.list"
	ReadShift      auth.Action = "shift.read"
	WithdrawShift  auth.Action = "shift.withdraw"
	FillByAgency   auth.Action = "shift.agency_fill"
	GrantOverride  auth.Action = "shift.override"
	ReadOpenShifts auth.Action = "open_shifts.read"
	AcceptShift    auth.Action = "booking.accept"
	ListBookings   auth.Action = "booking.list"
	ReadBooking    auth.Action = "booking.read"
	WithdrawFrom   auth.Action = "booking.withdraw"
	CancelBooking  auth.Action = "booking.cancel"
	ReadHistory    auth.Action = "history.read"
	ReadNotices    auth.Action = "notices.read"
	SetAlerts      auth.Action = "alerts.set"
	WatchChanges   auth.Action = "changes.watch"

	ReadPreferences   auth.Action = "preferences.read"
	ChangePreferences auth.Action = "preferences.change"

	ApplyForShift       auth.Action = "application.submit"
	WithdrawApplication auth.Action = "application.withdraw"
	DecideApplication   auth.Action = "application.decide"
	OfferShift          auth.Action = "offer.make"
	AnswerOffer         auth.Action = "offer.answer"
	WaitForShift        auth.Action = "waiting_place.join"
	LeaveWaitingList    auth.Action = "waiting_place.leave"
	OfferSwap           auth.Action = "swap.offer"
	TakeSwap            auth.Action = "swap.take"
	DecideSwap          auth.Action = "swap.decide"
	ReadRequests        auth.Action = "request.read"
	ReadCandidates      auth.Action = "candidate.read"

	ReadConsequence auth.Action = "booking.consequence"
	CheckIn         auth.Action = "booking.check_in"
	TellLate        auth.Action = "booking.late"
	RecordAbsence   auth.Action = "booking.did_not_attend"
	RecordLeaving   auth.Action = "booking.left_early"
	SubmitHours     auth.Action = "timesheet.submit"
	ListHours       auth.Action = "timesheet.list"
	ApproveHours    auth.Action = "timesheet.approve"
	AgreeHours      auth.Action = "timesheet.agree"
	Dispute         auth.Action = "booking.dispute"
	AnswerDispute   auth.Action = "booking.answer_dispute"
	ReadReliability auth.Action = "reliability.read"

	AmendShift       auth.Action = "shift.amend"
	ReleaseShift     auth.Action = "shift.release"
	EscalateShift    auth.Action = "shift.escalate"
	DecideEscalation auth.Action = "escalation.decide"
	ReadEscalations  auth.Action = "escalation.read"
	ReadLadder       auth.Action = "ladder.read"
	ChangeLadder     auth.Action = "ladder.change"

	ApproveShift auth.Action = "shift.approve"
	ReadTemplate auth.Action = "template.read"
	KeepTemplate auth.Action = "template.keep"
	ReadPolicy   auth.Action = "policy.read"
	ChangePolicy auth.Action = "policy.change"

	ReadRateCards  auth.Action = "rate_card.read"
	ChangeRateCard auth.Action = "rate_card.change"
	ReadHolidays   auth.Action = "bank_holidays.read"

	ImportOwnRoster auth.Action = "own_roster.import"
	BlockWorker     auth.Action = "worker.block"
	ListBlocks      auth.Action = "block.list"
	MyTime          auth.Action = "my_time.keep"
)

// Policy has the one rule of each action. Facts: Employer is whose shift it is, Worker whose booking.
func Policy(ics string) auth.Policy {
	return auth.Policy{
		PostShift:      employerWith(auth.Post, "post shifts"),
		ListShifts:     ownEmployerOr(leadOf(ics)),
		ReadShift:      readShift(ics),
		WithdrawShift:  employerWith(auth.Post, "call shifts off"),
		FillByAgency:   employerWith(auth.Post, "fill shifts by an agency"),
		GrantOverride:  employerWith(auth.Executive, "let agencies in before the bank had its time"),
		ReadOpenShifts: anyWorker,
		AcceptShift:    anyWorker,
		ListBookings:   ownBookings(ics),
		ReadBooking:    ownBookings(ics),
		WithdrawFrom:   ownWorker,
		CancelBooking:  employerWith(auth.Post, "cancel bookings"),
		ReadHistory:    auth.OnlyAuditors,
		ReadNotices:    anyWorker,
		SetAlerts:      anyWorker,
		WatchChanges:   ownChanges(ics),

		ReadPreferences:   anyWorker,
		ChangePreferences: anyWorker,

		ApplyForShift:       anyWorker,
		WithdrawApplication: thatWorker("withdraw an application"),
		DecideApplication:   employerWith(auth.Approve, "choose among applicants"),
		OfferShift:          employerWith(auth.Post, "offer shifts to a worker"),
		AnswerOffer:         thatWorker("answer an offer"),
		WaitForShift:        anyWorker,
		LeaveWaitingList:    thatWorker("leave a waiting list"),
		OfferSwap:           thatWorker("offer a booking for a swap"),
		TakeSwap:            anyWorker,
		DecideSwap:          employerWith(auth.Approve, "agree to a swap"),
		ReadRequests:        ownBookings(ics),
		ReadCandidates:      eitherOf(employerWith(auth.Post, "see who could work a shift"), employerWith(auth.Approve, "see who could work a shift")),

		ReadConsequence: workerOrPoster,
		CheckIn:         workerOrPoster,
		TellLate:        workerOrPoster,
		RecordAbsence:   employerWith(auth.Post, "record who did not come"),
		RecordLeaving:   employerWith(auth.Post, "record who left early"),
		SubmitHours:     thatWorker("send in hours"),
		ListHours:       employerWith(auth.Approve, "see worked hours"),
		ApproveHours:    employerWith(auth.Approve, "approve hours"),
		AgreeHours:      thatWorker("agree to hours"),
		Dispute:         thatWorker("dispute"),
		AnswerDispute:   employerWith(auth.Approve, "answer disputes"),
		ReadReliability: ownBookings(ics),

		AmendShift:       employerWith(auth.Post, "change shifts"),
		ReleaseShift:     employerWith(auth.Approve, "open the next step of a release ladder"),
		EscalateShift:    employerWith(auth.Post, "ask for a higher rate"),
		DecideEscalation: employerWith(auth.Executive, "decide about a higher rate or an agency"),
		ReadEscalations:  ownEmployerOr(leadOf(ics)),
		ReadLadder:       ownEmployerOr(leadOf(ics)),
		ChangeLadder:     employerWith(auth.Executive, "change your employer's release ladders"),

		ApproveShift: employerWith(auth.Approve, "approve shifts"),
		ReadTemplate: employerWith(auth.Post, "use templates"),
		KeepTemplate: employerWith(auth.Post, "keep templates"),
		ReadPolicy:   ownEmployerOr(leadOf(ics)),
		ChangePolicy: employerWith(auth.Executive, "change your employer's policies"),

		ReadRateCards:  ownEmployerOr(leadOf(ics)),
		ChangeRateCard: eitherOf(employerWith(auth.Finance, "set what your employer pays"), employerWith(auth.Executive, "set what your employer pays")),
		ReadHolidays:   anybody,

		ImportOwnRoster: postOrVerify,
		BlockWorker:     employerWith(auth.Approve, "block workers"),
		ListBlocks:      ownBlocks,
		MyTime:          anyWorker,
	}
}

// unknown is the answer where the caller may not even learn that something exists.
func unknown() error {
	return fault.New(fault.NotFound, "not_found", "There is nothing here for you. Check the address, or ask who sent it.")
}

func forbidden(format string, args ...any) error {
	return fault.New(fault.Forbidden, "not_allowed", format, args...)
}

// employerWith wants an employer's person with a duty; another employer's resource does not exist for them.
func employerWith(duty, what string) auth.Rule {
	return func(p auth.Principal, f auth.Facts) error {
		switch {
		case p.Role != auth.Employer:
			return forbidden("Only an employer's staff can %s.", what)
		case f.Employer != p.Employer:
			return unknown()
		case !p.Has(duty):
			return forbidden("You need the duty %q with your employer to %s; ask your temporary staffing team.", duty, what)
		}
		return nil
	}
}

// eitherOf allows what one of two rules allows, and says what the first says otherwise.
func eitherOf(first, second auth.Rule) auth.Rule {
	return func(p auth.Principal, f auth.Facts) error {
		err := first(p, f)
		if err != nil && second(p, f) == nil {
			return nil
		}
		return err
	}
}

// anybody who has signed in.
func anybody(auth.Principal, auth.Facts) error { return nil }

// leadOf lets leads and auditors of the system see everything that happens in it.
func leadOf(ics string) func(auth.Principal) bool {
	return func(p auth.Principal) bool {
		return (p.Role == auth.Lead || p.Role == auth.Auditor) && p.ICS == ics
	}
}

func ownEmployerOr(lead func(auth.Principal) bool) auth.Rule {
	return func(p auth.Principal, f auth.Facts) error {
		if lead(p) {
			return nil
		}
		if p.Role != auth.Employer {
			return forbidden("This is for employers; workers find shifts under Open shifts.")
		}
		if f.Employer != p.Employer {
			return unknown()
		}
		return nil
	}
}

// readShift: a worker may see a shift that is open, or that they are booked on (Worker is then their id).
func readShift(ics string) auth.Rule {
	lead := leadOf(ics)
	return func(p auth.Principal, f auth.Facts) error {
		switch {
		case lead(p):
			return nil
		case p.Role == auth.Employer && f.Employer == p.Employer:
			return nil
		case p.Role == auth.Worker && (f.Worker == AnyWorker || f.Worker == p.WorkerID):
			return nil
		}
		return unknown()
	}
}

// AnyWorker stands in Facts.Worker for a shift that every worker may see, since it is open.
const AnyWorker = "any"

func anyWorker(p auth.Principal, _ auth.Facts) error {
	if p.Role != auth.Worker || p.WorkerID == "" {
		return forbidden("Only bank workers take shifts.")
	}
	return nil
}

func ownWorker(p auth.Principal, f auth.Facts) error {
	switch {
	case p.Role != auth.Worker || p.WorkerID == "":
		return forbidden("Only the worker can give a shift back.")
	case f.Worker != p.WorkerID:
		return unknown()
	}
	return nil
}

// workerOrPoster: the worker of the booking, or the host's staff who post shifts.
func workerOrPoster(p auth.Principal, f auth.Facts) error {
	if p.Role == auth.Worker {
		return thatWorker("do this")(p, f)
	}
	return employerWith(auth.Post, "do this")(p, f)
}

// ownBookings: workers see their own, hosts those on their shifts, leads and auditors all.
func ownBookings(ics string) auth.Rule {
	lead := leadOf(ics)
	return func(p auth.Principal, f auth.Facts) error {
		switch {
		case lead(p):
			return nil
		case p.Role == auth.Worker && f.Worker == p.WorkerID && p.WorkerID != "":
			return nil
		case p.Role == auth.Employer && f.Employer == p.Employer && p.Employer != "":
			return nil
		}
		return unknown()
	}
}

// ownChanges: workers are sent what concerns them, employers what happens to their shifts, leads and auditors what
// happens in the system.
func ownChanges(ics string) auth.Rule {
	lead := leadOf(ics)
	return func(p auth.Principal, f auth.Facts) error {
		switch {
		case lead(p):
			return nil
		case p.Role == auth.Worker && p.WorkerID != "":
			return nil
		case p.Role == auth.Employer && f.Employer == p.Employer && p.Employer != "":
			return nil
		}
		return unknown()
	}
}
