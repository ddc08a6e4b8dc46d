package app

import (
	"context"
	"time"

	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/services/analytics/internal/fillrate"
)

// MaxTrendDays is the longest trend, about a quarter.
const MaxTrendDays = 92

// Trend is the split by the day on which shifts start, oldest first, every day present, today last.
type Trend struct {
	Scope Scope
	AsOf  time.Time
	Days  []Day
}

// Trend gives the last days, today included, by the calendar of London.
func (f *FillRates) Trend(ctx context.Context, s Scope, days int) (Trend, error) {
	if err := f.fresh(ctx); err != nil {
		return Trend{}, err
	}
	s, err := f.scope(ctx, ViewTrend, s)
	if err != nil {
		return Trend{}, err
	}
	now := f.clock.Now()
	y, m, d := now.In(clock.London).Date()
	in := f.TrendDays(days)
	known, err := f.history.Days(ctx, s, in.From.UTC(), in.Until.UTC())
	if err != nil {
		return Trend{}, err
	}
	byDate := make(map[string]fillrate.Figures, len(known))
	for _, k := range known {
		byDate[k.Date.Format(time.DateOnly)] = k.Figures
	}
	t := Trend{Scope: s, AsOf: now, Days: make([]Day, 0, days)}
	for i := range days {
		date := time.Date(y, m, d-days+1+i, 0, 0, 0, 0, time.UTC)
		t.Days = append(t.Days, Day{Date: date, Figures: byDate[date.Format(time.DateOnly)]})
	}
	return t, nil
}
