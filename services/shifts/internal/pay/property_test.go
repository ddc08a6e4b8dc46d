package pay

import (
	"math/big"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/muster-ics/muster/pkg/clock"
)

// naive is the rule as a person would apply it: minute by minute on the wall, and exact fractions to the end.
func naive(t Terms, w Work) map[Line]int {
	type minute struct {
		line           Line
		night, weekday bool
	}
	var minutes []minute
	night := 0
	for at := w.StartsAt; at.Before(w.EndsAt); at = at.Add(time.Minute) {
		local := at.In(clock.London)
		clockMinute := local.Hour()*60 + local.Minute()
		holiday := slices.Contains(t.Holidays, NewDay(local.Date()))
		m := minute{line: Line{Kind: Basic, RatePence: t.BasicPence}, night: local.Hour() >= 20 || local.Hour() < 6}
		m.weekday = !holiday && local.Weekday() != time.Saturday && local.Weekday() != time.Sunday
		for _, win := range t.Windows {
			today := Monday << ((int(local.Weekday()) + 6) % 7)
			if holiday {
				today |= PublicHoliday
			}
			if win.Days&today != 0 && win.From <= clockMinute && clockMinute < win.To {
				m.line = Line{Kind: win.Kind, RatePence: t.BasicPence, Uplift: win.Uplift}
				if win.FlatPence > 0 {
					m.line.RatePence = win.FlatPence
				}
				break
			}
		}
		if m.night {
			night++
		}
		minutes = append(minutes, m)
	}
	if t.NightMajority && 2*night > len(minutes) {
		if i := slices.IndexFunc(t.Windows, func(w Window) bool { return w.Kind == Unsocial }); i >= 0 {
			for j := range minutes {
				if m := &minutes[j]; m.line.Kind == Basic && m.weekday {
					m.line = Line{Kind: Unsocial, RatePence: t.BasicPence, Uplift: t.Windows[i].Uplift}
				}
			}
		}
	}
	pause := min(w.BreakMinutes, len(minutes))
	if t.Break == Middle {
		from := (len(minutes) - pause) / 2
		minutes = slices.Delete(minutes, from, from+pause)
	} else {
		slices.SortStableFunc(minutes, func(a, b minute) int {
			return int(a.line.RatePence*(whole+a.line.Uplift) - b.line.RatePence*(whole+b.line.Uplift))
		})
		minutes = minutes[pause:]
	}
	out := map[Line]int{}
	for _, m := range minutes {
		out[m.line]++
	}
	return out
}

func sameAsNaive(t interface{ Fatalf(string, ...any) }, terms Terms, w Work) {
	lines, total := terms.For(w)
	want := naive(terms, w)
	net, sum := 0, int64(0)
	for _, l := range lines {
		sum += l.Pence
		net += l.Minutes
		if l.Minutes == 0 {
			continue
		}
		key := Line{Kind: l.Kind, RatePence: l.RatePence, Uplift: l.Uplift}
		if want[key] != l.Minutes {
			t.Fatalf("%v: %+v has %d minutes, the naive count is %d", w, key, l.Minutes, want[key])
		}
		delete(want, key)
		exact := big.NewRat(int64(l.Minutes)*l.RatePence*(whole+l.Uplift), 60*whole)
		off := new(big.Rat).Sub(big.NewRat(l.Pence, 1), exact)
		if terms.Rounding != Up && off.Abs(off).Cmp(big.NewRat(1, 2)) > 0 {
			t.Fatalf("%d pence for %s", l.Pence, exact.FloatString(4))
		}
	}
	if len(want) > 0 || net != w.Net() || sum != total {
		t.Fatalf("%v: missing %v, %d of %d minutes, %d of %d pence", w, want, net, w.Net(), sum, total)
	}
}

