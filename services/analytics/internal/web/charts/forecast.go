package charts

import (
	"fmt"
	"math"
	"strconv"
	"time"

	"github.com/muster-ics/muster/services/analytics/internal/forecast"
)

// ForecastDay is one day as it is shown.
type ForecastDay struct {
	Date                         string
	Holiday                      bool
	bounded                      bool
	Expected, Between, LastWeek  string
	Open, Filled                 string
	x, y, width, height          string
	middle, lowY, highY, capLeft string
	capRight                     string
}

// Forecast is a chart of the shifts expected to be unfilled, with bounds.
type Forecast struct {
	Days        []ForecastDay
	Description string
	// Bounded tells that there are bounds to show: without enough history there are none.
	Bounded bool
}

const (
	forecastHeight = 120
	forecastWidth  = 600
)

// ForecastOf prepares a forecast.
func ForecastOf(f forecast.Forecast) Forecast {
	top := 1.0
	var sum float64
	worst := 0
	for i, d := range f.Days {
		top = max(top, d.High, d.Expected)
		sum += d.Expected
		if d.Expected > f.Days[worst].Expected {
			worst = i
		}
	}
	var out Forecast
	step := float64(forecastWidth) / float64(len(f.Days))
	at := func(v float64) float64 { return forecastHeight - v*forecastHeight/top }
	for i, d := range f.Days {
		left := float64(i) * step
		day := ForecastDay{
			Date: d.Date.Format("Mon 2 Jan"), Holiday: d.Holiday, Expected: one(d.Expected), Between: "–", LastWeek: "–", Open: strconv.Itoa(d.Open), Filled: strconv.Itoa(d.Filled),
			x: one(left + step*0.1), width: one(step * 0.8), y: one(at(d.Expected)), height: one(forecastHeight - at(d.Expected)),
			middle: one(left + step/2), lowY: one(at(d.Low)), highY: one(at(d.High)), capLeft: one(left + step*0.35), capRight: one(left + step*0.65),
		}
		if day.bounded = d.High > d.Low; day.bounded {
			day.Between, out.Bounded = one(d.Low)+" to "+one(d.High), true
		}
		if d.LastWeek >= 0 {
			day.LastWeek = strconv.Itoa(d.LastWeek)
		}
		out.Days = append(out.Days, day)
	}
	out.Description = fmt.Sprintf("About %s shifts are expected to be unfilled over %d days, most of them on %s.", whole(sum), len(f.Days), f.Days[worst].Date.Format("Monday 2 January"))
	if sum < 0.5 {
		out.Description = fmt.Sprintf("No shift is expected to be unfilled over %d days.", len(f.Days))
	}
	return out
}

func one(x float64) string { return strconv.FormatFloat(math.Round(x*10)/10, 'f', -1, 64) }

func whole(x float64) string { return strconv.FormatFloat(math.Round(x), 'f', 0, 64) }

// Trust says in words how far a forecast is to be trusted.
func Trust(e forecast.Errors, asOf time.Time) string {
	if e.Compared == 0 {
		return "There is too little history yet to say how good these forecasts are."
	}
	s := fmt.Sprintf("In the 28 days before %s, forecasts of a day were wrong by %s shifts on average; what the week before would have said, by %s.",
		asOf.Format("2 January"), one(e.Mean), one(e.LastWeek))
	if e.Judged > 0 {
		s += fmt.Sprintf(" The bounds held %s of 100 times; they are meant to hold 80.", whole(100*float64(e.Held)/float64(e.Judged)))
	}
	return s
}
