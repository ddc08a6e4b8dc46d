package recharge_test

import (
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/services/deployments/internal/recharge"
)

// night is a band 5 nurse's night of 11 h 30 min at £18.45: 2 h plain, 9 h 30 min with 30 % on top.
func night() recharge.Work {
	return recharge.Work{
		Home: "RVV", Host: "RPA", StaffGroup: "nursing_midwifery", Band: "5", Version: 5, Kind: recharge.Worked, Minutes: 690,
		StartsAt: time.Date(2026, 11, 2, 19, 30, 0, 0, time.UTC), EndsAt: time.Date(2026, 11, 3, 7, 30, 0, 0, time.UTC),
		PayPence: 26_476, Split: []recharge.Line{
			{Kind: "basic", Minutes: 120, RatePence: 1845, Pence: 3_690},
			{Kind: "unsocial", Minutes: 570, RatePence: 1845, Uplift: 3_000, Pence: 22_786},
		},
	}
}

// fee is £60.00 for a night that the host called off late.
func fee() recharge.Work {
	w := night()
	w.Kind, w.Minutes, w.PayPence, w.Split = recharge.Owed, 0, 6_000, nil
	return w
}

func clause(change func(*recharge.Clause)) recharge.Clause {
	c := recharge.Clause{
		Model: "home_pays", Basis: recharge.HostRate, OnCost: 2_380, AdminFeePence: 250, TravelPencePerMile: 56,
		CancellationBearer: recharge.CancelsIt, VAT: recharge.OutsideScope, DisputeDays: 10,
		Harmonised: []recharge.Rate{{StaffGroup: "nursing_midwifery", Band: "5", HourlyPence: 2_000, UnsocialPence: 2_600}},
	}
	if change != nil {
		change(&c)
	}
	return c
}

type part = recharge.Part

