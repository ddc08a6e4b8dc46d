package api

import (
	"context"
	"math"
	"time"

	"github.com/muster-ics/muster/services/analytics/internal/forecast"
)

// ForecastDay is one day.
type ForecastDay struct {
	Date     string  `json:"date" format:"date" doc:"The day in London."`
	Holiday  bool    `json:"holiday,omitempty" doc:"A bank holiday: it has the pattern of Sundays."`
	Open     int     `json:"open" doc:"Shifts of the day that are posted and open now."`
	Filled   int     `json:"filled" doc:"Shifts of the day that are filled now."`
	Expected float64 `json:"expected_unfilled" doc:"Shifts that will be unfilled as they start, in tenths."`
	Low      float64 `json:"low" doc:"Four of five past forecasts lay between low and high of what came."`
	High     float64 `json:"high"`
	LastWeek *int    `json:"last_week" doc:"What was unfilled on the newest same weekday that is over: the naive forecast. Null when unknown."`
}

// ForecastErrors is how wrong the forecasts of the last 28 days were.
type ForecastErrors struct {
	Compared    int     `json:"compared" doc:"Forecasts of one day that were compared with what came."`
	Mean        float64 `json:"mean" doc:"Mean absolute error in shifts a day."`
	LastWeek    float64 `json:"last_week" doc:"The same of the naive forecast."`
	BoundsHeld  int     `json:"bounds_held"`
	BoundsTried int     `json:"bounds_tried" doc:"Four of five are meant to hold."`
}

// Forecast is the next fourteen days, today included.
type Forecast struct {
	AsOf   time.Time      `json:"as_of"`
	Days   []ForecastDay  `json:"days"`
	Errors ForecastErrors `json:"errors"`
}

type forecastInput struct{ ScopeInput }

type forecastOutput struct{ Body Forecast }

func (h handlers) forecast(ctx context.Context, in *forecastInput) (*forecastOutput, error) {
	f, asOf, err := h.rates.Forecast(ctx, in.scope())
	if err != nil {
		return nil, err
	}
	return &forecastOutput{Body: toForecast(asOf, f)}, nil
}

func toForecast(asOf time.Time, f forecast.Forecast) Forecast {
	e := f.Errors
	out := Forecast{AsOf: asOf, Days: make([]ForecastDay, len(f.Days)), Errors: ForecastErrors{
		Compared: e.Compared, Mean: tenths(e.Mean), LastWeek: tenths(e.LastWeek), BoundsHeld: e.Held, BoundsTried: e.Judged,
	}}
	for i, d := range f.Days {
		out.Days[i] = ForecastDay{
			Date: d.Date.Format(time.DateOnly), Holiday: d.Holiday, Open: d.Open, Filled: d.Filled,
			Expected: tenths(d.Expected), Low: tenths(d.Low), High: tenths(d.High),
		}
		if was := d.LastWeek; was >= 0 {
			out.Days[i].LastWeek = &was
		}
	}
	return out
}

func tenths(x float64) float64 { return math.Round(x*10) / 10 }
