package simulation_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/release"
	"github.com/muster-ics/muster/services/analytics/internal/fact"
	"github.com/muster-ics/muster/services/analytics/internal/fillrate"
	"github.com/muster-ics/muster/services/analytics/internal/simulation"
)

const day = 24 * time.Hour

// monday is noon of Monday 2 March 2026; shifts start there and on the days after it.
var monday = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// bankThenAgency lets other employers in so many days before the start and agencies a week before.
func bankThenAgency(collaborativeDays int) release.Ladder {
	return release.Ladder{StaffGroup: release.AllGroups, BankShare: 25, Steps: []release.Step{
		{Kind: release.OwnBank, Trigger: release.Trigger{On: release.AtPosting}},
		{Kind: release.CollaborativeBank, Trigger: release.Trigger{On: release.LeadTime, After: time.Duration(collaborativeDays) * day}},
		{Kind: release.FrameworkAgency, Tier: 1, Trigger: release.Trigger{On: release.LeadTime, After: 2 * day}},
	}}
}

// pace is how many of the shifts open to it an audience of the made-up world takes in an hour.
type pace struct{ own, collaborative, agency float64 }

// world draws what becomes of n shifts a day for four weeks, posted fourteen days ahead, under a ladder.
func world(seed uint64, n int, l release.Ladder, p pace) (out []fact.Shift) {
	rnd := rand.New(rand.NewPCG(seed, 1))
	for d := range 28 {
		for range n {
			out = append(out, drawn(rnd, monday.Add(time.Duration(d)*day), l, p))
		}
	}
	return out
}

func drawn(rnd *rand.Rand, starts time.Time, l release.Ladder, p pace) fact.Shift {
	s := fact.Shift{
		Employer: "RVV", StaffGroup: "nursing_midwifery", Band: "5", StartsAt: starts, EndsAt: starts.Add(12 * time.Hour), NetMinutes: 660,
		PostedAt: starts.Add(-14 * day), Status: "lapsed", RatePence: 2000,
	}
	f := release.For{PostedAt: s.PostedAt, StartsAt: starts, StaffGroup: s.StaffGroup, Band: s.Band}
	plan := release.Plan(l, f, release.National)
	s.BankClosesAt = plan.BankClosesAt(f)
	taken := starts
	for _, step := range plan.Steps {
		rate := map[release.Kind]float64{release.OwnBank: p.own, release.CollaborativeBank: p.collaborative, release.FrameworkAgency: p.agency}[step.Kind]
		if rate == 0 {
			continue
		}
		at := step.OpensAt.Add(time.Duration(rnd.ExpFloat64() / rate * float64(time.Hour)))
		if at.Before(taken) {
			taken, s.Status, s.FilledBy = at, "worked", string(step.Kind)
		}
	}
	if s.FilledBy != "" {
		s.FilledAt = &taken
	}
	if s.FilledBy == "framework_agency" {
		s.Agency = fact.Agency{Name: "Agency A", Tier: 1, RatePence: 3600}
	}
	for _, step := range plan.Steps {
		if !step.OpensAt.After(taken) {
			s.Opened = append(s.Opened, fact.Opened{Step: string(step.Kind), Tier: step.Tier, At: step.OpensAt})
		}
	}
	return s
}

func always(l release.Ladder) func(fact.Shift) release.Ladder {
	return func(fact.Shift) release.Ladder { return l }
}

// TestAnotherLadderDoesWhatItWouldHaveDone simulates in a world whose paces are known, and compares with many draws of the
// same world under the other ladder.
func TestAnotherLadderDoesWhatItWouldHaveDone(t *testing.T) {
	t.Parallel()
	a, b := bankThenAgency(3), bankThenAgency(14)
	p := pace{own: 0.002, collaborative: 0.004, agency: 0.03}
	shifts := world(1, 60, a, p)
	r := simulation.Simulate(shifts, always(a), b, release.National)
	truth := simulation.Simulate(world(2, 400, b, p), always(b), b, release.National)
	if !r.Enough || r.Fixed != 0 || r.Shifts != len(shifts) {
		t.Fatalf("%+v", r)
	}
	for part := range simulation.Parts {
		was, same := r.Was.Shifts[part]/float64(r.Shifts), r.Same.Shifts[part]/float64(r.Shifts)
		other, came := r.Other.Shifts[part]/float64(r.Shifts), truth.Was.Shifts[part]/float64(truth.Shifts)
		t.Logf("part %d: was %.3f, the same ladder %.3f; the other %.3f, in truth %.3f", part, was, same, other, came)
		if math.Abs(was-same) > 0.02 {
			t.Errorf("part %d: the model of the ladder as it was is off: %.3f, was %.3f", part, same, was)
		}
		if math.Abs(other-came) > 0.04 {
			t.Errorf("part %d: the other ladder should come to %.3f, not %.3f", part, came, other)
		}
	}
	if r.Other.AgencyPence >= r.Same.AgencyPence || r.Other.BankPence <= r.Same.BankPence {
		t.Errorf("other employers asked earlier must spare agencies: %+v against %+v", r.Other, r.Same)
	}
}

