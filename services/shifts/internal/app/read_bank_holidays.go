package app

import (
	"context"
	"slices"

	"github.com/muster-ics/muster/pkg/auth"

	"github.com/muster-ics/muster/services/shifts/internal/pay"
	"github.com/muster-ics/muster/services/shifts/internal/policy"
)

// PublicHoliday is a day that an employer pays as a public holiday.
type PublicHoliday struct {
	pay.Holiday
	// Own tells that the employer has added the day to the bank holidays.
	Own bool
}

// PublicHolidays are the days from one to another, both included, that an employer pays as public holidays. An empty
// employer is the bank holidays of England and Wales as they are.
func (a *App) PublicHolidays(ctx context.Context, employer string, from, to pay.Day) ([]PublicHoliday, error) {
	if _, err := a.check(ctx, ReadHolidays, auth.Facts{}); err != nil {
		return nil, err
	}
	p := pay.DefaultPolicy()
	if employer != "" {
		own, _, err := policyOf[policy.Pay](ctx, a.policies, employer)
		if err != nil {
			return nil, err
		}
		p = own.Policy
	}
	out := []PublicHoliday{}
	for _, h := range pay.BankHolidays() {
		if p.Holiday(h.Day) {
			out = append(out, PublicHoliday{Holiday: h})
		}
	}
	for _, h := range p.ExtraHolidays {
		day, err := pay.ParseDay(h.Date)
		if err != nil {
			return nil, err
		}
		if !slices.ContainsFunc(out, func(k PublicHoliday) bool { return k.Day == day }) {
			out = append(out, PublicHoliday{Holiday: pay.Holiday{Day: day, Name: h.Name}, Own: true})
		}
	}
	slices.SortFunc(out, func(a, b PublicHoliday) int { return int(a.Day - b.Day) })
	return slices.DeleteFunc(out, func(h PublicHoliday) bool { return h.Day < from || h.Day > to }), nil
}
