package footprint_test

import (
	"slices"
	"testing"
	"time"

	"github.com/muster-ics/muster/events/deployments"
	"github.com/muster-ics/muster/events/footprint"
)

// Midnight in London of 1 April 2026 is 23:00 UTC of the day before: the clocks went forward three days earlier.
var (
	founded = time.Date(2022, 6, 30, 23, 0, 0, 0, time.UTC)
	merger  = time.Date(2026, 3, 31, 23, 0, 0, 0, time.UTC)
	second  = time.Date(2027, 3, 31, 23, 0, 0, 0, time.UTC)
	before  = merger.Add(-time.Microsecond)
	after   = merger.Add(30 * 24 * time.Hour)
)

func ptr(t time.Time) *time.Time { return &t }

func member(ods string, since time.Time, until *time.Time, by string) deployments.EmployerState {
	return deployments.EmployerState{
		ODS: ods, Name: ods, Kind: "acute", ICS: "QKS", Since: since, ClosedAt: until, SucceededBy: by,
		Memberships: []deployments.Membership{{ICS: "QKS", Since: since, Until: until}},
	}
}

// world: RPA and RN7 become R1K; R1K is followed a year later by R2K; RWF takes in RYY and stays; RVV is left alone.
func world() *footprint.Register {
	return footprint.New([]deployments.EmployerState{
		member("RPA", founded, ptr(merger), "R1K"), member("RN7", founded, ptr(merger), "R1K"),
		member("R1K", merger, ptr(second), "R2K"), member("R2K", second, nil, ""),
		member("RYY", founded, ptr(merger), "RWF"), member("RWF", founded, nil, ""), member("RVV", founded, nil, ""),
		{ODS: "RXY", Name: "told by an older teller", Kind: "acute", ICS: "QKS", Since: founded},
	}, []deployments.SiteState{
		{ODS: "RPA02", Employer: "R1K", Owners: []deployments.Owner{
			{Employer: "RPA", Until: ptr(merger)}, {Employer: "R1K", From: ptr(merger), Until: ptr(second)}, {Employer: "R2K", From: ptr(second)}}},
		// The ward block of Dartford got a new code with its new employer.
		{ODS: "RN707", Employer: "RN7", Owners: []deployments.Owner{{Employer: "RN7", Until: ptr(merger)}}},
		{ODS: "A1B2C", Employer: "R1K", Replaces: "RN707", Owners: []deployments.Owner{
			{Employer: "R1K", From: ptr(merger), Until: ptr(second)}, {Employer: "R2K", From: ptr(second)}}},
		// A new hospital of the merged trust, which no predecessor had.
		{ODS: "Z9Z9Z", Employer: "R1K", Owners: []deployments.Owner{
			{Employer: "R1K", From: ptr(after), Until: ptr(second)}, {Employer: "R2K", From: ptr(second)}}},
		// Sold on the day of the merger by a trust that goes on.
		{ODS: "RVV02", Employer: "RWF", Owners: []deployments.Owner{{Employer: "RVV", Until: ptr(merger)}, {Employer: "RWF", From: ptr(merger)}}},
		{ODS: "RXY03", Employer: "RXY"},
	})
}

