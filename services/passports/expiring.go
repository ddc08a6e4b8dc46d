package passports

import (
	"context"
	"time"
)

// tellEvery is how often a replica looks for what is to be told to run out. Days are counted by the calendar, so that
// a round more or less tells nothing twice.
const tellEvery = 10 * time.Minute

// TellExpiringAt tells what runs out within 90, 60, 28 and 7 days of a moment, each once. It gives how many it told.
func (s *Service) TellExpiringAt(ctx context.Context, at time.Time) (int, error) {
	return s.use.TellExpiring(ctx, at)
}

// tellExpiring does so again and again until ctx ends. A failure is logged and tried again: the next round finds the same.
func (s *Service) tellExpiring(ctx context.Context) error {
	tick := time.NewTicker(tellEvery)
	defer tick.Stop()
	for {
		if _, err := s.TellExpiringAt(ctx, s.deps.Clock.Now()); err != nil && ctx.Err() == nil {
			s.deps.Log.ErrorContext(ctx, "tell what runs out", "err", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}
