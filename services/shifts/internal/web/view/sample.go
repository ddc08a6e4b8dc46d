package view

import (
	"time"

	"github.com/muster-ics/muster/events/reason"
	es "github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/auth"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/pay"
)

// What the storybook's pages show.

// SampleWorker, SampleWard and SampleLead look at the stories.
var (
	SampleWorker = auth.Principal{Subject: "story-worker", Role: auth.Worker, WorkerID: "0190a000-0000-7000-8000-00000000000a", Employer: "RPA", ICS: "QKS"}
	SampleWard   = auth.Principal{Subject: "story-ward", Role: auth.Employer, Employer: "RVV", ICS: "QKS", Duties: []string{auth.Post, auth.Executive}}
	SampleLead   = auth.Principal{Subject: "story-lead", Role: auth.Lead, ICS: "QKS"}
)

// Sample is a night shift in a status.
func Sample(status es.ShiftStatus) Shift {
	start := time.Date(2026, 11, 24, 19, 30, 0, 0, time.UTC)
	s := es.ShiftState{
		ShiftID: "0190a000-0000-7000-8000-0000000000f1", Employer: "RVV", Site: "RVV01", Ward: "ward_7", StaffGroup: "nursing_midwifery",
		Role: "registered_nurse", Band: "5", StartsAt: start, EndsAt: start.Add(12 * time.Hour), BreakMinutes: 60, NetMinutes: 660,
		Reason: "vacancy", RatePence: 1845, Status: status, BankClosesAt: start.Add(-24 * time.Hour),
		Requirements: es.Requirements{RegistrationBody: "NMC", DBSLevel: "enhanced", DBSWorkforce: "adult", Competencies: []es.Competency{{Framework: "cstf", Code: "FIRE", Level: 1}}},
	}
	if status == es.ShiftFilled {
		s.FilledBy = es.CollaborativeBank
	}
	v := ShiftOf(s, app.Directory{})
	v.Employer, v.Site = "East Kent Hospitals University NHS Foundation Trust", "William Harvey Hospital"
	return v
}

// SampleBooking is a booking of the night shift in a status.
func SampleBooking(status es.BookingStatus, why ...reason.Reason) Booking {
	live := status == es.BookingHeld || status == es.BookingConfirmed
	return Booking{
		ID: "0190a000-0000-7000-8000-0000000000b1", ShortID: "000000b1", WorkerID: SampleWorker.WorkerID, Status: BookingStatus(status),
		Held: status == es.BookingHeld, Confirmed: status == es.BookingConfirmed, Live: live, Channel: Channels[es.CollaborativeBank],
		Agreement: "/agreements/0190a000-0000-7000-8000-0000000000a1", Reasons: why, Shift: Sample(es.ShiftFilled), CrossEmployer: true,
		Home: "Medway NHS Foundation Trust", Over: !live, Pay: LockedPay(SampleQuote()),
	}
}

// SampleQuote is what the night shift pays, with a high cost area supplement.
func SampleQuote() pay.Quote {
	s := pay.Shift{Employer: "RVV", StaffGroup: "nursing_midwifery", Role: "registered_nurse", Band: "5", RatePence: 1845,
		StartsAt: time.Date(2026, 11, 28, 19, 30, 0, 0, time.UTC), EndsAt: time.Date(2026, 11, 29, 7, 30, 0, 0, time.UTC), BreakMinutes: 60}
	card := pay.Card{Employer: "RVV", StaffGroup: s.StaffGroup, Band: s.Band, From: pay.NewDay(2026, time.April, 1), BasicPence: 1845, Scheme: pay.AfC, HighCost: 500, Version: 1}
	return pay.Rules{Policy: pay.DefaultPolicy(), Cards: []pay.Card{card}}.Quote(s, pay.Worker{Band: "5"})
}

// SampleReason is a hard no with its fix and the date from which it would be yes.
func SampleReason() reason.Reason {
	from := time.Date(2026, 11, 25, 18, 30, 0, 0, time.UTC)
	return reason.Reason{Code: "REST_11H", Weight: reason.Hard, Message: "Your shift from Tue 24 Nov 19:30 to Wed 25 Nov 07:30 leaves 10 h before this one, and 11 h of rest are needed.",
		Fix: "Choose a shift that starts at Wed 25 Nov 18:30 or later.", From: &from}
}
