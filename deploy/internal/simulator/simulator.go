// Package simulator lives on where the history ends: employers post, workers look and accept, shifts are worked, hours
// approved, through the public HTTP API and nothing else.
package simulator

import (
	"context"
	"log/slog"
	"math/rand/v2"
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
	// Evenly gives every second deed to the kinds that have been done least often, so that all are soon seen.
	Evenly bool

	rng    *rand.Rand
	tokens map[string]signed
	byID   map[string]history.Worker
	// told are workers whose plans somebody else has changed, and who may have to say that they have seen it.
	told []string
	// held, suspended and unshared are what the simulator has taken from workers and will give back.
	held, suspended []barred
	unshared        []withdrawn
	// aidedAt is when a lead last opened shifts by mutual aid.
	aidedAt time.Time
	tally   tally
}

type signed struct {
	token string
	until time.Time
}

// tokenLife is how long a token of the simulator is used; it is renewed a while before its end.
const tokenLife = time.Hour

// Run plays until ctx ends. A deed that fails is logged and counted, and the next one follows. The counts are logged each
// minute.
func (s *Simulator) Run(ctx context.Context) error {
	s.wake()
	registersRead, counted := time.Time{}, s.Clock.Now()
	for {
		now := s.Clock.Now()
		if now.Sub(registersRead) > 24*time.Hour {
			if err := history.ReadRegisters(ctx, s.World, s.staff); err != nil && ctx.Err() == nil {
				s.Log.Warn("simulator: registers not read", "error", err)
			}
			registersRead = now
		}
		if now.Sub(counted) > time.Minute {
			s.logCounts()
			counted = now
		}
		wait := time.Duration(s.rng.ExpFloat64() * float64(s.Pace))
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(min(wait, 10*s.Pace)):
		}
		d := s.draw()
		if err := s.tally.note(d.name, d.do(s, ctx)); err != nil && ctx.Err() == nil {
			s.Log.Error("simulator: a deed failed", "deed", d.name, "error", err)
		}
	}
}

func (s *Simulator) wake() {
	s.rng, s.tokens, s.byID = rand.New(rand.NewPCG(uint64(s.Clock.Now().UnixNano()), 2)), map[string]signed{}, map[string]history.Worker{}
	for _, w := range s.Workers {
		s.byID[w.ID] = w
	}
}

// draw picks a deed by its weight.
func (s *Simulator) draw() deed {
	if s.Evenly && s.rng.IntN(2) == 0 {
		return s.rare()
	}
	total := 0
	for _, d := range deeds {
		total += d.weight
	}
	at := s.rng.IntN(total)
	for _, d := range deeds {
		if at -= d.weight; at < 0 {
			return d
		}
	}
	return deeds[0]
}

// rare picks among the kinds that have been done least often.
func (s *Simulator) rare() deed {
	counts := s.Counts()
	var least []deed
	for _, d := range deeds {
		switch {
		case least == nil || counts[d.name].Done < counts[least[0].name].Done:
			least = []deed{d}
		case counts[d.name].Done == counts[least[0].name].Done:
			least = append(least, d)
		}
	}
	return least[s.rng.IntN(len(least))]
}

// staff is an employer's temporary staffing team, with every duty.
func (s *Simulator) staff(ods string) apiclient.Client { return s.as(history.Staff(s.World.ICS, ods)) }

// ward is somebody who posts and cannot approve what they have posted.
func (s *Simulator) ward(ods string) apiclient.Client { return s.as(history.Ward(s.World.ICS, ods)) }

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
