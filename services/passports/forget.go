package passports

import (
	"context"
	"time"
)

const (
	// forgetShownEvery is how often what is over is deleted.
	forgetShownEvery = time.Hour
	// disputable is how long the values that a worker showed to a receiver are kept, so that both can look at them again.
	// Chosen here; an operator settles it with the retention schedule.
	disputable = 28 * 24 * time.Hour
)

// forget deletes spent codes and nonces, and what was shown longer ago than anybody may dispute, and tells how many of
// those there were. Every replica may.
func (s *Service) forget(ctx context.Context) (int, error) {
	return s.store.Forget(ctx, s.deps.Clock.Now().Add(-disputable))
}
