package passports

import (
	"context"
	"time"
)

const (
	// importEvery is how soon a file that nobody works on is taken up, forgetEvery how often old previews go.
	importEvery = time.Second
	forgetEvery = time.Hour
)

// indexNumbers enters, once after the start, numbers into the index that were sealed before there was one. A failure is
// logged and tried again at the next start.
func (s *Service) indexNumbers(ctx context.Context) error {
	for {
		n, err := s.store.Reindex(ctx)
		if err != nil && ctx.Err() == nil {
			s.deps.Log.ErrorContext(ctx, "index numbers", "err", err)
		}
		if err != nil || n == 0 {
			return nil
		}
	}
}
