package release

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/clock"
)

var posted = time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)

// laid writes a plan as one line a reader can check: each step with the hours after posting at which it falls due.
func laid(s State, from time.Time) string {
	var out []string
	for _, r := range s.Steps {
		name := string(r.Kind)
		if r.Tier > 0 {
			name += fmt.Sprint(r.Tier)
		}
		out = append(out, fmt.Sprintf("%s +%v", name, r.OpensAt.Sub(from)))
	}
	return strings.Join(out, ", ")
}

// patchwork is the cascade that Patchwork publishes as its example, behind the banks.
func patchwork() Ladder {
	day := 24 * time.Hour
	return Ladder{StaffGroup: AllGroups, BankShare: 20, Steps: []Step{
		{Kind: OwnBank, Trigger: Trigger{On: AtPosting}},
		{Kind: CollaborativeBank, Trigger: Trigger{On: LeadTime, After: 14 * day}},
		{Kind: BankBreakGlass, Trigger: Trigger{On: LeadTime, After: 72 * time.Hour}, CeilingPence: 3000, Approver: Executive},
		{Kind: FrameworkAgency, Tier: 1, Trigger: Trigger{On: LeadTime, After: 10 * day}},
		{Kind: FrameworkAgency, Tier: 2, Trigger: Trigger{On: Dwell, After: day}},
		{Kind: FrameworkAgency, Tier: 3, Trigger: Trigger{On: Dwell, After: day}},
		{Kind: OffFrameworkAgency, Trigger: Trigger{On: LeadTime, After: 12 * time.Hour}, Approver: Executive},
	}}
}

func TestTheLadderIsLaidOutForTheTimeThatIsLeft(t *testing.T) {
	t.Parallel()
	day := 24 * time.Hour
	for name, c := range map[string]struct {
		ladder Ladder
		lead   time.Duration
		f      For
		want   string
		closes time.Duration
	}{
		"six weeks ahead": {Default(), 42 * day, For{}, "own_bank +0s, collaborative_bank +0s, framework_agency1 +840h0m0s", 35 * day},
		"six weeks ahead, for a preferred person and a fallback band": {Default(), 42 * day, For{Preferred: true, Fallback: true},
			"preferred +0s, own_bank +24h0m0s, own_fallback_grade +504h0m0s, collaborative_bank +24h0m0s, framework_agency1 +840h0m0s", 35 * day},
		"twenty days ahead: the last week":                          {Default(), 20 * day, For{}, "own_bank +0s, collaborative_bank +0s, framework_agency1 +312h0m0s", 13 * day},
		"nine days ahead: the banks' quarter is later":              {Default(), 9 * day, For{}, "own_bank +0s, collaborative_bank +0s, framework_agency1 +54h0m0s", 54 * time.Hour},
		"two days ahead: a quarter of the time":                     {Default(), 48 * time.Hour, For{}, "own_bank +0s, collaborative_bank +0s, framework_agency1 +12h0m0s", 12 * time.Hour},
		"one hour ahead: the banks have fifteen minutes":            {Default(), time.Hour, For{}, "own_bank +0s, collaborative_bank +0s, framework_agency1 +15m0s", 15 * time.Minute},
		"two days ahead: a preferred person has twelve hours alone": {Default(), 48 * time.Hour, For{Preferred: true}, "preferred +0s, own_bank +12h0m0s, collaborative_bank +12h0m0s, framework_agency1 +21h0m0s", 21 * time.Hour},
		"two days ahead: the fallback grade at once":                {Default(), 48 * time.Hour, For{Fallback: true}, "own_bank +0s, own_fallback_grade +0s, collaborative_bank +0s, framework_agency1 +12h0m0s", 12 * time.Hour},
		"recorded after the start: nothing waits":                   {Default(), -time.Hour, For{}, "own_bank +0s, collaborative_bank +0s, framework_agency1 +0s", 0},
		"posted at the start: nothing waits":                        {Default(), 0, For{}, "own_bank +0s, collaborative_bank +0s, framework_agency1 +0s", 0},
		"cut to the microsecond that Postgres keeps":                {Default(), 7 * time.Microsecond, For{}, "own_bank +0s, collaborative_bank +0s, framework_agency1 +1µs", time.Microsecond},
		"a band 3 shift stops before agency":                        {Default(), 20 * day, For{Band: "3"}, "own_bank +0s, collaborative_bank +0s", 20 * day},
		"an admin shift stops before agency":                        {Default(), 20 * day, For{StaffGroup: "admin_clerical"}, "own_bank +0s, collaborative_bank +0s", 20 * day},
		"a full cascade, six weeks ahead": {patchwork(), 42 * day, For{},
			"own_bank +0s, collaborative_bank +672h0m0s, bank_break_glass +936h0m0s, framework_agency1 +768h0m0s, framework_agency2 +792h0m0s, framework_agency3 +816h0m0s, off_framework_agency +996h0m0s", 32 * day},
		"a full cascade, ten days ahead": {patchwork(), 10 * day, For{},
			"own_bank +0s, collaborative_bank +0s, bank_break_glass +168h0m0s, framework_agency1 +48h0m0s, framework_agency2 +72h0m0s, framework_agency3 +96h0m0s, off_framework_agency +228h0m0s", 48 * time.Hour},
		"a full cascade, ten hours ahead: no step takes more than its fifth": {patchwork(), 10 * time.Hour, For{},
			"own_bank +0s, collaborative_bank +0s, bank_break_glass +0s, framework_agency1 +2h0m0s, framework_agency2 +4h0m0s, framework_agency3 +6h0m0s, off_framework_agency +6h0m0s", 2 * time.Hour},
		"a collaborative bank that opens late still has its share": {Ladder{BankShare: 50, Steps: []Step{
			{Kind: OwnBank, Trigger: Trigger{On: AtPosting}},
			{Kind: CollaborativeBank, Trigger: Trigger{On: LeadTime, After: 4 * day}},
			{Kind: FrameworkAgency, Tier: 1, Trigger: Trigger{On: LeadTime, After: 7 * day}}}}, 10 * day, For{},
			"own_bank +0s, collaborative_bank +144h0m0s, framework_agency1 +192h0m0s", 8 * day},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := c.f
			f.PostedAt, f.StartsAt = posted, posted.Add(c.lead)
			if f.Band == "" {
				f.Band = "5"
			}
			got := Plan(c.ladder, f, National)
			if laid(got, posted) != c.want {
				t.Errorf("got  %s\nwant %s", laid(got, posted), c.want)
			}
			if closes := got.BankClosesAt(f); !closes.Equal(posted.Add(c.closes)) {
				t.Errorf("the banks have it for %v, want %v", closes.Sub(posted), c.closes)
			}
		})
	}
}

