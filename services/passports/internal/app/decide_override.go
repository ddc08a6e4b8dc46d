package app

import (
	"context"
	"errors"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/override"
)

// DecideOverride grants or refuses what somebody else asked for.
func (p *Passports) DecideOverride(ctx context.Context, overrideID id.ID, grant bool, requestID string) (OverrideView, error) {
	principal, err := Policy.Check(ctx, MayOverride, auth.Facts{ICS: p.ICS})
	if err != nil {
		return OverrideView{}, err
	}
	now := p.Clock.Now()
	err = p.Decisions.ChangeOverride(ctx, overrideID, func(o *override.Override) (*Fact, error) {
		r := o.Record()
		if principal = p.asCalled(principal, r.Host, r.Home); principal.Employer != r.Home && principal.Employer != r.Host {
			return nil, ErrNoOverride
		}
		if err := o.Decide(grant, personOf(principal), now); err != nil {
			return nil, notByYou(err)
		}
		f, err := p.overrideTold(ctx, o, bytesOf(r), now, by(principal, requestID))
		return &f, err
	})
	if err != nil {
		return OverrideView{}, err
	}
	return p.ShowOverride(ctx, overrideID)
}

// ExpireOverrides ends, by the business clock, what nobody decided before the shift began and what has run out, and has
// bookings ahead that rested on it judged again. It gives how many it ended.
func (p *Passports) ExpireOverrides(ctx context.Context) (int, error) {
	now := p.Clock.Now()
	due, err := p.Decisions.DueOverrides(ctx, now, judgeAtOnce)
	if err != nil {
		return 0, err
	}
	ended := 0
	var failed []error
	for _, overrideID := range due {
		over := false
		err := p.Decisions.ChangeOverride(ctx, overrideID, func(o *override.Override) (*Fact, error) {
			before := bytesOf(o.Record())
			if over = o.Expire(now); !over {
				return nil, nil
			}
			f, err := p.overrideTold(ctx, o, before, now, By{Actor: "system:clearance", OnBehalfOf: o.Record().Host})
			return &f, err
		})
		failed = append(failed, err)
		if over && err == nil {
			ended++
		}
	}
	return ended, errors.Join(failed...)
}
