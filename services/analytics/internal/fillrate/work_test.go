package fillrate

import (
	"slices"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/id"
)

func work(in time.Duration, version int64, channel string, minutes int64) Work {
	return Work{
		Booking: id.New(), Version: version, Employer: "RVV", StaffGroup: "nursing_midwifery", Channel: channel,
		StartsAt: noon.Add(in), Minutes: minutes,
	}
}

func TestWorkedFillStandsBesideBookedFillByTheStartOfTheShift(t *testing.T) {
	t.Parallel()
	f := NewFold()
	for _, start := range []time.Duration{-48 * time.Hour, -24 * time.Hour} {
		x := facts()
		x.StartsAt, x.EndsAt, x.Status, x.FilledBy = noon.Add(start), noon.Add(start+12*time.Hour), "worked", "own_bank"
		f.Apply(mustNew(t, x))
	}
	f.ApplyWork(work(-48*time.Hour, 4, "own_bank", 660))
	// On the second shift one left after 5 of the 11 hours, and a partner's worker took the rest.
	f.ApplyWork(work(-24*time.Hour, 5, "own_bank", 300))
	f.ApplyWork(work(-19*time.Hour, 4, "collaborative_bank", 345))
	f.ApplyWork(work(-40*24*time.Hour, 4, "own_bank", 999)) // before every window
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
	first := work(-24*time.Hour, 4, "own_bank", 660)
	mended := first
	mended.Version, mended.Minutes = 6, 630
	for name, order := range map[string][]Work{
		"in order": {first, mended}, "late": {mended, first}, "repeated": {first, mended, first, mended, mended},
	} {
		f := NewFold()
		var changed [][]Group
		for _, w := range order {
			changed = append(changed, f.ApplyWork(w))
		}
		if got := f.Figures(first.Group(), noon)[Last28d].Worked; got != (Worked{OwnBank: 630}) {
			t.Errorf("%s: %+v", name, got)
		}
		if !slices.Equal(changed[0], []Group{first.Group()}) || name != "in order" && changed[len(changed)-1] != nil {
			t.Errorf("%s: changed groups %v", name, changed)
		}
		f.Forget(noon.Add(-time.Hour))
		if got := f.Figures(first.Group(), noon)[Last28d]; got != (Figures{}) {
			t.Errorf("%s: forgotten hours count %+v", name, got)
		}
	}
}

func TestHoursThatCannotBeCountedAreRefused(t *testing.T) {
	t.Parallel()
	if err := work(0, 1, "own_bank", 0).Validate(); err != nil {
		t.Fatalf("nought hours are refused: %v", err)
	}
	for rule, breakIt := range map[string]func(*Work){
		"no booking":     func(w *Work) { w.Booking = id.Nil },
		"no version":     func(w *Work) { w.Version = 0 },
		"no employer":    func(w *Work) { w.Employer = "" },
		"no staff group": func(w *Work) { w.StaffGroup = "" },
		"no start":       func(w *Work) { w.StartsAt = time.Time{} },
		"negative hours": func(w *Work) { w.Minutes = -1 },
		"an agency":      func(w *Work) { w.Channel = "framework_agency" },
	} {
		w := work(0, 1, "own_bank", 660)
		breakIt(&w)
		if w.Validate() == nil {
			t.Errorf("%s: counted", rule)
		}
	}
}
