package analytics_test

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/testkit"
	module "github.com/muster-ics/muster/services/analytics"
)

// employersOf is the codes of the cells of a message that tells everything.
func employersOf(t testing.TB, m message) []string {
	t.Helper()
	var r report
	if err := json.Unmarshal([]byte(m.data), &r); err != nil {
		t.Fatalf("%s: %v", m.data, err)
	}
	codes := map[string]bool{}
	for _, c := range r.Cells {
		codes[c.Employer] = true
	}
	return slices.Sorted(maps.Keys(codes))
}

// until waits for a message that tells everything of these employers.
func until(t testing.TB, ch <-chan message, want ...string) message {
	t.Helper()
	for {
		m := next(t, ch)
		if m.name != "reset" {
			continue
		}
		if got := employersOf(t, m); slices.Equal(got, want) {
			return m
		}
	}
}

// Streams that were opened before a merger was so much as recorded follow it at its midnight, twice, and whoever comes back with a
// place from before begins anew.
func TestAStreamFollowsAMergerAtItsMidnight(t *testing.T) {
	t.Parallel()
	h := testkit.Start(t, module.Module)
	h.Clock.Set(time.Date(2026, 3, 31, 7, 0, 0, 0, time.UTC))
	const path = "/api/analytics/v1/fill-rates/stream?window=next_14d"
	theirs, stop := listen(t, h, staffOf("RPA"), path, "")
	defer stop()
	screen, stopScreen := listen(t, h, staffOf("RPA"), "/fill-rate/stream?window=next_14d", "")
	defer stopScreen()
	other, stopOther := listen(t, h, staffOf("RVV"), path, "")
	defer stopOther()
	next(t, theirs)
	next(t, other)
	merger := merges(t, h)
	for _, ods := range []string{"RPA", "RWF", "R1K", "RVV"} {
		ask(h, ods, merger.Add(20*time.Hour).Sub(h.Clock.Now())).posted(t, h)
	}
	first := next(t, theirs)
	for first.name != "fill_rate" || !strings.Contains(first.data, `"RPA"`) {
		first = next(t, theirs)
	}
	h.Clock.Set(merger.Add(-time.Second))
	testkit.Await(t, soon, "everything is heard", func() bool { return rates(t, h, lead, "").Events == 2*2+2*2+2+4 })
	again, stopAgain := listen(t, h, staffOf("RPA"), path, "")
	if got := employersOf(t, next(t, again)); !slices.Equal(got, []string{"RPA"}) {
		t.Errorf("a second before the stream tells of %v", got)
	}
	stopAgain()

	h.Clock.Set(merger)
	all := []string{"R1K", "RPA", "RWF"}
	until(t, theirs, all...)
	for {
		if m := next(t, screen); strings.Contains(m.data, "Employer RWF") {
			break
		}
	}
	late, stopLate := listen(t, h, staffOf("RPA"), path, first.id)
	defer stopLate()
	until(t, late, all...)
	ask(h, "RWF", 20*time.Hour).posted(t, h)
	for m := next(t, theirs); m.name != "fill_rate" || !strings.Contains(m.data, `"RWF"`); m = next(t, theirs) { //nolint:revive // until it is told
	}

	second := merger.Add(10 * time.Hour)
	h.Clock.Set(second.Add(-time.Second))
	followedBy(t, h, "R1K", "R2K", merger, second)
	ask(h, "R2K", 20*time.Hour).posted(t, h)
	testkit.Await(t, soon, "the second merger is heard", func() bool { return rates(t, h, lead, "").Events == 2*2+2*2+2+4+1+4+1 })
	h.Clock.Set(second)
	until(t, theirs, "R1K", "R2K", "RPA", "RWF")

	for done := false; !done; {
		select {
		case m := <-other:
			if m.name == "reset" || strings.Contains(m.data, `"RPA"`) {
				t.Errorf("another employer's stream says %+v", m)
			}
		default:
			done = true
		}
	}
}
