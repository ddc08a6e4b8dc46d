package app

import (
	"context"

	"github.com/muster-ics/muster/services/shifts/internal/pay"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// cardRate gives a posting without a rate that of the employer's rate card for the work and the day. Without a card it
// stays without, and shift.Post asks for one. cards are read once and kept in known.
func (a *App) cardRate(ctx context.Context, known *[]pay.Card, p *shift.Posting) error {
	if p.RatePence != 0 {
		return nil
	}
	if *known == nil {
		cards, err := a.rateCards.InLine(ctx, p.Employer)
		if err != nil {
			return err
		}
		*known = append([]pay.Card{}, cards...)
	}
	rate, ok := pay.Rules{Cards: *known}.RateFor(pay.Shift{
		Employer: p.Employer, Ward: p.Ward, StaffGroup: p.StaffGroup, Role: p.Role, Band: p.Band, StartsAt: p.StartsAt})
	if ok {
		p.RatePence = rate
	}
	return nil
}