func TestFiguresAreRestatedOnTheOldAndTheNewFootprint(t *testing.T) {
	t.Parallel()
	r := world()
	for name, tc := range map[string]struct {
		employer, site string
		at             time.Time
		old, current   string
		oldExact       bool
	}{
		"before the merger, at its site":                    {"RPA", "RPA02", before, "RPA", "R1K", true},
		"before the merger, no site":                        {"RPA", "", before, "RPA", "R1K", true},
		"after the merger, at a site of one predecessor":    {"R1K", "RPA02", after, "RPA", "R1K", true},
		"after the merger, still under the old code":        {"RPA", "RPA02", after, "RPA", "R1K", true},
		"after the merger, at a site with a new code":       {"R1K", "A1B2C", after, "RN7", "R1K", true},
		"before the merger, at the old code of that site":   {"RN7", "RN707", before, "RN7", "R1K", true},
		"after the merger, no site: either may be meant":    {"R1K", "", after, "R1K", "R1K", false},
		"a hospital that neither predecessor had":           {"R1K", "Z9Z9Z", after, "R1K", "R1K", false},
		"the one that took another in, before":              {"RWF", "", before, "RWF", "RWF", true},
		"the one that took another in, after, no site":      {"RWF", "", after, "RWF", "RWF", false},
		"the one that was taken in":                         {"RYY", "", before, "RYY", "RWF", true},
		"a site that was sold":                              {"RVV", "RVV02", before, "RVV", "RWF", true},
		"a site that was sold, afterwards":                  {"RWF", "RVV02", after, "RVV", "RWF", true},
		"an employer that nothing happened to":              {"RVV", "", after, "RVV", "RVV", true},
		"a site and employer of which an older teller told": {"RXY", "RXY03", after, "RXY", "RXY", true},
		"a site that nobody has told of":                    {"RPA", "NOWHERE", before, "RPA", "R1K", true},
	} {
		f := footprint.Figure{Employer: tc.employer, Site: tc.site, At: tc.at}
		if got := r.Restate(f, before); got.Employer != tc.old || got.Exact != tc.oldExact {
			t.Errorf("%s: on the old footprint %+v, want %s %v", name, got, tc.old, tc.oldExact)
		}
		if got := r.Restate(f, after); got.Employer != tc.current || tc.oldExact && !got.Exact {
			t.Errorf("%s: on the new footprint %+v, want %s", name, got, tc.current)
		}
	}
	if got := r.Restate(footprint.Figure{Employer: "RPA", Site: "RPA02", At: before}, second); got != (footprint.Standing{Employer: "R2K", Exact: true}) {
		t.Errorf("two mergers on: %+v", got)
	}
	if got := r.Restate(footprint.Figure{Employer: "R2K", Site: "A1B2C", At: second}, before); got != (footprint.Standing{Employer: "RN7", Exact: true}) {
		t.Errorf("two mergers back: %+v", got)
	}
	if got := r.Restate(footprint.Figure{Employer: "XXX", At: before}, after); got != (footprint.Standing{Employer: "XXX"}) {
		t.Errorf("an employer that nobody has told of: %+v", got)
	}
}

func TestAnHeirStandsFromTheVeryMomentOfTheMerger(t *testing.T) {
	t.Parallel()
	r := world()
	for at, want := range map[time.Time]string{before: "RPA", merger: "R1K", after: "R1K", second: "R2K"} {
		if got := r.Heir("RPA", at); got != want {
			t.Errorf("%s: %s, want %s", at, got, want)
		}
	}
	if got := r.Alias("R1K", merger); !slices.Equal(got, []string{"R1K", "RN7", "RPA"}) {
		t.Errorf("from the merger on: %v", got)
	}
	if got := r.Alias("RPA", before); !slices.Equal(got, []string{"RPA"}) {
		t.Errorf("until the merger: %v", got)
	}
	if r.Member("RPA", "QKS", merger) || !r.Member("RPA", "QKS", before) || !r.Member("R1K", "QKS", merger) || r.Member("R1K", "QKS", before) {
		t.Error("membership passes on at the moment of the merger")
	}
	if r.Member("RVV", "QNX", after) || !r.Member("RXY", "QKS", after) {
		t.Error("membership is of one system, and known from older tellers too")
	}
}

// Whatever was told, an answer comes: a register that another teller broke must not hang the readers.
func TestACircleEnds(t *testing.T) {
	t.Parallel()
	r := footprint.New([]deployments.EmployerState{member("A", founded, ptr(merger), "B"), member("B", founded, ptr(merger), "A")},
		[]deployments.SiteState{
			{ODS: "S1", Employer: "A", Replaces: "S2", Owners: []deployments.Owner{{Employer: "A", From: ptr(after)}}},
			{ODS: "S2", Employer: "A", Replaces: "S1", Owners: []deployments.Owner{{Employer: "A", From: ptr(after)}}},
		})
	for _, f := range []footprint.Figure{{Employer: "A", At: after}, {Employer: "A", Site: "S1", At: after}} {
		if got := r.Restate(f, before); got.Employer == "" {
			t.Errorf("%+v: %+v", f, got)
		}
	}
	if r.Heir("A", after) == "" {
		t.Error("no heir")
	}
}
