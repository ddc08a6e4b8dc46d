package passports

import (
	"context"
	"time"
)

// retainEvery is how often what has to go is looked for. References go within six months and names years after leaving, so
// an hour more or less is nothing.
const retainEvery = time.Hour

// retain destroys, at the start and then each hour, what may not be kept any longer by the database's clock. A failure is
// logged and tried again in the next round.
func (s *Service) retain(ctx context.Context) error {
	tick := time.NewTicker(retainEvery)
	defer tick.Stop()
	for {
		s.allOf(ctx, "references of checks", s.use.DestroyDue)
		s.allOf(ctx, "names of who left", s.use.EraseDue)
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

// allOf sweeps page after page until nothing is left, or a page fails.
func (s *Service) allOf(ctx context.Context, what string, sweep func(context.Context) (int, error)) {
	total := 0
	for {
		n, err := sweep(ctx)
		total += n
		if err != nil && ctx.Err() == nil {
			s.deps.Log.ErrorContext(ctx, "destroy what is due", "of", what, "err", err)
		}
		if err != nil || n == 0 {
			break
		}
	}
	if total > 0 {
		s.deps.Log.InfoContext(ctx, "destroyed what was due", "of", what, "number", total)
	}
}
