package app

import (
	"context"
	"errors"

	"github.com/muster-ics/muster/pkg/fault"

	"github.com/muster-ics/muster/services/shifts/internal/places"
	"github.com/muster-ics/muster/services/shifts/internal/preferences"
)

// Preferences gives what the worker who asks wants to see.
func (a *App) Preferences(ctx context.Context) (preferences.Preferences, error) {
	worker, err := a.self(ctx, ReadPreferences)
	if err != nil {
		return preferences.Preferences{}, err
	}
	return a.prefers.Of(ctx, worker)
}

// Prefer replaces what the worker who asks wants to see. Area may be a whole postcode; only its outward half is kept.
func (a *App) Prefer(ctx context.Context, p preferences.Preferences) (preferences.Preferences, error) {
	worker, err := a.self(ctx, ChangePreferences)
	if err != nil {
		return preferences.Preferences{}, err
	}
	var wrong []fault.Field
	if p.Area != "" {
		area, _, err := places.Locate(p.Area)
		if err != nil {
			wrong = append(wrong, fault.Field{Location: "body.postcode", Message: err.Error()})
		} else {
			p.Area = area
		}
	}
	var invalid *preferences.Invalid
	if errors.As(p.Validate(), &invalid) {
		for _, problem := range invalid.Problems {
			wrong = append(wrong, fault.Field{Location: "body." + problem.Field, Message: problem.Message})
		}
	}
	if len(wrong) > 0 {
		return preferences.Preferences{}, unlikely().WithFields(wrong...)
	}
	err = a.prefers.Update(ctx, worker, func(preferences.Preferences) (preferences.Preferences, error) { return p, nil })
	return p, err
}

// MarkWard gives a ward another mark for the worker who asks.
func (a *App) MarkWard(ctx context.Context, w preferences.Ward, m preferences.Mark) error {
	worker, err := a.self(ctx, ChangePreferences)
	if err != nil {
		return err
	}
	if m != preferences.Favourite && m != preferences.Hide && m != preferences.Unmarked {
		return unlikely().WithFields(fault.Field{Location: "body.mark", Message: "Choose favourite, hidden or none."})
	}
	return a.prefers.Update(ctx, worker, func(p preferences.Preferences) (preferences.Preferences, error) {
		p = p.WithMark(w, m)
		var invalid *preferences.Invalid
		if errors.As(p.Validate(), &invalid) {
			return p, unlikely().WithFields(fault.Field{Location: "body." + invalid.Problems[0].Field, Message: invalid.Problems[0].Message})
		}
		return p, nil
	})
}

func unlikely() *fault.Error {
	return fault.New(fault.Invalid, "invalid_input", "Some of this cannot be right; see what to change.")
}
