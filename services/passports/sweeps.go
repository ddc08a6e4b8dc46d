package passports

import (
	"context"
	"time"
)

// judgeEvery is how late a booking may be judged again that is due.
const judgeEvery = time.Second

// expireEvery is how late an override may run out. Its end stands in it: nothing relies on this round.
const expireEvery = 10 * time.Second

// reckonEvery is how late what is due may be reckoned anew after a change of what is asked of a staff group.
const reckonEvery = 10 * time.Second

// renewEvery is how often credentials are looked for that are to be renewed. They last thirty days more.
const renewEvery = time.Minute

// each runs a sweep again and again until ctx ends. A failure is logged and tried again: the next round finds the same rows.
func (s *Service) each(ctx context.Context, every time.Duration, what string, sweep func(context.Context) (int, error)) error {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
		n, err := sweep(ctx)
		switch {
		case err != nil && ctx.Err() == nil:
			s.deps.Log.ErrorContext(ctx, "sweep", "of", what, "err", err)
		case n > 0:
			s.deps.Log.InfoContext(ctx, "sweep", "of", what, "ended", n)
		}
	}
}

// JudgeDue judges again what is due by the injected clock, for an instance that is driven without Run. It gives how many
// bookings it ended.
func (s *Service) JudgeDue(ctx context.Context) (int, error) { return s.use.JudgeDue(ctx) }

// RenewDue renews the credentials that are due by the injected clock, for an instance that is driven without Run. It gives
// for how many workers.
func (s *Service) RenewDue(ctx context.Context) (int, error) { return s.use.RenewCredentials(ctx) }
