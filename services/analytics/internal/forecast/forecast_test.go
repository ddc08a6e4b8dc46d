package forecast_test

import (
	"math"
	"math/rand/v2"
	"reflect"
	"testing"
	"time"

	"github.com/muster-ics/muster/services/analytics/internal/fact"
	"github.com/muster-ics/muster/services/analytics/internal/forecast"
)

// now is Monday 9 March 2026, noon in London.
var now = time.Date(2026, 3, 9, 12, 0, 0, 0, time.UTC)

func all(forecast.Series) bool { return true }

// shift makes a history: posted and, unless filledBefore is negative, filled so long before its start.
func shift(start time.Time, postedBefore, filledBefore time.Duration) forecast.History {
	x := fact.Shift{
		Employer: "RVV", StaffGroup: "nursing_midwifery", StartsAt: start, EndsAt: start.Add(12 * time.Hour), NetMinutes: 660,
		Status: "open", PostedAt: start.Add(-postedBefore),
	}
	h := forecast.History{{At: start.Add(-postedBefore), Shift: x}}
	if filledBefore >= 0 {
		x.Status, x.FilledBy = "filled", "own_bank"
		return append(h, forecast.State{At: start.Add(-filledBefore), Shift: x})
	}
	x.Status = "lapsed"
	return append(h, forecast.State{At: start, Shift: x})
}

// steady is nine weeks and the two to come of the same days: two shifts that are posted ten days ahead, one of which is
// filled five days ahead and the other never; and on Saturdays one more that is posted a day ahead and never filled.
func steady() (out []forecast.History) {
	for day := -63; day < 14; day++ {
		start := time.Date(2026, 3, 9+day, 19, 30, 0, 0, time.UTC)
		out = append(out, shift(start, 240*time.Hour, 120*time.Hour), shift(start, 240*time.Hour, -1))
		if start.Weekday() == time.Saturday {
			out = append(out, shift(start, 24*time.Hour, -1))
		}
	}
	return out
}

func TestASteadyPatternIsForecastAsItComes(t *testing.T) {
	t.Parallel()
	f := forecast.Make(steady(), all, now)
	for k, d := range f.Days {
		want, open, filled := 1.0, 2, 0
		if d.Date.Weekday() == time.Saturday {
			want = 2
		}
		switch {
		case k <= 4: // The one was filled 120 h before 19:30.
			open, filled = 1, 1
		case k >= 10: // Not posted yet.
			open = 0
		}
		if k == 0 && d.Open != 1 {
			open = 1
		}
		if math.Abs(d.Expected-want) > 0.15 || d.Open != open || d.Filled != filled || d.LastWeek != int(want) {
			t.Errorf("%s, %d ahead: %+v, want %v with %d open and %d filled", d.Date.Format("Mon 2 Jan"), k, d, want, open, filled)
		}
		if d.Low > d.Expected || d.High < d.Expected {
			t.Errorf("%d ahead: the bounds %v and %v do not hold %v", k, d.Low, d.High, d.Expected)
		}
	}
	if f.Errors.Compared == 0 || f.Errors.Mean > 0.15 || f.Errors.LastWeek != 0 || f.Errors.Judged == 0 || f.Errors.Held*10 < f.Errors.Judged*7 {
		t.Errorf("errors %+v", f.Errors)
	}
}

