package app

import (
	"context"
	"time"

	"github.com/muster-ics/muster/services/analytics/internal/forecast"
)

// Forecast gives the shifts of the next days that will be unfilled as they start, and how far to trust that.
func (f *FillRates) Forecast(ctx context.Context, s Scope) (forecast.Forecast, time.Time, error) {
	now := f.clock.Now()
	if err := f.fresh(ctx); err != nil {
		return forecast.Forecast{}, now, err
	}
	s, err := f.scope(ctx, ViewForecast, s)
	if err != nil {
		return forecast.Forecast{}, now, err
	}
	const day = 24 * time.Hour
	in := Interval{From: now.Add(-(forecast.Learn + forecast.Judge + 1) * day), Until: now.Add((forecast.Days + 1) * day)}
	histories, err := f.past.Histories(ctx, s, in)
	if err != nil {
		return forecast.Forecast{}, now, err
	}
	wanted := func(x forecast.Series) bool { return s.StaffGroup == "" || x.StaffGroup == s.StaffGroup }
	return forecast.Make(histories, wanted, now), now, nil
}
