package app

import (
	"context"
	"errors"
	"reflect"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/pay"
)

// RateCards gives an employer's rate cards, past and future ones too. An empty employer is the caller's own.
func (a *App) RateCards(ctx context.Context, employer string) ([]pay.Card, error) {
	if employer == "" {
		employer = employerOf(ctx)
	}
	if _, err := a.check(ctx, ReadRateCards, auth.Facts{Employer: employer}); err != nil {
		return nil, err
	}
	return a.rateCards.Of(ctx, employer)
}

// RateCard gives one rate card that the caller may see.
func (a *App) RateCard(ctx context.Context, cardID id.ID) (pay.Card, error) {
	c, err := a.rateCards.Get(ctx, cardID)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return pay.Card{}, err
	}
	if _, perr := a.check(ctx, ReadRateCards, auth.Facts{Employer: c.Employer}); perr != nil {
		return pay.Card{}, perr
	}
	return c, asFault(err)
}

// AddRateCard keeps a first version for the caller's employer. Bookings and shifts that stand are not touched.
func (a *App) AddRateCard(ctx context.Context, c pay.Card) (pay.Card, error) {
	who, err := a.check(ctx, ChangeRateCard, auth.Facts{Employer: employerOf(ctx)})
	if err != nil {
		return pay.Card{}, err
	}
	c.ID, c.Employer, c.Version = id.New(), who.Employer, 1
	if err := c.Validate(); err != nil {
		return pay.Card{}, asPayFault(err)
	}
	return c, asPayFault(a.rateCards.Put(ctx, nil, c))
}

// ChangeRateCard gives a card other days or figures; which work it is for stays. matches judges the version that is to
// be replaced. A change that changes nothing makes no version. Bookings that stand keep what they locked.
func (a *App) ChangeRateCard(ctx context.Context, cardID id.ID, wanted pay.Card, matches func(version int64) error) (pay.Card, error) {
	before, err := a.rateCards.Get(ctx, cardID)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return pay.Card{}, err
	}
	if _, perr := a.check(ctx, ChangeRateCard, auth.Facts{Employer: before.Employer}); perr != nil {
		return pay.Card{}, perr
	}
	if err != nil {
		return pay.Card{}, asFault(err)
	}
	if err := matches(before.Version); err != nil {
		return pay.Card{}, err
	}
	after := wanted
	after.ID, after.Employer, after.Version = before.ID, before.Employer, before.Version
	after.StaffGroup, after.Band, after.Role, after.Ward = before.StaffGroup, before.Band, before.Role, before.Ward
	if err := after.Validate(); err != nil {
		return pay.Card{}, asPayFault(err)
	}
	if reflect.DeepEqual(before, after) {
		return before, nil
	}
	after.Version++
	return after, asPayFault(a.rateCards.Put(ctx, &before, after))
}

func asPayFault(err error) error {
	var invalid *pay.Invalid
	switch {
	case errors.As(err, &invalid):
		f := fault.New(fault.Invalid, "invalid_input", "Some of this cannot be right; see what to change.")
		for _, p := range invalid.Problems {
			f = f.WithFields(fault.Field{Location: "body." + p.Field, Message: p.Message})
		}
		return f
	case errors.Is(err, ErrCardOverlaps):
		return fault.New(fault.Conflict, "rate_card_overlaps", "Another rate card is for the same work on some of these days. Let that one end first, or choose other days.")
	case errors.Is(err, ErrRaced):
		return fault.New(fault.Stale, "stale", "Somebody changed this before you. Read it again, then make your change.")
	}
	return asFault(err)
}