func TestABankHolidayHasThePatternOfSundays(t *testing.T) {
	t.Parallel()
	// Good Friday and Easter Monday 2026 are 3 and 6 April; only Sundays go unfilled, and are posted on the day.
	easter := time.Date(2026, 4, 1, 12, 0, 0, 0, time.UTC)
	var histories []forecast.History
	for day := -56; day < 0; day++ {
		start := time.Date(2026, 4, 1+day, 19, 30, 0, 0, time.UTC)
		if start.Weekday() == time.Sunday {
			histories = append(histories, shift(start, time.Hour, -1))
		} else {
			histories = append(histories, shift(start, 5*time.Hour, time.Hour))
		}
	}
	for _, d := range forecast.Make(histories, all, easter).Days {
		sunday := d.Date.Weekday() == time.Sunday || d.Holiday
		if (d.Expected > 0.9) != sunday || (d.Expected < 0.1) == sunday {
			t.Errorf("%s (holiday %v): %v", d.Date.Format("Mon 2 Jan"), d.Holiday, d.Expected)
		}
		if date := d.Date.Day(); d.Holiday != (date == 3 || date == 6) {
			t.Errorf("%s is told as holiday: %v", d.Date.Format("Mon 2 Jan"), d.Holiday)
		}
	}
}

func TestWithoutHistoryWhatIsOpenIsAllThatIsKnown(t *testing.T) {
	t.Parallel()
	f := forecast.Make(nil, all, now)
	for _, d := range f.Days {
		if d.Expected != 0 || d.LastWeek != -1 || d.Open != 0 {
			t.Errorf("%+v of nothing", d)
		}
	}
	if f.Errors != (forecast.Errors{}) {
		t.Errorf("errors %+v", f.Errors)
	}
}

func TestOnlyTheWantedSeriesAreForecast(t *testing.T) {
	t.Parallel()
	f := forecast.Make(steady(), func(s forecast.Series) bool { return s.Employer == "RPA" }, now)
	for _, d := range f.Days {
		if d.Expected != 0 || d.Open != 0 {
			t.Errorf("%+v", d)
		}
	}
}

// noisy is histories that a seed draws.
func noisy(seed uint64) []forecast.History {
	rnd := rand.New(rand.NewPCG(seed, 3))
	var out []forecast.History
	for day := -70; day < 14; day++ {
		for range 3 + rnd.IntN(6) {
			start := time.Date(2026, 3, 9+day, 7+rnd.IntN(13), 30, 0, 0, time.UTC)
			posted := time.Duration(rnd.IntN(20*24)+1) * time.Hour
			filled := time.Duration(-1)
			if rnd.IntN(10) < 7 {
				filled = time.Duration(rnd.Int64N(int64(posted)))
			}
			out = append(out, shift(start, posted, filled))
		}
	}
	return out
}

func TestNothingOfTheFutureIsLookedAt(t *testing.T) {
	t.Parallel()
	for seed := range uint64(12) {
		whole := noisy(seed)
		at := now.Add(-time.Duration(seed*17) * time.Hour)
		var cut []forecast.History
		for _, h := range whole {
			var known forecast.History
			for _, s := range h {
				if !s.At.After(at) {
					known = append(known, s)
				}
			}
			if len(known) > 0 {
				cut = append(cut, known)
			}
		}
		if with, without := forecast.Make(whole, all, at), forecast.Make(cut, all, at); !reflect.DeepEqual(with, without) {
			t.Fatalf("with what came later:\n%+v\nwithout:\n%+v", with, without)
		}
	}
}

// TestAForecastBeatsALookAtLastWeek is over eight worlds of noise: in sum it must be nearer than the naive baseline, and its
// bounds must hold about as often as they promise.
func TestAForecastBeatsALookAtLastWeek(t *testing.T) {
	t.Parallel()
	var own, naive float64
	var judged, held int
	for seed := range uint64(8) {
		e := forecast.Make(noisy(seed), all, now).Errors
		own, naive, judged, held = own+e.Mean, naive+e.LastWeek, judged+e.Judged, held+e.Held
	}
	if own >= naive {
		t.Errorf("mean error %v a day, last week's %v", own/8, naive/8)
	}
	if share := float64(held) / float64(judged); share < 0.65 || share > 0.95 {
		t.Errorf("bounds for four of five held in %.0f%% of %d", 100*share, judged)
	}
	t.Logf("mean error %.2f a day, last week's %.2f; bounds held %d of %d", own/8, naive/8, held, judged)
}