// The golden table: what each model, basis, bearer and treatment for VAT comes to, worked out by hand.
func TestWhatALineComesTo(t *testing.T) {
	t.Parallel()
	afc := []recharge.Enhancement{{Kind: "sunday_or_holiday", Uplift: 6_000}, {Kind: "unsocial", Uplift: 3_000}}
	card := &recharge.HomeCard{BasicPence: 1_700, Enhancements: afc}
	flat := &recharge.HomeCard{BasicPence: 1_700, Enhancements: []recharge.Enhancement{{Kind: "unsocial", FlatPence: 2_300}}}
	sunday := night()
	sunday.Split = []recharge.Line{{Kind: "basic", Minutes: 120}, {Kind: "sunday_or_holiday", Minutes: 570, RatePence: 2_263}}
	resident := night()
	resident.Split = []recharge.Line{{Kind: "basic", Minutes: 120}, {Kind: "night", Minutes: 570, RatePence: 2_263}}
	holiday := night()
	holiday.Split = append(holiday.Split, recharge.Line{Kind: "holiday_pay", Uplift: 1_207})
	unsplit := night()
	unsplit.Split = nil
	penny := night()
	penny.PayPence = 1
	model := func(m string) func(*recharge.Clause) { return func(c *recharge.Clause) { c.Model = m } }
	for name, tc := range map[string]struct {
		work   recharge.Work
		facts  recharge.Facts
		change func(*recharge.Clause)
		want   map[part]int64
		total  int64
		basis  recharge.Basis
	}{
		"licence to attend at the host's rate": {night(), recharge.Facts{}, model("licence_to_attend"),
			map[part]int64{"pay": 26_476, "on_costs": 6_301, "admin_fee": 250}, 33_027, "host"},
		"an honorary contract is repaid like it": {night(), recharge.Facts{}, model("honorary_contract"),
			map[part]int64{"pay": 26_476, "on_costs": 6_301, "admin_fee": 250}, 33_027, "host"},
		"a secondment is repaid like it": {night(), recharge.Facts{}, model("secondment"),
			map[part]int64{"pay": 26_476, "on_costs": 6_301, "admin_fee": 250}, 33_027, "host"},
		"home pays, 20 miles, VAT at 20 %": {night(), recharge.Facts{Miles: 20}, func(c *recharge.Clause) { c.VAT = recharge.Standard20 },
			map[part]int64{"pay": 26_476, "on_costs": 6_301, "admin_fee": 250, "travel": 1_120, "vat": 6_829}, 40_976, "host"},
		"home pays, 20 miles, exempt": {night(), recharge.Facts{Miles: 20}, func(c *recharge.Clause) { c.VAT = recharge.Exempt },
			map[part]int64{"pay": 26_476, "on_costs": 6_301, "admin_fee": 250, "travel": 1_120}, 34_147, "host"},
		"host pays: the fee alone, with VAT": {night(), recharge.Facts{Miles: 20}, func(c *recharge.Clause) { c.Model, c.VAT = "host_pays", recharge.Standard20 },
			map[part]int64{"admin_fee": 250, "vat": 50}, 300, "host"},
		"host pays without a fee: nothing": {night(), recharge.Facts{}, func(c *recharge.Clause) { c.Model, c.AdminFeePence = "host_pays", 0 },
			map[part]int64{}, 0, "host"},
		"lead employer at harmonised rates": {night(), recharge.Facts{}, func(c *recharge.Clause) { c.Model, c.Basis, c.OnCost = "lead_employer", recharge.Harmonised, 1_500 },
			map[part]int64{"pay": 28_700, "on_costs": 4_305, "admin_fee": 250}, 33_255, "harmonised"},
		"harmonised, but the table has no such band": {night(), recharge.Facts{}, func(c *recharge.Clause) { c.Basis, c.Harmonised[0].Band = recharge.Harmonised, "6" },
			map[part]int64{"pay": 26_476, "on_costs": 6_301, "admin_fee": 250}, 33_027, "host"},
		"harmonised, and no split was told: all hours are plain": {unsplit, recharge.Facts{}, func(c *recharge.Clause) { c.Basis, c.OnCost = recharge.Harmonised, 0 },
			map[part]int64{"pay": 23_000, "admin_fee": 250}, 23_250, "harmonised"},
		"home's percentages on hours that the host paid at a flat rate": {sunday, recharge.Facts{HomeCard: card}, func(c *recharge.Clause) { c.Basis, c.OnCost = recharge.HomeRate, 0 },
			map[part]int64{"pay": 29_240, "admin_fee": 250}, 29_490, "home"},
		"a kind of hours that home's card does not know is unsocial": {resident, recharge.Facts{HomeCard: card}, func(c *recharge.Clause) { c.Basis, c.OnCost = recharge.HomeRate, 0 },
			map[part]int64{"pay": 24_395, "admin_fee": 250}, 24_645, "home"},
		"home pays all hours alike": {night(), recharge.Facts{HomeCard: &recharge.HomeCard{BasicPence: 1_700}}, func(c *recharge.Clause) { c.Basis, c.OnCost = recharge.HomeRate, 0 },
			map[part]int64{"pay": 19_550, "admin_fee": 250}, 19_800, "home"},
		"home's rate with its own percentages": {night(), recharge.Facts{HomeCard: card}, func(c *recharge.Clause) { c.Basis = recharge.HomeRate },
			map[part]int64{"pay": 24_395, "on_costs": 5_806, "admin_fee": 250}, 30_451, "home"},
		"home's two flat rates; half a penny goes up": {night(), recharge.Facts{HomeCard: flat}, func(c *recharge.Clause) { c.Basis = recharge.HomeRate },
			map[part]int64{"pay": 25_250, "on_costs": 6_010, "admin_fee": 250}, 31_510, "home"},
		"home's rate with holiday pay rolled up": {holiday, recharge.Facts{HomeCard: card}, func(c *recharge.Clause) { c.Basis, c.OnCost = recharge.HomeRate, 0 },
			map[part]int64{"pay": 27_339, "admin_fee": 250}, 27_589, "home"},
		"home's rate, but it has no card for the work": {night(), recharge.Facts{}, func(c *recharge.Clause) { c.Basis = recharge.HomeRate },
			map[part]int64{"pay": 26_476, "on_costs": 6_301, "admin_fee": 250}, 33_027, "host"},
		"half a penny of on-costs goes up": {penny, recharge.Facts{}, func(c *recharge.Clause) { c.OnCost, c.AdminFeePence = 5_000, 0 },
			map[part]int64{"pay": 1, "on_costs": 1}, 2, "host"},
		"called off: who cancels bears it, and that is the host": {fee(), recharge.Facts{}, nil,
			map[part]int64{"cancellation": 6_000, "on_costs": 1_428}, 7_428, "host"},
		"called off: the host bears it, VAT": {fee(), recharge.Facts{}, func(c *recharge.Clause) { c.CancellationBearer, c.VAT = recharge.HostBears, recharge.Standard20 },
			map[part]int64{"cancellation": 6_000, "on_costs": 1_428, "vat": 1_486}, 8_914, "host"},
		"called off: home pays and bears it": {fee(), recharge.Facts{}, func(c *recharge.Clause) { c.CancellationBearer = recharge.HomeBears },
			map[part]int64{}, 0, "host"},
		"called off: host pays and bears it": {fee(), recharge.Facts{}, model("host_pays"), map[part]int64{}, 0, "host"},
		"called off: host pays, home bears it and owes the host": {fee(), recharge.Facts{}, func(c *recharge.Clause) {
			c.Model, c.CancellationBearer, c.VAT = "host_pays", recharge.HomeBears, recharge.Standard20
		}, map[part]int64{"cancellation": -6_000, "on_costs": -1_428, "vat": -1_486}, -8_914, "host"},
		"£10 let off, and its VAT with it": {night(), recharge.Facts{Miles: 20, CreditPence: 1_000}, func(c *recharge.Clause) { c.VAT = recharge.Standard20 },
			map[part]int64{"pay": 26_476, "on_costs": 6_301, "admin_fee": 250, "travel": 1_120, "credit": -1_000, "vat": 6_629}, 39_776, "host"},
		"no more is let off than is owed": {fee(), recharge.Facts{CreditPence: 9_000}, nil,
			map[part]int64{"cancellation": 6_000, "on_costs": 1_428, "credit": -7_428}, 0, "host"},
		"nothing is owed for what came to nothing": {recharge.Work{Kind: recharge.Nothing}, recharge.Facts{Miles: 9, CreditPence: 9}, nil, map[part]int64{}, 0, "host"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := recharge.Compute(clause(tc.change), tc.work, tc.facts)
			if got.TotalPence != tc.total || got.Basis != tc.basis || len(got.Components) != len(tc.want) {
				t.Fatalf("%+v, want %d at the %s rate", got, tc.total, tc.basis)
			}
			for p, want := range tc.want {
				if got.Of(p) != want {
					t.Errorf("%s: %d, want %d", p, got.Of(p), want)
				}
			}
		})
	}
}

func TestTheMonthOfALineIsThatOfItsShiftInLondon(t *testing.T) {
	t.Parallel()
	for start, want := range map[string]recharge.Month{
		"2026-10-31T23:30:00Z": "2026-10", // the clocks have gone back: midnight has not come
		"2026-06-30T23:30:00Z": "2026-07", // half past midnight in summer
		"2026-03-31T23:15:00Z": "2026-04", // the first month after the clocks went forward
		"2026-03-29T00:30:00Z": "2026-03", // the night on which they do
		"2026-12-31T23:59:59Z": "2026-12",
	} {
		at, err := time.Parse(time.RFC3339, start)
		if err != nil {
			t.Fatal(err)
		}
		if got := recharge.MonthOf(at, clock.London); got != want {
			t.Errorf("%s: %s, want %s", start, got, want)
		}
	}
	if m, ok := recharge.ParseMonth("2026-12"); !ok || m.Next() != "2027-01" || m.Before() != "2026-11" {
		t.Error("December has neighbours")
	}
	for _, bad := range []string{"", "2026", "2026-13", "2026-1", "1900-01", "2026-11-01", "../.."} {
		if _, ok := recharge.ParseMonth(bad); ok {
			t.Errorf("%q is no month", bad)
		}
	}
}
