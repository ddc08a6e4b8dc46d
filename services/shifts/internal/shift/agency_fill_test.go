package shift

import (
	"errors"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/release"
)

// The cap is one figure an hour for the whole shift: what unsocial hours add to a charge is not added to the cap, so that a
// dearer night or Sunday needs its reason like any other charge above it.
func TestThePriceCapHoldsByTheHourOfTheWholeShiftWheneverItIs(t *testing.T) {
	t.Parallel()
	const capPence = 2996
	weekday := time.Date(2026, 3, 12, 7, 30, 0, 0, time.UTC)
	ceiling := &release.Ladder{StaffGroup: release.AllGroups, BankShare: 25, Steps: []release.Step{
		{Kind: release.OwnBank, Trigger: release.Trigger{On: release.AtPosting}},
		{Kind: release.FrameworkAgency, Tier: 1, Trigger: release.Trigger{On: release.Dwell, After: time.Hour}, CeilingPence: 2500},
	}}
	for name, c := range map[string]struct {
		starts    time.Time
		ladder    *release.Ladder
		fill      AgencyFill
		code      string
		over      bool
		keptAsCap int64
	}{
		"a weekday at the cap":                        {weekday, nil, AgencyFill{RatePence: 2996, CapPence: capPence}, "", false, 2996},
		"a penny above it":                            {weekday, nil, AgencyFill{RatePence: 2997, CapPence: capPence}, "over_cap", false, 0},
		"a weekday night at the cap":                  {weekday.Add(12 * time.Hour), nil, AgencyFill{RatePence: 2996, CapPence: capPence}, "", false, 2996},
		"a weekday night, 30 % dearer":                {weekday.Add(12 * time.Hour), nil, AgencyFill{RatePence: 3894, CapPence: capPence}, "over_cap", false, 0},
		"a Sunday, 60 % dearer":                       {weekday.AddDate(0, 0, 3), nil, AgencyFill{RatePence: 4793, CapPence: capPence}, "over_cap", false, 0},
		"a Sunday, 60 % dearer, for a stated reason":  {weekday.AddDate(0, 0, 3), nil, AgencyFill{RatePence: 4793, CapPence: capPence, OverCapWhy: "patient_safety"}, "", true, 2996},
		"the night of the longer October clock":       {time.Date(2026, 10, 24, 18, 30, 0, 0, time.UTC), nil, AgencyFill{RatePence: 2997, CapPence: capPence}, "over_cap", false, 0},
		"no cap for the band":                         {weekday, nil, AgencyFill{RatePence: 9999}, "", false, 0},
		"£100 an hour needs an executive, cap or not": {weekday, nil, AgencyFill{RatePence: 10_000, OverCapWhy: "patient_safety"}, "needs_executive", false, 0},
		"the ladder's lower ceiling counts":           {weekday, ceiling, AgencyFill{RatePence: 2501, CapPence: capPence}, "over_cap", false, 0},
		"at the ladder's ceiling":                     {weekday, ceiling, AgencyFill{RatePence: 2500, CapPence: capPence}, "", false, 2500},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := valid()
			p.StartsAt, p.EndsAt, p.Ladder = c.starts, c.starts.Add(12*time.Hour), c.ladder
			made, err := Post(p, id.New, c.starts.Add(-48*time.Hour))
			if err != nil {
				t.Fatal(err)
			}
			s := Rehydrate(made[0].State())
			c.fill.Framework, c.fill.Agency = true, "Synthetic Agency"
			err = s.FillFromAgency(c.fill, c.starts.Add(-time.Hour))
			var refused *Refusal
			switch {
			case c.code != "" && (!errors.As(err, &refused) || refused.Code != c.code):
				t.Fatalf("%v, want %s", err, c.code)
			case c.code == "" && err != nil:
				t.Fatal(err)
			case c.code == "" && (s.State().OverCap() != c.over || s.State().CapPence != c.keptAsCap):
				t.Errorf("over the cap %v of %d", s.State().OverCap(), s.State().CapPence)
			}
		})
	}
}
