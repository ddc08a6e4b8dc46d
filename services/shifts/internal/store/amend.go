package store

import (
	"context"
	"fmt"

	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/pkg/pg"

	"github.com/muster-ics/muster/services/shifts/internal/shift"
	"github.com/muster-ics/muster/services/shifts/internal/store/sqlcgen"
)

// amendShift saves what an amendment may change. It is apart from saveShift, which every claim goes through.
func amendShift(ctx context.Context, tx *outbox.Tx, s shift.State) error {
	req, err := encodeNeeds(s.Requirements)
	if err != nil {
		return err
	}
	steps, err := encodeSteps(s.Release)
	if err != nil {
		return err
	}
	p := sqlcgen.AmendShiftParams{
		ID: s.ID, StartsAt: s.StartsAt, EndsAt: s.EndsAt, BreakMinutes: int32(s.BreakMinutes), Ward: s.Ward, Reason: s.Reason, CostCode: s.CostCode,
		Requirements: req, RatePence: s.RatePence, FallbackBand: some(s.FallbackBand), BankClosesAt: s.BankClosesAt, ReleaseSteps: steps,
		NextStepAt: s.Release.NextAt(), RefillUntil: s.RefillUntil, Version: s.Version,
	}
	if a := s.Approval; a != nil {
		p.SubmittedBy = &a.SubmittedBy
	}
	later := pg.Later(tx.Tx, func(err error) error { return fmt.Errorf("amend a shift: %w", err) }).Rows(oneRow)
	return sqlcgen.New(later).AmendShift(ctx, p)
}
