package app

import (
	"context"
	"time"
)

// factsKept is how long after its end a shift is of interest here: a dry run looks 28 days back, a lead may ask for three
// times that one day.
const factsKept = 90 * 24 * time.Hour

// LearnShift keeps a shift as shifts told it. An older telling that comes late changes nothing.
func (a *App) LearnShift(ctx context.Context, f ShiftFact) error {
	return a.ShiftFacts.PutShift(ctx, f)
}

// LearnBooking keeps when a worker is busy. An older telling that comes late changes nothing.
func (a *App) LearnBooking(ctx context.Context, f BookingFact) error {
	return a.ShiftFacts.PutBooking(ctx, f)
}

// ForgetShifts drops what is past asking for.
func (a *App) ForgetShifts(ctx context.Context) (int, error) {
	return a.ShiftFacts.Forget(ctx, a.Now().Add(-factsKept))
}
