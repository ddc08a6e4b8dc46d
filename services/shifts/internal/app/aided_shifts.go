package app

import (
	"context"
	"time"

	"github.com/muster-ics/muster/pkg/id"
)

// AidedShifts are the shifts that leads have opened by mutual aid to the workers of all parties, each with until when.
func (a *App) AidedShifts(ctx context.Context) (map[id.ID]time.Time, error) {
	now := a.clock.Now()
	e, err := a.evidence.Of(ctx, nil, now)
	if err != nil {
		return nil, err
	}
	out := make(map[id.ID]time.Time)
	for _, aid := range e.Aids {
		for _, s := range aid.Shifts {
			if aid.Until.After(now) && aid.Until.After(out[s]) {
				out[s] = aid.Until
			}
		}
	}
	return out, nil
}
