package booking

import (
	"errors"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

func TestByWhichWayAWorkerComesToAShift(t *testing.T) {
	t.Parallel()
	me, other := id.New(), id.New()
	kept := func(who id.ID) *shift.Reservation {
		r := &shift.Reservation{For: who, Until: time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)}
		if who != id.Nil {
			r.Offer = id.New()
		}
		return r
	}
	for name, c := range map[string]struct {
		mode string
		kept *shift.Reservation
		g    Grant
		code string
	}{
		"an open shift is the first's":            {shift.SelfBook, nil, Grant{}, ""},
		"where the ward chooses one applies":      {shift.RequestApprove, nil, Grant{}, CodeApply},
		"the one who was chosen has it":           {shift.RequestApprove, nil, Grant{ApprovedBy: "sister"}, ""},
		"an offer is a choice":                    {shift.RequestApprove, kept(me), Grant{}, ""},
		"a shift kept for me is mine":             {shift.SelfBook, kept(me), Grant{}, ""},
		"a shift kept for another is not":         {shift.SelfBook, kept(other), Grant{}, shift.CodeOffered},
		"nor when the ward has chosen me":         {shift.RequestApprove, kept(other), Grant{ApprovedBy: "sister"}, shift.CodeOffered},
		"nor one that waits for its waiting list": {shift.SelfBook, kept(id.Nil), Grant{}, shift.CodeOffered},
	} {
		for of, s := range map[string]shift.State{"an open shift": {Status: shift.Open}, "an agency's": {Status: shift.Filled, FilledBy: shift.FrameworkAgency}} {
			s.BookingMode, s.Reserved = c.mode, c.kept
			err := mayComeBy(c.g, s, me)
			var r *Refusal
			switch {
			case c.code == "" && err != nil:
				t.Errorf("%s, of %s: %v", name, of, err)
			case c.code != "" && (!errors.As(err, &r) || r.Code != c.code):
				t.Errorf("%s, of %s: %v, want %s", name, of, err, c.code)
			}
		}
	}
}
