package view_test

import (
	"strings"
	"testing"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/services/passports/internal/web/view"
)

func TestStaffAreToldOfTheWorkerAndNotOfThemselves(t *testing.T) {
	t.Parallel()
	told := []reason.Reason{{Code: "CONSENT_MISSING", Message: "You have not said yes.", Fix: "Open Share my passport."}, {Code: "DBS_LEVEL", Message: "It is too low."}}
	staff := view.ForStaff(told, "RWF")
	for _, r := range staff {
		if strings.Contains(r.Message+r.Fix, "You ") {
			t.Errorf("%s speaks to the worker: %s", r.Code, r.Message)
		}
	}
	if !strings.Contains(staff[0].Fix, "RWF") || staff[1].Message != told[1].Message || told[0].Message != "You have not said yes." {
		t.Errorf("not the words for staff, or the worker's words changed: %+v", staff)
	}
}

func TestClaimsAreShownAsPeopleWriteThem(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]string{"2025-09-13": "13 September 2025", "not_fit": "not fit", "satisfied": "satisfied", "NMC": "NMC", "Synthetic-010": "Synthetic-010", "2025-02-30": "2025-02-30"} {
		if got := view.Value(value); got != want {
			t.Errorf("%s is shown as %q, want %q", value, got, want)
		}
	}
	if got := view.Kind("check.dbs"); got != "Criminal record (DBS)" {
		t.Errorf("a credential is called %q", got)
	}
}
