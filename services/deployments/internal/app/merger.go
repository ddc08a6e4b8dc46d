package app

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"github.com/muster-ics/muster/events/footprint"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/services/deployments/internal/dryrun"
	"github.com/muster-ics/muster/services/deployments/internal/employer"
	"github.com/muster-ics/muster/services/deployments/internal/mutualaid"
)

// Followed gives all employers as others hear of them, by code, or none where nobody follows anybody.
func (a *App) Followed(ctx context.Context) ([][]byte, error) {
	all, err := a.Employers.All(ctx)
	if err != nil {
		return nil, err
	}
	return followed(all)
}

func followed(all []employer.Employer) ([][]byte, error) {
	any := false
	out := make([][]byte, len(all))
	for i, e := range all {
		state := employerState(e)
		any = any || state.SucceededBy != ""
		row, err := json.Marshal(state)
		if err != nil {
			return nil, err
		}
		out[i] = row
	}
	if !any {
		return nil, nil
	}
	return out, nil
}

// actingAs lets the caller act under the code by which something names their employer: what a predecessor signed or owes, its heir's people
// sign, owe and are owed.
func actingAs(ctx context.Context, names func(code string) bool) (context.Context, auth.Principal) {
	self, ok := auth.From(ctx)
	if !ok {
		return ctx, self
	}
	self = self.As(ctx, names)
	return auth.With(ctx, self), self
}

// withHeirs lets those that have followed a party take part in a mutual aid, and their shifts under either code be opened.
func (a *App) withHeirs(s mutualaid.Standing, now time.Time) mutualaid.Standing {
	heirs := a.heirs()
	for _, party := range slices.Clone(s.Parties) {
		for _, code := range heirs.Codes(party, now) {
			if !slices.Contains(s.Parties, code) {
				s.Parties = append(s.Parties, code)
			}
		}
	}
	return s
}

func (a *App) heirs() *footprint.Heirs {
	if a.Lineage == nil {
		return nil
	}
	return a.Lineage.Heirs()
}

// everyCode is every code under which something of the employers may be written down by a moment, each once.
func everyCode(employers []string, codes dryrun.Codes, by time.Time) []string {
	out := slices.Clone(employers)
	for _, e := range employers {
		for _, code := range codes(e, by) {
			if !slices.Contains(out, code) {
				out = append(out, code)
			}
		}
	}
	return out
}

// dryRunCodes answers from memory, since a dry run asks for every shift: between two mergers the answers are the same.
func (a *App) dryRunCodes() dryrun.Codes {
	heirs := a.heirs()
	if heirs.None() {
		return dryrun.Itself
	}
	type key struct {
		employer string
		since    time.Time
	}
	known := map[key][]string{}
	return func(employer string, at time.Time) []string {
		k := key{employer, heirs.Latest(at)}
		if known[k] == nil {
			known[k] = heirs.Codes(employer, at)
		}
		return known[k]
	}
}
