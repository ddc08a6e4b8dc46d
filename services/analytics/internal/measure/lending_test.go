package measure_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/muster-ics/muster/services/analytics/internal/fact"
	"github.com/muster-ics/muster/services/analytics/internal/measure"
)

func TestWhatIsLentAndBorrowedIsToldWhereItShowsNoFlowOfFewPeople(t *testing.T) {
	t.Parallel()
	var facts []fact.Fact
	lend := func(home, host string, workers int) {
		for i := range workers {
			f, err := fact.New(fmt.Sprintf("%s-%s-%d", home, host, i), 1, fact.Booking{
				ShiftID: "s", WorkerID: fmt.Sprintf("%s-%d-%s", home, i, host), HomeEmployer: home, HostEmployer: host, StaffGroup: "clinical_support",
				StartsAt: time.Date(2026, 3, 10, 8, 0, 0, 0, time.UTC), NetMinutes: 60, Channel: "collaborative_bank", Status: "confirmed",
			})
			if err != nil {
				t.Fatal(err)
			}
			facts = append(facts, f)
		}
	}
	lend("RVV", "RWF", 6)
	lend("RVV", "RPA", 2) // Beside the six, what RVV lends would tell of these two.
	lend("RPA", "RWF", 3)
	lend("RPA", "RN7", 4)
	want := map[string]measure.Lending{
		"RVV": {Employer: "RVV", FewLent: true},
		"RPA": {Employer: "RPA", Lent: 7 * 60, FewHad: true}, // Seven people over two hosts: neither flow follows.
		"RWF": {Employer: "RWF", FewHad: true},
		"RN7": {Employer: "RN7", FewHad: true},
	}
	for _, l := range measure.LendingFor(nil, facts) {
		if l != want[l.Employer] {
			t.Errorf("a lead is told %+v, want %+v", l, want[l.Employer])
		}
	}
	for _, l := range measure.LendingFor(measure.Viewer{"RPA"}, facts) {
		if l.Employer == "RPA" && (l.FewHad || l.Borrowed != 120 || l.Lent != 420) {
			t.Errorf("its own people are told %+v", l)
		}
	}
}
