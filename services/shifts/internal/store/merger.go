package store

import (
	"context"
	"time"

	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/eligibility"
	"github.com/muster-ics/muster/services/shifts/internal/pay"
	"github.com/muster-ics/muster/services/shifts/internal/policy"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// codes is every code under which an employer's rows may have been written down, as things stand now; nil for an empty code, which
// narrows nothing.
func (b base) codes(employer string) []string {
	if employer == "" {
		return nil
	}
	return b.heirs.Heirs().Codes(employer, b.tell.Now())
}

// oneOr is codes where one code alone, which is nearly always, may be looked up by an index in its order.
func (b base) oneOr(employer string) (one *string, many []string) {
	if many = b.codes(employer); len(many) > 1 {
		return nil, many
	}
	return some(employer), nil
}

// line is whose own word counts for a code now, the weightiest first.
func (b base) line(employer string) []string {
	return b.heirs.Heirs().Line(employer, b.tell.Now())
}

// readings lets a register that one of several codes of an employer has read count for all of them.
func (b base) readings(of map[string]map[string]time.Time) map[string]map[string]time.Time {
	heirs, now := b.heirs.Heirs(), b.tell.Now()
	if heirs.None() {
		return of
	}
	out := make(map[string]map[string]time.Time, len(of))
	for teller, registers := range of {
		for _, code := range heirs.Codes(teller, now) {
			if out[code] == nil {
				out[code] = make(map[string]time.Time, len(registers))
			}
			for register, at := range registers {
				if at.After(out[code][register]) {
					out[code][register] = at
				}
			}
		}
	}
	return out
}

// ofLine puts in place of what a shift's own employer has decided what counts for it after a merger.
func (r *BookingRepo) ofLine(ctx context.Context, s shift.State, workerID id.ID, f *eligibility.Facts, rules *pay.Rules) error {
	if len(r.line(s.Employer)) == 1 && len(r.codes(s.Employer)) == 1 {
		return nil
	}
	policies, hours := PolicyRepo{r.base}, HoursRepo{r.base}
	body, _, err := policies.Of(ctx, s.Employer, policy.KindWorkingTime)
	if err != nil {
		return err
	}
	working, err := policy.Read[policy.WorkingTime](body)
	if err != nil {
		return err
	}
	f.Hosts = map[string]eligibility.Host{s.Employer: {Hours: working.Policy}}
	if body, rules.PolicyVersion, err = policies.Of(ctx, s.Employer, policy.KindPay); err != nil {
		return err
	}
	paid, err := policy.Read[policy.Pay](body)
	if err != nil {
		return err
	}
	rules.Policy = paid.Policy
	if rules.Cards, err = (&RateCardRepo{r.base}).InLine(ctx, s.Employer); err != nil {
		return err
	}
	blocks, err := hours.BlocksOf(ctx, "", workerID)
	f.Blocks = nil
	for _, b := range blocks {
		f.Blocks = append(f.Blocks, b.Block)
	}
	return err
}