func TestEveryOutcomeAddsUpToAllShifts(t *testing.T) {
	t.Parallel()
	for seed := range uint64(10) {
		shifts := world(seed, 3, bankThenAgency(int(seed)+1), pace{own: 0.01, collaborative: 0.005, agency: 0.02})
		shifts[0].Status, shifts[0].FilledBy, shifts[0].FilledAt = "withdrawn", "", nil
		late := shifts[1].StartsAt.Add(time.Hour)
		shifts[1].PostedAt = late // Recorded after its start.
		r := simulation.Simulate(shifts, always(release.Default()), bankThenAgency(10), release.National)
		if r.Shifts != len(shifts)-1 || r.Fixed != 1 {
			t.Fatalf("%d shifts, %d fixed", r.Shifts, r.Fixed)
		}
		for name, o := range map[string]simulation.Outcome{"was": r.Was, "same": r.Same, "other": r.Other} {
			var n, minutes float64
			for part := range simulation.Parts {
				if o.Shifts[part] < 0 {
					t.Errorf("%s: %v", name, o.Shifts)
				}
				n, minutes = n+o.Shifts[part], minutes+o.Minutes[part]
			}
			if math.Abs(n-float64(r.Shifts)) > 1e-6 || math.Abs(minutes-660*float64(r.Shifts)) > 1e-3 {
				t.Errorf("seed %d: %s adds up to %v shifts and %v minutes", seed, name, n, minutes)
			}
		}
	}
}

// TestAShiftSaysNothingOfItself changes what became of the shifts of every second day, which alone have a length: what is
// expected of them may not change, since it is learnt from the days between.
func TestAShiftSaysNothingOfItself(t *testing.T) {
	t.Parallel()
	l := bankThenAgency(5)
	const n = 4
	expected := func(between, second pace) [simulation.Parts]float64 {
		shifts := world(7, n, l, between)
		for i, s := range world(8, n, l, second) {
			if i/n%2 == 1 {
				shifts[i] = s
			} else {
				shifts[i].NetMinutes = 0
			}
		}
		return simulation.Simulate(shifts, always(l), l, release.National).Other.Minutes
	}
	fast, slow := pace{own: 0.01, collaborative: 0.01, agency: 0.02}, pace{own: 0.0005}
	if a, b := expected(fast, fast), expected(fast, slow); a != b {
		t.Errorf("what they became changed what was expected of them: %v, %v", a, b)
	}
	if a, b := expected(fast, fast), expected(slow, fast); a == b {
		t.Error("what the days between became must count")
	}
}

func TestTheOrderOfShiftsDoesNotMatter(t *testing.T) {
	t.Parallel()
	l := bankThenAgency(5)
	shifts := world(7, 4, l, pace{own: 0.01, collaborative: 0.01, agency: 0.02})
	a := simulation.Simulate(shifts, always(l), bankThenAgency(9), release.National)
	slices.Reverse(shifts)
	b := simulation.Simulate(shifts, always(l), bankThenAgency(9), release.National)
	for p := range simulation.Parts {
		if math.Abs(a.Other.Shifts[p]-b.Other.Shifts[p]) > 1e-9 || math.Abs(a.Same.Minutes[p]-b.Same.Minutes[p]) > 1e-6 {
			t.Errorf("part %d: %v, turned round %v", p, a.Other.Shifts[p], b.Other.Shifts[p])
		}
	}
}

func TestWhatIsNotKnownIsSaid(t *testing.T) {
	t.Parallel()
	if r := simulation.Simulate(world(1, 1, release.Default(), pace{own: 0.01}), always(release.Default()), release.Default(), release.National); r.Enough || r.Shifts != 28 {
		t.Errorf("28 shifts are too few to go by: %+v", r)
	}
	noAgency := release.Ladder{StaffGroup: release.AllGroups, BankShare: 25, Steps: []release.Step{{Kind: release.OwnBank, Trigger: release.Trigger{On: release.AtPosting}}}}
	r := simulation.Simulate(world(1, 4, noAgency, pace{own: 0.002}), always(noAgency), bankThenAgency(7), release.National)
	if !r.Enough || len(r.Unseen) != 2 || r.Unseen[0] != release.CollaborativeBank || r.Unseen[1] != release.FrameworkAgency {
		t.Errorf("nobody but the own bank was ever let in: %+v", r.Unseen)
	}
	if r.Other.Shifts[fillrate.CollaborativeBank] != 0 || math.Abs(r.Other.Shifts[fillrate.OwnBank]-r.Same.Shifts[fillrate.OwnBank]) > 1e-9 {
		t.Errorf("who was never let in is not expected: %+v", r.Other)
	}
}

func TestAStepThatWaitsForAYesOpensWhereItWasGiven(t *testing.T) {
	t.Parallel()
	l := bankThenAgency(7)
	l.Steps = append(l.Steps, release.Step{Kind: release.OffFrameworkAgency, Trigger: release.Trigger{On: release.LeadTime, After: 24 * time.Hour}, Approver: release.Executive})
	shifts := world(3, 4, l, pace{own: 0.002})
	for i := range shifts {
		if shifts[i].Status == "lapsed" && i%2 == 0 { // The yes was given to half of them, and the agency came.
			at, filled := shifts[i].StartsAt.Add(-10*time.Hour), shifts[i].StartsAt.Add(-9*time.Hour)
			shifts[i].Opened = append(shifts[i].Opened, fact.Opened{Step: "off_framework_agency", At: at})
			shifts[i].Status, shifts[i].FilledBy, shifts[i].FilledAt = "worked", "off_framework_agency", &filled
		}
	}
	without := bankThenAgency(7)
	r := simulation.Simulate(shifts, always(l), without, release.National)
	if r.Same.Shifts[fillrate.OffFrameworkAgency] < 1 || r.Other.Shifts[fillrate.OffFrameworkAgency] != 0 {
		t.Errorf("with the step %.1f, without %.1f", r.Same.Shifts[fillrate.OffFrameworkAgency], r.Other.Shifts[fillrate.OffFrameworkAgency])
	}
	if r.Other.Shifts[fillrate.Unfilled] <= r.Same.Shifts[fillrate.Unfilled] {
		t.Error("without those agencies more is unfilled")
	}
}