func anyTerms(t *rapid.T, start Day) Terms {
	terms := Terms{
		BasicPence:    rapid.Int64Range(1, MaxRatePence).Draw(t, "basic"),
		NightMajority: rapid.Bool().Draw(t, "majority"),
		Break:         rapid.SampledFrom([]BreakRule{LeastPaid, Middle}).Draw(t, "break rule"),
		Rounding:      rapid.SampledFrom([]Rounding{HalfUp, Up}).Draw(t, "rounding"),
		HolidayPay:    rapid.SampledFrom([]int64{0, 1207}).Draw(t, "holiday pay"),
		HighCostPence: rapid.SampledFrom([]int64{0, 211}).Draw(t, "high cost"),
	}
	for d := start - 2; d <= start+3; d++ {
		if rapid.IntRange(0, 3).Draw(t, "holiday") == 0 {
			terms.Holidays = append(terms.Holidays, d)
		}
	}
	switch rapid.IntRange(0, 3).Draw(t, "scheme") {
	case 0:
		terms.Windows = afcWindows(afcEnhancement(rapid.SampledFrom(afcBands).Draw(t, "band")))
	case 1:
		terms.Windows = residentWindows()
	case 2:
		terms.NightMajority = false
		terms.Windows = coreUnsocialWindows(rapid.Int64Range(1, MaxRatePence).Draw(t, "unsocial"))
	}
	return terms
}

// starts are around the days on which the clocks change, midnight and ordinary weeks.
func anyWork(t *rapid.T) Work {
	from := rapid.SampledFrom([]time.Time{
		time.Date(2026, 3, 28, 0, 0, 0, 0, time.UTC), time.Date(2026, 10, 24, 0, 0, 0, 0, time.UTC),
		time.Date(2026, 6, 8, 0, 0, 0, 0, time.UTC), time.Date(2026, 12, 24, 0, 0, 0, 0, time.UTC),
	}).Draw(t, "around").Add(time.Duration(rapid.IntRange(0, 4*minutesADay).Draw(t, "start")) * time.Minute)
	length := rapid.IntRange(1, minutesADay).Draw(t, "length")
	return Work{StartsAt: from, EndsAt: from.Add(time.Duration(length) * time.Minute), BreakMinutes: rapid.IntRange(0, length).Draw(t, "break")}
}

func TestTheSplitIsWhatCountingMinutesGives(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		w := anyWork(t)
		sameAsNaive(t, anyTerms(t, DayOf(w.StartsAt)), w)
	})
}

// Rework by the same hours is the quote itself, and more hours never pay less.
func TestReworkIsTheQuoteAgainAndGrowsWithTheHours(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		w := anyWork(t)
		q := Quote{Terms: anyTerms(t, DayOf(w.StartsAt)), Basis: Basis{Rate: FromShift}}
		q.Lines, q.TotalPence = q.Terms.For(w)
		again := Rework(q, w)
		if !slices.Equal(again.Lines, q.Lines) || again.TotalPence != q.TotalPence || again.Basis != q.Basis {
			t.Fatalf("%+v became %+v", q, again)
		}
		if less := Rework(q, Work{w.StartsAt, w.EndsAt, w.BreakMinutes + 1}); less.TotalPence > q.TotalPence {
			t.Fatalf("a longer break pays %d instead of %d", less.TotalPence, q.TotalPence)
		}
	})
}

func FuzzTheSplitIsWhatCountingMinutesGives(f *testing.F) {
	f.Add(int64(1774724400), uint16(720), uint16(60), uint16(1845), true, false)
	f.Add(int64(1792866600), uint16(780), uint16(60), uint16(1251), false, true)
	f.Fuzz(func(t *testing.T, start int64, length, pause, rate uint16, majority, middle bool) {
		if start < 0 || start > 1<<33 || length == 0 || length > minutesADay || rate == 0 {
			return
		}
		from := time.Unix(start, 0).UTC().Truncate(time.Minute)
		s := Shift{Band: "3", RatePence: int64(rate), StartsAt: from, EndsAt: from.Add(time.Duration(length) * time.Minute), BreakMinutes: int(pause)}
		r := with(func(p *Policy) {
			p.NightMajority = majority
			if middle {
				p.Break = Middle
			}
		})
		sameAsNaive(t, r.Quote(s, Worker{}).Terms, s.work())
	})
}
