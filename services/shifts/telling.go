package shifts

import (
	"context"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/muster-ics/muster/pkg/webpush"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/bus"
)

const (
	// ringEvery is how late after it is due a push message may be sent.
	ringEvery = 500 * time.Millisecond
	// trimEvery is how often old notices are forgotten.
	trimEvery = time.Hour
)

// telling completes what telling people works on by what the service is given: a key for push messages, a bus to follow.
func (s *Service) telling(p *app.TellingPorts) error {
	if len(s.deps.PushKey) > 0 {
		sender, err := webpush.NewSender(s.deps.PushKey, s.deps.PushContact)
		if err != nil {
			return err
		}
		p.Push = sender
	}
	if s.deps.Bus != nil {
		p.Live = bus.NewLive(s.deps.Bus, s.deps.ICS)
	}
	return nil
}

// tell sends what is owed to phones and keeps the streams of this process fed.
func (s *Service) tell(ctx context.Context, group *errgroup.Group) {
	group.Go(func() error { return s.ring(ctx) })
	group.Go(func() error { return s.each(ctx, trimEvery, "old notices", s.app.TrimNotices) })
	group.Go(func() error { return s.app.KeepStreams(ctx) })
}

// ring sends push messages as long as any are due, and looks again each ringEvery.
func (s *Service) ring(ctx context.Context) error {
	tick := time.NewTicker(ringEvery)
	defer tick.Stop()
	for {
		n, err := s.app.RingDue(app.WithSystem(ctx, name, ""))
		if err != nil && ctx.Err() == nil {
			s.deps.Log.ErrorContext(ctx, "push messages", "err", err)
		}
		if n > 0 && err == nil {
			continue
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}
