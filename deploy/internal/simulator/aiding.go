package simulator

import (
	"context"
	"slices"
	"time"

	"github.com/muster-ics/muster/deploy/internal/apiclient"
	"github.com/muster-ics/muster/deploy/internal/history"
)

// aidEvery is how often a lead opens shifts to all parties: it is for days on which it matters.
const aidEvery = 24 * time.Hour

// aidHours is for how long.
const aidHours = 6

// agreed is an agreement as a list shows it.
type agreed struct {
	ID      string `json:"agreement_id"`
	Status  string
	Parties []struct{ Employer string }
}

// of tells whether an employer is a party.
func (a agreed) of(ods string) bool {
	return slices.ContainsFunc(a.Parties, func(p struct{ Employer string }) bool { return p.Employer == ods })
}

// agreements are those that somebody may read.
func agreements(ctx context.Context, by apiclient.Client) ([]agreed, error) {
	var all struct{ Agreements []agreed }
	err := by.Get(ctx, deployments+"agreements", &all)
	if err == nil && len(all.Agreements) == 0 {
		err = errIdle
	}
	return all.Agreements, err
}

// activateMutualAid is a lead who opens some of an employer's next shifts to the workers of all parties of an agreement that
// allows it, once a day.
func (s *Simulator) activateMutualAid(ctx context.Context) error {
	now := s.Clock.Now()
	if now.Sub(s.aidedAt) < aidEvery {
		return errIdle
	}
	lead := s.as(history.Lead(s.World.ICS))
	all, err := agreements(ctx, lead)
	if err != nil {
		return err
	}
	return s.atSome(func(ods string) error {
		open, err := s.shiftsOf(ctx, ods, "open")
		if err != nil {
			return err
		}
		var named []string
		for _, x := range open {
			if s.ahead(x.StartsAt) && len(named) < 3 {
				named = append(named, x.ShiftID)
			}
		}
		if len(named) == 0 {
			return errIdle
		}
		tries := all
		return firstOf(len(tries), func() error {
			a := tries[0]
			tries = tries[1:]
			if a.Status != "in_force" || !a.of(ods) {
				return errIdle
			}
			err := lead.Post(ctx, deployments+"mutual-aid", map[string]any{
				"agreement_id": a.ID, "shifts": named, "why": "surge", "note": "Synthetic: many people wait, and these shifts are still free.",
				"until": now.Add(aidHours * time.Hour).UTC().Format(time.RFC3339),
			}, nil)
			if err == nil {
				s.aidedAt = now
			}
			return err
		})
	})
}

// askDryRun is an employer that asks what one of its agreements would open.
func (s *Simulator) askDryRun(ctx context.Context) error {
	return s.atSome(func(ods string) error {
		all, err := agreements(ctx, s.staff(ods))
		if err != nil {
			return err
		}
		one := all[s.rng.IntN(len(all))]
		return s.staff(ods).Post(ctx, deployments+"agreements/"+one.ID+"/dry-run", none, nil)
	})
}
