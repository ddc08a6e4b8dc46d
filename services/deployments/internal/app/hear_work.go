package app

import (
	"context"
	"errors"
	"fmt"

	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/deployments/internal/recharge"
)

// ErrNoAgreement says that there is something to pay for a booking that no agreement is known for.
var ErrNoAgreement = errors.New("the booking names no agreement")

// HearWork takes in what shifts tells of a booking's hours or of what is owed for it, and raises or changes the line
// between the two employers. It may come twice and in any order: the newest word counts. cause is the event's id.
func (a *App) HearWork(ctx context.Context, w recharge.Work, cause string) error {
	if w.Home == w.Host {
		return nil
	}
	err := a.Recharges.Hear(ctx, w, func(h HeardWork) (*ChangedRecharge, error) { return a.raise(h, cause), nil })
	if errors.Is(err, ErrAbsent) {
		return fmt.Errorf("booking %s: %w", w.Booking, ErrNoAgreement)
	}
	return err
}

func (a *App) raise(h HeardWork, cause string) *ChangedRecharge {
	now, by := a.Now(), system("recharge", "recharge.raise", cause)
	if h.Recharge == nil {
		x, entries, due := recharge.Raise(id.New(), h.Clause, h.Work, recharge.Facts{HomeCard: h.Card}, now, clock.London)
		if !due {
			return nil
		}
		return &ChangedRecharge{x, entries, a.tellRecharge(rechargeRaised, &x, h.Clause, nil, by)}
	}
	x, before := *h.Recharge, h.Recharge.Record()
	entries, changed := x.Hear(h.Clause, h.Work, h.Card, now, clock.London)
	if !changed {
		return nil
	}
	return &ChangedRecharge{x, entries, a.tellRecharge(rechargeRaised, &x, h.Clause, &before, by)}
}

// LearnRateCard keeps what an employer pays for one kind of work.
func (a *App) LearnRateCard(ctx context.Context, c RateCard) error {
	return a.Recharges.PutRateCard(ctx, c)
}