// A lead time of seven days is 168 elapsed hours, whatever the clocks on the wall do in between.
func TestLeadTimesAreElapsedOverBothClockChanges(t *testing.T) {
	t.Parallel()
	for name, starts := range map[string]time.Time{
		"the clocks go forward on 29 March 2026":  time.Date(2026, 3, 31, 7, 30, 0, 0, clock.London),
		"the clocks go back on 25 October 2026":   time.Date(2026, 10, 27, 7, 30, 0, 0, clock.London),
		"no change of the clocks in between":      time.Date(2026, 6, 16, 7, 30, 0, 0, clock.London),
		"a shift in the night of 29 March 2026":   time.Date(2026, 3, 28, 20, 0, 0, 0, clock.London),
		"a shift in the night of 25 October 2026": time.Date(2026, 10, 24, 20, 0, 0, 0, clock.London),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := For{PostedAt: starts.Add(-30 * 24 * time.Hour), StartsAt: starts, Band: "5"}
			if left := starts.Sub(Plan(Default(), f, National).BankClosesAt(f)); left != 168*time.Hour {
				t.Errorf("agencies are let in %v before the start", left)
			}
		})
	}
}

func TestNoAgencyStepFallsDueBeforeTheBanksHadTheirTime(t *testing.T) {
	t.Parallel()
	for _, l := range []Ladder{Default(), patchwork()} {
		for lead := time.Minute; lead < 60*24*time.Hour; lead = lead*3/2 + 7*time.Minute {
			f := For{PostedAt: posted, StartsAt: posted.Add(lead), Band: "6", Preferred: true, Fallback: true}
			s := Plan(l, f, National)
			closes := s.BankClosesAt(f)
			if least := posted.Add(lead / 100 * time.Duration(l.BankShare)).Truncate(time.Microsecond); closes.Before(least) {
				t.Errorf("lead %v: agencies after %v", lead, closes.Sub(posted))
			}
			for _, r := range s.Steps {
				if r.Kind.Agency() && r.OpensAt.Before(closes) {
					t.Errorf("lead %v: %s tier %d falls due %v before the banks close", lead, r.Kind, r.Tier, closes.Sub(r.OpensAt))
				}
			}
		}
	}
}
