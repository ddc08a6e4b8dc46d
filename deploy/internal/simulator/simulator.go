// Package simulator lives on where the history ends: employers post, workers look and accept, some give back, through
// the public HTTP API and nothing else.
package simulator

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/muster-ics/muster/deploy/internal/apiclient"
	"github.com/muster-ics/muster/deploy/internal/history"
	"github.com/muster-ics/muster/deploy/seed"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/clock"
)

// Simulator plays the people of one world.
type Simulator struct {
	World   seed.World
	Workers []history.Worker
	API     apiclient.Client
	Signer  history.Signer
	Clock   clock.Clock
	// Pace is the mean time between two deeds.
	Pace time.Duration
	Log  *slog.Logger

	rng    *rand.Rand
	tokens map[string]signed
	count  struct{ posted, accepted, refused, withdrawn, failed atomic.Int64 }
}

type signed struct {
	token string
	until time.Time
}

// tokenLife is how long a token of the simulator is used; it is renewed a while before its end.
const tokenLife = time.Hour

// Run plays until ctx ends. A deed that fails is logged and counted, and the next one follows.
func (s *Simulator) Run(ctx context.Context) error {
	s.rng, s.tokens = rand.New(rand.NewPCG(uint64(s.Clock.Now().UnixNano()), 2)), map[string]signed{}
	registersRead := time.Time{}
	for {
		if now := s.Clock.Now(); now.Sub(registersRead) > 24*time.Hour {
			if err := history.ReadRegisters(ctx, s.World, s.staff); err != nil && ctx.Err() == nil {
				s.Log.Warn("simulator: registers not read", "error", err)
			}
			registersRead = now
		}
		wait := time.Duration(s.rng.ExpFloat64() * float64(s.Pace))
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(min(wait, 10*s.Pace)):
		}
		if err := s.deed(ctx); err != nil && ctx.Err() == nil {
			s.count.failed.Add(1)
			s.Log.Warn("simulator: a deed failed", "error", err)
		}
	}
}

// Summary says what has been done so far.
func (s *Simulator) Summary() string {
	c := &s.count
	return fmt.Sprintf("%d posted, %d accepted, %d refused with reasons, %d given back, %d failed",
		c.posted.Load(), c.accepted.Load(), c.refused.Load(), c.withdrawn.Load(), c.failed.Load())
}

func (s *Simulator) deed(ctx context.Context) error {
	switch n := s.rng.IntN(100); {
	case n < 40:
		return s.post(ctx)
	case n < 96:
		return s.lookAndAccept(ctx)
	}
	return s.giveBack(ctx)
}

// post asks for a shift of the next three days, or for one on the very day.
func (s *Simulator) post(ctx context.Context) error {
	now := s.Clock.Now()
	d := s.World.Draw(s.rng, now.In(clock.London).AddDate(0, 0, s.rng.IntN(4)))
	if !d.Start.After(now.Add(30 * time.Minute)) {
		return nil
	}
	if err := s.staff(d.Employer.ODS).Post(ctx, "/api/shifts/v1/shifts", history.ShiftOf(s.World, d), nil); err != nil {
		return fmt.Errorf("post: %w", err)
	}
	s.count.posted.Add(1)
	return nil
}

func (s *Simulator) lookAndAccept(ctx context.Context) error {
	w := s.Workers[s.rng.IntN(len(s.Workers))]
	api := s.worker(w)
	var open apiclient.OpenShifts
	if err := api.Get(ctx, "/api/shifts/v1/open-shifts?limit=20", &open); err != nil {
		return fmt.Errorf("open shifts: %w", err)
	}
	if len(open.Shifts) == 0 {
		return nil
	}
	pick := open.Shifts[s.rng.IntN(len(open.Shifts))].Shift
	err := api.Post(ctx, "/api/shifts/v1/shifts/"+pick.ShiftID+"/bookings", map[string]any{}, nil)
	if status(err) == http.StatusConflict {
		s.count.refused.Add(1)
		return nil
	}
	if err != nil {
		return fmt.Errorf("accept: %w", err)
	}
	s.count.accepted.Add(1)
	return nil
}

func (s *Simulator) giveBack(ctx context.Context) error {
	w := s.Workers[s.rng.IntN(len(s.Workers))]
	api := s.worker(w)
	var mine struct {
		Bookings []struct {
			BookingID string    `json:"booking_id"`
			StartsAt  time.Time `json:"starts_at"`
		} `json:"bookings"`
	}
	if err := api.Get(ctx, "/api/shifts/v1/bookings?status=confirmed", &mine); err != nil {
		return fmt.Errorf("my bookings: %w", err)
	}
	for _, b := range mine.Bookings {
		if !b.StartsAt.After(s.Clock.Now()) {
			continue
		}
		err := api.Post(ctx, "/api/shifts/v1/bookings/"+b.BookingID+"/withdraw", map[string]any{"why": "changed_plans"}, nil)
		if err != nil && status(err) != http.StatusConflict {
			return fmt.Errorf("give back: %w", err)
		}
		s.count.withdrawn.Add(1)
		return nil
	}
	return nil
}

func (s *Simulator) staff(ods string) apiclient.Client { return s.as(history.Staff(s.World.ICS, ods)) }

func (s *Simulator) worker(w history.Worker) apiclient.Client {
	return s.as(w.Principal(s.World.ICS))
}

func (s *Simulator) as(p auth.Principal) apiclient.Client {
	now := s.Clock.Now()
	t, ok := s.tokens[p.Subject]
	if !ok || now.After(t.until) {
		token, err := s.Signer.Token(p, tokenLife)
		if err != nil {
			s.Log.Error("simulator: no token", "error", err)
		}
		t = signed{token: token, until: now.Add(tokenLife - 5*time.Minute)}
		s.tokens[p.Subject] = t
	}
	return s.API.As(t.token)
}

func status(err error) int {
	var p *apiclient.Problem
	if errors.As(err, &p) {
		return p.Status
	}
	return 0
}
