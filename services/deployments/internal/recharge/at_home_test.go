package recharge_test

import (
	"testing"
	"time"

	"github.com/muster-ics/muster/services/deployments/internal/recharge"
)

func TestThePayOfALineIsTheSumOfItsHoursAndRates(t *testing.T) {
	t.Parallel()
	from := time.Date(2026, 6, 10, 18, 30, 0, 0, time.UTC) // A Wednesday, 19:30 in London.
	work := recharge.Work{
		Kind: recharge.Worked, Minutes: 660, From: from, Until: from.Add(12 * time.Hour), BreakMinutes: 60, PayPence: 25_000,
		Split: []recharge.Line{{Kind: "basic", Minutes: 120, RatePence: 2_000, Pence: 4_000}, {Kind: "night", Minutes: 540, RatePence: 2_000, Uplift: 1_667, Pence: 21_000}},
	}
	card := &recharge.HomeCard{BasicPence: 2_000, Told: true, HighCostPence: 10, Windows: []recharge.Window{
		{Kind: "night", Days: []string{"mon", "tue", "wed", "thu", "fri"}, From: 20 * 60, To: 24 * 60, Uplift: 3_000},
		{Kind: "night", Days: []string{"mon", "tue", "wed", "thu", "fri"}, From: 0, To: 6 * 60, Uplift: 3_000},
	}}
	for name, c := range map[string]struct {
		basis recharge.Basis
		facts recharge.Facts
		want  []recharge.Line
	}{
		"at the host's rate": {recharge.HostRate, recharge.Facts{}, work.Split},
		"at the home employer's card": {recharge.HomeRate, recharge.Facts{HomeCard: card}, []recharge.Line{
			{Kind: "basic", Minutes: 60, RatePence: 2_000, Pence: 2_000}, {Kind: "night", Minutes: 600, RatePence: 2_000, Uplift: 3_000, Pence: 26_000},
			{Kind: "high_cost_area", Minutes: 660, RatePence: 10, Pence: 110},
		}},
	} {
		clause := recharge.Clause{Basis: c.basis}
		r := recharge.Record{Work: work, Facts: c.facts, Charge: recharge.Compute(clause, work, c.facts)}
		got := r.PayLines()
		if len(got) != len(c.want) {
			t.Fatalf("%s: %+v", name, got)
		}
		for i, l := range got {
			if l != c.want[i] {
				t.Errorf("%s: line %d is %+v, want %+v", name, i+1, l, c.want[i])
			}
		}
	}
	wrong := recharge.Record{Work: work, Charge: recharge.Charge{Basis: recharge.HostRate, TotalPence: 1, Components: []recharge.Component{{Part: recharge.Pay, Pence: 1}}}}
	if got := wrong.PayLines(); got != nil {
		t.Errorf("lines that are not the pay are shown: %+v", got)
	}
}
