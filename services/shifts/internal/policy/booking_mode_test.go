package policy_test

import (
	"errors"
	"testing"

	"github.com/muster-ics/muster/services/shifts/internal/policy"
)

func TestTheFirstOverrideThatCoversAShiftGivesItsMode(t *testing.T) {
	t.Parallel()
	p := policy.DefaultBookingMode()
	p.Overrides = []policy.BookingModeOverride{
		{StaffGroup: "medical_dental", Mode: policy.RequestApprove},
		{Bands: []string{"7", "8a"}, Mode: policy.RequestApprove},
		{StaffGroup: "nursing_midwifery", Bands: []string{"7"}, Mode: policy.SelfBook},
	}
	if err := p.Validate(); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct{ group, band, want string }{
		"a nurse of band 5 books by herself":        {"nursing_midwifery", "5", policy.SelfBook},
		"a doctor's shift is chosen by the ward":    {"medical_dental", "medical", policy.RequestApprove},
		"band 7 too, whichever the group":           {"allied_health", "7", policy.RequestApprove},
		"a later override does not undo an earlier": {"nursing_midwifery", "7", policy.RequestApprove},
	} {
		if got := p.For(c.group, c.band); got != c.want {
			t.Errorf("%s: %s", name, got)
		}
	}
}

func TestAModeThatCannotBeSaysWhatToChange(t *testing.T) {
	t.Parallel()
	for field, spoil := range map[string]func(*policy.BookingMode){
		"mode":                 func(b *policy.BookingMode) { b.Mode = "auction" },
		"overrides":            func(b *policy.BookingMode) { b.Overrides = []policy.BookingModeOverride{{Mode: policy.SelfBook}} },
		"waiting_hold_minutes": func(b *policy.BookingMode) { b.WaitingHoldMinutes = 1 },
	} {
		p := policy.DefaultBookingMode()
		spoil(&p)
		var invalid *policy.Invalid
		if err := p.Validate(); !errors.As(err, &invalid) || invalid.Problems[0].Field != field {
			t.Errorf("%s: %v", field, p.Validate())
		}
	}
}
