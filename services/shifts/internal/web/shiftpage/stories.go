package shiftpage

import (
	es "github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"

	"github.com/muster-ics/muster/services/shifts/internal/shift"
	"github.com/muster-ics/muster/services/shifts/internal/web/releasepart"
	"github.com/muster-ics/muster/services/shifts/internal/web/view"
)

// Stories are the page's states.
func Stories() []web.Story {
	history := []Line{{Version: "1", What: "Posted", At: "Mon 23 Nov 2026 at 09:00"}}
	open := View{Shift: view.Sample(es.ShiftOpen), History: history, MayChange: true, MayFill: true, MayOverride: true,
		WithdrawReasons: shift.WithdrawReasons, OverrideReasons: shift.OverrideReasons}
	open.Release, _, _ = releasepart.Samples()
	open.Released = true
	early := open
	early.Fault = fault.New(fault.Conflict, shift.CodeBankHasTime, "The banks have this shift until Mon 23 Nov 2026 at 19:30.")
	b := view.SampleBooking(es.BookingConfirmed)
	filled := View{Shift: view.Sample(es.ShiftFilled), Booking: &b, ShowCard: true, History: history, MayChange: true, WithdrawReasons: shift.WithdrawReasons}
	seen := filled
	seen.ShowCard, seen.MayChange = false, false
	open.Notice = "You would call it off 1 to 3 days before the start."
	waiting := View{Shift: view.Sample(es.ShiftAwaitingApproval), History: history, MayChange: true, WithdrawReasons: shift.WithdrawReasons,
		Waiting: &Waiting{Why: "Your employer approves every shift.", MayDecide: true}}
	off := View{Shift: view.Sample(es.ShiftWithdrawn), History: history, Notice: "It was called off 4 to 24 hours before the start."}
	return []web.Story{
		{Name: "Shift: open", Component: Page(open), Principal: view.SampleWard},
		{Name: "Shift: an agency too early", Component: Page(early), Principal: view.SampleWard},
		{Name: "Shift: filled", Component: Page(filled), Principal: view.SampleWard},
		{Name: "Shift: waiting for approval", Component: Page(waiting), Principal: view.SampleWard},
		{Name: "Shift: called off", Component: Page(off), Principal: view.SampleWard},
		{Name: "Shift: seen by the lead", Component: Page(seen), Principal: view.SampleLead},
	}
}
