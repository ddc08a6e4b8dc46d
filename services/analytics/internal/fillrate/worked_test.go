package fillrate

import (
	"slices"
	"testing"
	"time"
)

func TestWorkedFillStandsBesideBookedFillByTheStartOfTheShift(t *testing.T) {
	t.Parallel()
	f := NewFold()
	for _, start := range []time.Duration{-48 * time.Hour, -24 * time.Hour} {
		x := open()
		x.StartsAt, x.EndsAt, x.Status, x.FilledBy = noon.Add(start), noon.Add(start+12*time.Hour), "worked", "own_bank"
		f.Apply(x.fact(t))
	}
	f.Apply(approved(-48*time.Hour, 4, "own_bank", 660).fact(t))
	// On the second shift one left after 5 of the 11 hours, and a partner's worker took the rest.
	f.Apply(approved(-24*time.Hour, 5, "own_bank", 300).fact(t))
	f.Apply(approved(-19*time.Hour, 4, "collaborative_bank", 345).fact(t))
	f.Apply(approved(-40*24*time.Hour, 4, "own_bank", 999).fact(t)) // before every window
	got := f.Figures(Group{"RVV", "nursing_midwifery"}, noon)
	month := got[Last28d]
	if month.Worked != (Worked{OwnBank: 960, CollaborativeBank: 345}) || month.Minutes != (Split{OwnBank: 1320}) {
		t.Fatalf("last 28 days %+v", month)
	}
	if booked, worked := month.Minutes.BankFill().String(), month.WorkedBankFill().String(); booked != "100%" || worked != "98.9%" {
		t.Errorf("booked %s and worked %s, want 100%% and 98.9%%", booked, worked)
	}
	if next := got[Next14d]; next.Worked != (Worked{}) || next.WorkedBankFill().Known() {
		t.Errorf("what has not begun counts %+v as worked", next)
	}
}

func TestTheNewestApprovalOfABookingCountsOnce(t *testing.T) {
	t.Parallel()
	rvv := Group{"RVV", "nursing_midwifery"}
	first := approved(-24*time.Hour, 4, "own_bank", 660)
	mended := first
	mended.version, mended.WorkedMinutes = 6, 630
	for name, order := range map[string][]work{
		"in order": {first, mended}, "late": {mended, first}, "repeated": {first, mended, first, mended, mended},
	} {
		f := NewFold()
		var changed [][]Group
		for _, w := range order {
			changed = append(changed, f.Apply(w.fact(t)))
		}
		if got := f.Figures(rvv, noon)[Last28d].Worked; got != (Worked{OwnBank: 630}) {
			t.Errorf("%s: %+v", name, got)
		}
		if !slices.Equal(changed[0], []Group{rvv}) || name != "in order" && changed[len(changed)-1] != nil {
			t.Errorf("%s: changed groups %v", name, changed)
		}
	}
}
