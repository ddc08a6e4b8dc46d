package deployments_test

import (
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/auth"
)

// The day of the merger: RPA and RWF become R1K at midnight in London of 1 April 2026, which is 23:00 UTC. RVV has an agreement
// with RPA that RPA signed in its own name.
func TestOnTheDayOfAMergerWhatAPredecessorSignedBindsTheSuccessor(t *testing.T) {
	t.Parallel()
	w := start(t)
	w.merge()
	w.inForce(nil)
	london := func(day, hour, minute int) time.Time { return time.Date(2026, 4, day, hour-1, minute, 0, 0, time.UTC) }
	for name, tc := range map[string]struct {
		home, host, site string
		starts           time.Time
		hours            time.Duration
		reason           string
	}{
		"a night across the midnight of the merger":      {"RVV", "RPA", "RPA01", london(0, 19, 30), 12, ""},
		"a night after it, under the new code":           {"RVV", "R1K", "RPA01", london(1, 19, 30), 12, ""},
		"a night after it, still under the old code":     {"RVV", "RPA", "RPA01", london(1, 19, 30), 12, ""},
		"from the very midnight under the new code":      {"RVV", "R1K", "RPA01", startOfApril, 8, ""},
		"a minute before under the new code":             {"RVV", "R1K", "RPA01", startOfApril.Add(-time.Minute), 8, "AGREEMENT_NONE"},
		"at a site of the other predecessor, afterwards": {"RVV", "R1K", "RWF01", london(2, 7, 30), 12, ""},
		"at a site of the other predecessor, before":     {"RVV", "RWF", "RWF01", london(0, 7, 30), 12, "AGREEMENT_NONE"},
		"the successor lends":                            {"R1K", "RVV", "RVV01", london(2, 7, 30), 12, ""},
		"a worker still under the other old code":        {"RWF", "RVV", "RVV01", london(2, 7, 30), 12, ""},
		"between the two that have become one":           {"RWF", "RPA", "RPA01", london(2, 7, 30), 12, "AGREEMENT_NONE"},
	} {
		b := w.booking(func(b *shifts.BookingState) {
			b.HomeEmployer, b.HostEmployer, b.Site = tc.home, tc.host, tc.site
			b.StartsAt, b.EndsAt = tc.starts, tc.starts.Add(tc.hours*time.Hour)
		})
		w.request(b)
		want := "authorised"
		if tc.reason != "" {
			want = "refused"
		}
		d, _ := w.await(b, want)
		if tc.reason != "" && (len(d.Reasons) != 1 || d.Reasons[0].Code != tc.reason) {
			t.Errorf("%s: %+v", name, d.Reasons)
		}
		if d.HomeEmployer != tc.home || d.HostEmployer != tc.host {
			t.Errorf("%s: the answer names whom the booking names: %+v", name, d)
		}
	}
}

// An employer that closes and that nobody follows leaves its agreements behind it.
func TestNothingReachesBeyondAnEmployerThatClosesForGood(t *testing.T) {
	t.Parallel()
	w := start(t)
	w.Clock.Set(time.Date(2026, 3, 30, 8, 45, 0, 0, time.UTC))
	w.register()
	w.inForce(nil)
	w.must(204, lead(), "POST", "/sites/RPA01/close", map[string]any{"on": "2026-04-01"})
	w.must(204, lead(), "POST", "/employers/RPA/close", map[string]any{"on": "2026-04-01"})
	late := w.booking(func(b *shifts.BookingState) { b.StartsAt, b.EndsAt = startOfApril.Add(-11*time.Hour), startOfApril })
	w.request(late)
	w.await(late, "authorised")
	night := w.booking(func(b *shifts.BookingState) {
		b.StartsAt, b.EndsAt = startOfApril.Add(-4*time.Hour), startOfApril.Add(8*time.Hour)
	})
	w.request(night)
	if d, _ := w.await(night, "refused"); d.Reasons[0].Code != "AGREEMENT_ENDS" {
		t.Errorf("%+v", d.Reasons)
	}
}

func TestWhoHasClosedIsInNoChoiceAndItsSuccessorIsCoveredByWhatItSigned(t *testing.T) {
	t.Parallel()
	w := start(t)
	w.merge()
	w.inForce(nil) // RVV and RPA, which R1K follows.
	var got struct {
		Coverage []struct {
			A, B       string
			Agreements []struct{ Title string }
		}
	}
	read := func() (out map[string]int) {
		t.Helper()
		got.Coverage = nil
		w.must(200, lead(), "GET", "/coverage", nil).into(t, &got)
		out = map[string]int{}
		for _, c := range got.Coverage {
			out[c.A+" "+c.B] += len(c.Agreements)
		}
		return out
	}
	if before := read(); before["RPA RVV"] == 0 || before["R1K RVV"] != 0 {
		t.Errorf("before the merger: %v", before)
	}
	w.Clock.Set(startOfApril)
	after := read()
	if _, still := after["RPA RVV"]; still || after["R1K RVV"] == 0 || len(after) != 1 {
		t.Errorf("after it: %v", after)
	}
	form := func(path string) string {
		t.Helper()
		return w.text(person("RVV", auth.Approve, auth.Executive), path)
	}
	if page := form("/agreements/new?template=home_pays"); !strings.Contains(page, `value="R1K"`) || strings.Contains(page, `value="RWF"`) {
		t.Error("a draft with an employer that has closed")
	}
}
