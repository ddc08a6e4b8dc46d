package recharge_test

import (
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/services/deployments/internal/recharge"
)

// worked is a band 5 nurse's hours by the clock in London, which the host paid at one flat rate.
func worked(t *testing.T, from, until string, pause int) recharge.Work {
	t.Helper()
	w := night()
	var err error
	if w.From, err = time.ParseInLocation("2006-01-02 15:04", from, clock.London); err != nil {
		t.Fatal(err)
	}
	if w.Until, err = time.ParseInLocation("2006-01-02 15:04", until, clock.London); err != nil {
		t.Fatal(err)
	}
	w.StartsAt, w.EndsAt, w.BreakMinutes = w.From, w.Until, pause
	w.Minutes = int(w.Until.Sub(w.From)/time.Minute) - pause
	w.Split = []recharge.Line{{Kind: "basic", Minutes: w.Minutes, RatePence: 2_000}}
	return w
}

var weekdays = []string{"mon", "tue", "wed", "thu", "fri"}

// section2 is what a card of Agenda for Change tells of band 5.
func section2(change func(*recharge.HomeCard)) *recharge.HomeCard {
	c := &recharge.HomeCard{BasicPence: 1_700, Told: true, Lift: true, Windows: []recharge.Window{
		{Kind: "sunday_or_holiday", Days: []string{"sun", "holiday"}, To: 1440, Uplift: 6_000},
		{Kind: "unsocial", Days: []string{"sat"}, To: 1440, Uplift: 3_000},
		{Kind: "unsocial", Days: weekdays, To: 360, Uplift: 3_000},
		{Kind: "unsocial", Days: weekdays, From: 1200, To: 1440, Uplift: 3_000},
	}}
	if change != nil {
		change(c)
	}
	return c
}

// What home's card comes to for hours that the host paid flat. At £17.00 an hour is 2833 1/3 tenths of a penny a minute; the
// hours of each kind were counted by hand on the clock in London.
func TestHomesCardSplitsTheWorkedHoursByItsOwnWindows(t *testing.T) {
	t.Parallel()
	noLift := func(c *recharge.HomeCard) { c.Lift = false }
	doctors := func(c *recharge.HomeCard) {
		c.BasicPence, c.Lift = 4_500, false
		c.Windows = []recharge.Window{
			{Kind: "unsocial", Days: []string{"sat", "sun", "holiday"}, To: 1440, FlatPence: 5_500},
			{Kind: "unsocial", Days: weekdays, To: 420, FlatPence: 5_500},
			{Kind: "unsocial", Days: weekdays, From: 1140, To: 1440, FlatPence: 5_500},
		}
	}
	for name, tc := range map[string]struct {
		from, until string
		pause       int
		change      func(*recharge.HomeCard)
		want        int64
	}{
		"a long day is plain":                               {"2026-06-09 07:30", "2026-06-09 20:00", 60, nil, 19_550},
		"a late, the break out of its plain hours":          {"2026-06-09 13:30", "2026-06-09 21:30", 30, nil, 10_200 + 3_315},
		"a weekday night is unsocial throughout":            {"2026-06-09 19:30", "2026-06-10 07:30", 60, nil, 24_310},
		"a weekday night where the rule does not hold":      {"2026-06-09 19:30", "2026-06-10 07:30", 60, noLift, 1_700 + 22_100},
		"exactly half of it in the night is split":          {"2026-06-09 14:00", "2026-06-10 02:00", 0, nil, 10_200 + 13_260},
		"a minute more than half is unsocial":               {"2026-06-09 14:01", "2026-06-10 02:01", 0, nil, 26_520},
		"Saturday into Sunday":                              {"2026-06-13 19:30", "2026-06-14 07:30", 60, nil, 7_735 + 20_400},
		"the night on which the clocks go forward":          {"2026-03-28 19:30", "2026-03-29 07:30", 60, nil, 7_735 + 17_680},
		"the night on which the clocks go back":             {"2026-10-24 19:30", "2026-10-25 07:30", 60, nil, 7_735 + 23_120},
		"a bank holiday":                                    {"2026-05-25 07:30", "2026-05-25 20:00", 60, nil, 31_280},
		"a bank holiday into a Tuesday":                     {"2026-05-25 19:30", "2026-05-26 07:30", 60, nil, 12_240 + 14_365},
		"Sunday into a bank holiday":                        {"2026-05-24 19:30", "2026-05-25 07:30", 60, nil, 29_920},
		"26 December 2026, a Saturday":                      {"2026-12-26 07:30", "2026-12-26 20:00", 60, nil, 25_415},
		"28 December 2026, its substitute":                  {"2026-12-28 07:30", "2026-12-28 20:00", 60, nil, 31_280},
		"a doctor's night at two flat rates":                {"2026-11-02 19:30", "2026-11-03 07:30", 0, doctors, 63_250 + 2_250},
		"a card that pays all hours alike":                  {"2026-06-14 07:30", "2026-06-14 20:00", 60, func(c *recharge.HomeCard) { c.Windows = nil }, 19_550},
		"a supplement for each hour, which is not enhanced": {"2026-06-14 07:30", "2026-06-14 20:00", 60, func(c *recharge.HomeCard) { c.HighCostPence = 85 }, 31_280 + 978},
		"a card that told no windows: the host's split":     {"2026-06-14 07:30", "2026-06-14 20:00", 60, func(c *recharge.HomeCard) { c.Told = false }, 19_550},
	} {
		w := worked(t, tc.from, tc.until, tc.pause)
		c := clause(func(c *recharge.Clause) { c.Basis, c.OnCost, c.AdminFeePence = recharge.HomeRate, 0, 0 })
		got := recharge.Compute(c, w, recharge.Facts{HomeCard: section2(tc.change)})
		if got.TotalPence != tc.want || got.Basis != recharge.HomeRate {
			t.Errorf("%s: %d pence at the rate of %s, want %d", name, got.TotalPence, got.Basis, tc.want)
		}
	}
}

