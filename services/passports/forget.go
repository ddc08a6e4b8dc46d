package passports

import (
	"context"
	"time"
)

// forgetShownEvery is how often what is over is deleted.
const forgetShownEvery = time.Hour

// forget deletes spent codes and nonces, and what was shown longer ago than anybody may dispute, and tells how many of
// those there were. Every replica may.
func (s *Service) forget(ctx context.Context) (int, error) {
	return s.use.ForgetShown(ctx)
}
