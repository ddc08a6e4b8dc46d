package analytics_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/testkit"
	module "github.com/muster-ics/muster/services/analytics"
)

// From the day on people read one line for the heir, with its parts named and their figures among its own; no total changes, and
// the answers of the API keep the codes of the record.
func TestPeopleReadOneLineForTheHeirWithItsParts(t *testing.T) {
	t.Parallel()
	h := testkit.Start(t, module.Module)
	merger := merges(t, h)
	in := merger.Add(20 * time.Hour).Sub(h.Clock.Now())
	ask(h, "RPA", in).posted(t, h).filled(t, h, shifts.OwnBank)
	for _, ods := range []string{"RWF", "R1K", "R1K", "RVV"} {
		ask(h, ods, in).posted(t, h)
	}
	testkit.Await(t, soon, "everything is heard", func() bool { return rates(t, h, lead, "").Events == 2*2+2*2+2+6 })
	read := func(who auth.Principal, path string) string {
		t.Helper()
		body, status := page(t, h, who, path)
		if status != http.StatusOK {
			t.Fatalf("%s: %d", path, status)
		}
		return strings.Join(strings.Fields(body), " ")
	}
	lines := func(body string) (out []string) {
		for _, ods := range []string{"RPA", "RWF", "R1K", "RVV"} {
			if strings.Contains(body, fmt.Sprintf("data-testid=%q", "row-"+ods)) {
				out = append(out, ods)
			}
		}
		return out
	}
	const now = "/fill-rate?window=next_72h"
	h.Clock.Set(merger.Add(-time.Second))
	if got := lines(read(lead, now)); len(got) != 4 {
		t.Errorf("a second before there are lines of %v", got)
	}
	before := rates(t, h, lead, "").Totals

	h.Clock.Set(merger)
	body := read(lead, now)
	if got := lines(body); len(got) != 2 || got[0] != "R1K" || got[1] != "RVV" {
		t.Errorf("from the day on there are lines of %v", got)
	}
	for _, want := range []string{"Employer RPA (until 31 March 2026)", "Employer RWF (until 31 March 2026)", "/fill-rate/employers/RPA?window=next_72h"} {
		if !strings.Contains(body, want) {
			t.Errorf("the line does not name %q", want)
		}
	}
	// 660 of 2,640 minutes of the heir are filled, and three of its shifts are not.
	if line := between(body, `data-testid="row-R1K"`, "</tr>"); !strings.Contains(line, ">25%<") || !strings.Contains(line, "3 unfilled") {
		t.Errorf("the heir's line: %s", line)
	}
	after := rates(t, h, lead, "").Totals
	if after.Overall.Minutes != before.Overall.Minutes || after.Overall.Shifts != before.Overall.Shifts || len(after.Employers) != 4 {
		t.Errorf("the totals of the record: %+v, before %+v", after, before)
	}
	for _, who := range []auth.Principal{lead, staffOf("RPA")} {
		if body := read(who, "/fill-rate/employers/R1K?window=next_72h"); !strings.Contains(body, ">Employer R1K</h1>") || !strings.Contains(body, "Employer RWF (until 31 March 2026)") {
			t.Errorf("the heir's page for %s: %s", who.Role, body)
		}
		if body := read(who, "/fill-rate/employers/RPA?window=next_72h"); !strings.Contains(body, ">Employer RPA</h1>") || !strings.Contains(body, "100%") {
			t.Errorf("the part's page for %s", who.Role)
		}
	}
	if body := read(lead, "/fill-rate/pack/today"); strings.Contains(body, "Employer RPA") || !strings.Contains(body, "Employer R1K") {
		t.Error("the morning's call has a line a code")
	}
	read(lead, "/fill-rate/wall")
}

func between(s, from, to string) string {
	_, s, _ = strings.Cut(s, from)
	s, _, _ = strings.Cut(s, to)
	return s
}
