package app

import (
	"context"
	"time"

	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/services/analytics/internal/fact"
	"github.com/muster-ics/muster/services/analytics/internal/measure"
)

// TrendDays are the last days, today included, by the calendar of London.
func (f *FillRates) TrendDays(days int) Interval {
	y, m, d := f.clock.Now().In(clock.London).Date()
	return Interval{From: time.Date(y, m, d-days+1, 0, 0, 0, 0, clock.London), Until: time.Date(y, m, d+1, 0, 0, 0, 0, clock.London)}
}

// Trend is the trend on the employers of a footprint; with none it is that of the record.
func (m *Measures) Trend(ctx context.Context, s Scope, days int, footprint time.Time) (Trend, error) {
	if footprint.IsZero() {
		return m.rates.Trend(ctx, s, days)
	}
	in := m.rates.TrendDays(days)
	in.Footprint = footprint
	s, _, err := m.may(ctx, ViewTrend, s, in)
	if err != nil {
		return Trend{}, err
	}
	facts, err := m.between(ctx, []fact.Kind{fact.KindShift}, s, in)
	if err != nil {
		return Trend{}, err
	}
	byDate := map[string][]fact.Fact{}
	for _, f := range facts {
		date := f.State.Place().StartsAt.In(clock.London).Format(time.DateOnly)
		byDate[date] = append(byDate[date], f)
	}
	t := Trend{Scope: s, AsOf: m.rates.clock.Now(), Days: make([]Day, days)}
	y, month, d := in.From.Date()
	for i := range t.Days {
		date := time.Date(y, month, d+i, 0, 0, 0, 0, time.UTC)
		t.Days[i] = Day{Date: date, Figures: measure.Tabulate(byDate[date.Format(time.DateOnly)], nil).Total.Fill}
	}
	return t, nil
}