func TestTheAgreementsTableHasUnsocialHoursOfItsOwn(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		from, until string
		pause       int
		hours       recharge.UnsocialHours
		want        int64
	}{
		"a weekday night from eight":                         {"2026-11-02 19:30", "2026-11-03 07:30", 30, recharge.Section2, 3_000 + 26_000},
		"a weekday night from seven":                         {"2026-11-02 19:30", "2026-11-03 07:30", 30, recharge.FromSeven, 29_900},
		"a weekday night as it was paid, which was flat":     {"2026-11-02 19:30", "2026-11-03 07:30", 30, recharge.AsPaid, 23_000},
		"the night on which the clocks go forward":           {"2026-03-28 19:30", "2026-03-29 07:30", 60, recharge.Section2, 26_000},
		"the night on which the clocks go back":              {"2026-10-24 19:30", "2026-10-25 07:30", 60, recharge.Section2, 31_200},
		"a bank holiday":                                     {"2026-05-25 07:30", "2026-05-25 20:00", 60, recharge.Section2, 29_900},
		"a Sunday night into a Monday":                       {"2026-06-14 19:30", "2026-06-15 07:30", 60, recharge.Section2, 1_000 + 27_300},
		"a break longer than the plain hours":                {"2026-06-09 19:45", "2026-06-10 06:15", 60, recharge.Section2, 24_700},
		"a long day":                                         {"2026-06-09 07:30", "2026-06-09 20:00", 60, recharge.Section2, 23_000},
		"Christmas Eve into Christmas Day, a Thursday night": {"2026-12-24 19:30", "2026-12-25 07:30", 60, recharge.Section2, 28_600},
	} {
		w := worked(t, tc.from, tc.until, tc.pause)
		c := clause(func(c *recharge.Clause) {
			c.Basis, c.OnCost, c.AdminFeePence, c.Unsocial = recharge.Harmonised, 0, 0, tc.hours
		})
		if got := recharge.Compute(c, w, recharge.Facts{}); got.TotalPence != tc.want || got.Basis != recharge.Harmonised {
			t.Errorf("%s: %d pence at the rate of %s, want %d", name, got.TotalPence, got.Basis, tc.want)
		}
	}
}

func TestTheSupplementOfAHighCostAreaHasALeastAndAMost(t *testing.T) {
	t.Parallel()
	for _, tc := range [][5]int64{{1_700, 0, 100, 200, 0}, {1_700, 500, 0, 0, 85}, {1_700, 500, 100, 200, 100}, {1_700, 2_000, 100, 200, 200}, {1_710, 500, 0, 0, 86}} {
		if got := recharge.Supplement(tc[0], tc[1], tc[2], tc[3]); got != tc[4] {
			t.Errorf("%v: %d", tc, got)
		}
	}
}
