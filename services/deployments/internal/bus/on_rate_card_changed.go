package bus

import (
	"context"
	"fmt"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/shifts"
	msgbus "github.com/muster-ics/muster/pkg/bus"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/recharge"
)

// onRateCardChanged keeps what an employer pays, for agreements that repay the home employer's rate.
func onRateCardChanged(a *app.App) msgbus.Handler {
	return func(ctx context.Context, env events.Envelope, ev events.Event) error {
		e, ok := ev.(shifts.RateCardChangedV1)
		if !ok {
			return msgbus.Permanent(fmt.Errorf("%s does not tell a rate card", env.Type))
		}
		card, err := RateCardOf(e.RateCard, env.AggregateVersion)
		if err != nil {
			return msgbus.Permanent(err)
		}
		return a.LearnRateCard(ctx, card)
	}
}

// RateCardOf reads the rates out of a version of a rate card.
func RateCardOf(s shifts.RateCardState, version int64) (app.RateCard, error) {
	card, err := id.Parse(s.RateCardID)
	if err != nil {
		return app.RateCard{}, fmt.Errorf("rate card %s: %w", s.RateCardID, err)
	}
	out := app.RateCard{
		ID: card, Version: version, Employer: s.Employer, StaffGroup: s.StaffGroup, Band: s.Band, Role: s.Role, Ward: s.Ward,
		From: s.From, Until: s.Until, Rates: []app.DatedPence{},
	}
	if s.BasicPence > 0 {
		out.Rates = append(out.Rates, app.DatedPence{From: s.From, Pence: s.BasicPence})
	}
	for _, r := range s.PointPence {
		out.Rates = append(out.Rates, app.DatedPence{From: r.From, Pence: r.Pence})
	}
	for _, e := range s.Enhancements {
		out.Enhancements = append(out.Enhancements, recharge.Enhancement{Kind: e.Kind, Uplift: e.UpliftBasisPoints, FlatPence: e.FlatPence})
	}
	out.Hours = app.CardHours{
		Told: s.HoursTold, Lift: s.Scheme == "afc", HighCost: s.HighCostBasisPoints, HighCostLeast: s.HighCostLeastPence, HighCostMost: s.HighCostMostPence,
	}
	for _, w := range s.Hours {
		out.Hours.Windows = append(out.Hours.Windows, recharge.Window{
			Kind: w.Kind, Days: w.Days, From: w.FromMinute, To: w.ToMinute, Uplift: w.UpliftBasisPoints, FlatPence: w.FlatPence,
		})
	}
	return out, nil
}
