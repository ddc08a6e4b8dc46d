package app

import (
	"context"

	"github.com/muster-ics/muster/services/shifts/internal/policy"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// setMode gives a posting that says nothing of it the mode that its employer's policy has for such shifts.
func setMode(ctx context.Context, policies Policies, p *shift.Posting) error {
	if p.BookingMode != "" {
		return nil
	}
	terms, _, err := policyOf[policy.BookingMode](ctx, policies, p.Employer)
	p.BookingMode = terms.For(p.StaffGroup, p.Band)
	return err
}
