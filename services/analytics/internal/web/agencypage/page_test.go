package agencypage_test

import (
	"strings"
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
	"github.com/muster-ics/muster/services/analytics/internal/web/agencypage"
)

func TestEachAgencyShiftHasItsTermsItsApprovalsAndItsProof(t *testing.T) {
	t.Parallel()
	stories := agencypage.Stories()
	p := pagetest.Render(t, stories[0].Component, stories[0].Principal)
	p.Has("summary", "Agencies fill 2 shifts for £968.00: 1 off framework, 1 above the price cap. The bank had its time first for 1; 1 was let in early by a named override.")
	p.Has("saved", "Bank workers took 1 shift back", "£154.00")
	p.Has("agency-employer", "East Kent Hospitals", "£968.00", "50%")
	rows := p.All("agency-shift")
	if len(rows) != 3 {
		t.Fatalf("%d shifts", len(rows))
	}
	for i, want := range [][]string{
		{"William Harvey Hospital, Kings a", "RM6281", "cap £38.00", "Yes", "The bank had until 9 Mar, 09:00; filled 9 Mar, 15:00.", "None needed"},
		{"Synthetic Rescue", "Off framework", "Above the cap", "No, by override", "An executive approved an off-framework agency: patient safety.", "agency approver allowed a charge above the cap: patient safety."},
		{"in place of Synthetic Staffing", "£34.00 by the agency", "The bank has it"},
	} {
		for _, part := range want {
			if !strings.Contains(rows[i], part) {
				t.Errorf("shift %d does not say %q: %s", i+1, part, rows[i])
			}
		}
	}
}

func TestTheListIsNarrowedAndWhatMustNotBeIsSaid(t *testing.T) {
	t.Parallel()
	stories := agencypage.Stories()
	if n := len(pagetest.Render(t, stories[1].Component, stories[1].Principal).All("agency-shift")); n != 1 {
		t.Errorf("%d shifts needed an approval", n)
	}
	pagetest.Render(t, stories[2].Component, stories[2].Principal).Has("notice", "For 1 shift there is no proof that the bank came first.")
	p := pagetest.Render(t, stories[3].Component, stories[3].Principal)
	p.Has("summary", "Agencies fill none of the shifts of these days.")
	p.Has("agency-shifts", "There are no such shifts in these days.")
	pagetest.Render(t, stories[4].Component, stories[4].Principal).Has("error-summary", "Choose one of the kinds of the list.")
}
