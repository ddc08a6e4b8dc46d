package app

import (
	"slices"
	"testing"

	es "github.com/muster-ics/muster/events/shifts"

	"github.com/muster-ics/muster/services/shifts/internal/booking"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// The domain keeps its own codes, since it imports no contract; they must stay the contract's.
func TestTheDomainsCodesAreTheContracts(t *testing.T) {
	t.Parallel()
	for name, pair := range map[string][2][]string{
		"staff groups": {shift.StaffGroups, es.StaffGroups}, "bands": {shift.Bands, es.Bands},
		"request reasons": {shift.RequestReasons, es.RequestReasons}, "decline reasons": {append(slices.Clone(shift.DeclineReasons), shift.StartPassed), es.DeclineReasons},
		"override reasons": {shift.OverrideReasons, es.OverrideReasons},
	} {
		if !slices.Equal(pair[0], pair[1]) {
			t.Errorf("%s: %v and %v", name, pair[0], pair[1])
		}
	}
	for _, s := range []shift.Status{shift.Open, shift.Filled, shift.Started, shift.Worked, shift.Withdrawn, shift.Cancelled, shift.Lapsed, shift.AwaitingApproval, shift.Declined} {
		if got := ShiftState(shift.State{Status: s}).Status; string(got) != string(s) {
			t.Errorf("%s is told as %s", s, got)
		}
	}
	if got := ShiftState(shift.State{Status: shift.Held}).Status; got != es.ShiftOpen {
		t.Errorf("a held shift is told as %s", got)
	}
	for _, pair := range map[booking.Status]es.BookingStatus{booking.Held: es.BookingHeld, booking.HoldExpired: es.BookingHoldExpired, booking.DidNotAttend: es.BookingDidNotAttend, booking.Revoked: es.BookingRevoked} {
		if pair == "" {
			t.Error("a status without a word in the contract")
		}
	}
}
