package app

import (
	"context"
	"time"
)

// factsKept is how long after its end a shift is of interest here: a dry run looks 28 days back, a lead may ask for three
// times that one day.
const factsKept = 90 * 24 * time.Hour

// LearnShifts keeps shifts as shifts told them, in any order. An older telling that comes late changes nothing.
func (a *App) LearnShifts(ctx context.Context, facts ...ShiftFact) error {
	if len(facts) == 0 {
		return nil
	}
	return a.ShiftFacts.PutShifts(ctx, facts)
}

// LearnBookings keeps when workers are busy. An older telling that comes late changes nothing.
func (a *App) LearnBookings(ctx context.Context, facts ...BookingFact) error {
	if len(facts) == 0 {
		return nil
	}
	return a.ShiftFacts.PutBookings(ctx, facts)
}

// ForgetShifts drops what is past asking for.
func (a *App) ForgetShifts(ctx context.Context) (int, error) {
	return a.ShiftFacts.Forget(ctx, a.Now().Add(-factsKept))
}
