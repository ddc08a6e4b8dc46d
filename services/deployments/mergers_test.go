package deployments_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/muster-ics/muster/events"
	contracts "github.com/muster-ics/muster/events/deployments"
	"github.com/muster-ics/muster/pkg/auth"
)

// startOfApril is midnight in London of 1 April 2026: the clocks have gone forward three days before.
var startOfApril = time.Date(2026, 3, 31, 23, 0, 0, 0, time.UTC)

type lifeOfEmployer struct {
	ODS, Name    string
	Version      int64
	ClosedAt     *time.Time `json:"closed_at"`
	SucceededBy  string     `json:"succeeded_by"`
	Predecessors []string
	Memberships  []struct {
		ICS   string
		Since time.Time
		Until *time.Time
	}
}

type moved struct {
	Employer, Site, To string
	Exact, Member      bool
}

// merge registers R1K, a trust of 1 April 2026, and lets it follow RPA and RWF, at a quarter to ten of 30 March.
func (w *world) merge() {
	w.t.Helper()
	w.Clock.Set(time.Date(2026, 3, 30, 8, 45, 0, 0, time.UTC))
	w.register()
	next := employerBody("R1K", "acute")
	next["since"] = startOfApril
	w.must(201, lead(), "POST", "/employers", next)
	w.must(204, lead(), "POST", "/mergers", map[string]any{"successor": "R1K", "predecessors": []string{"RWF", "RPA"}, "on": "2026-04-01"})
}

func (w *world) life(ods string) (l lifeOfEmployer) {
	w.t.Helper()
	w.must(200, worker("RVV"), "GET", "/employers/"+ods, nil).into(w.t, &l)
	return l
}

// site is how a site is told at a version of it.
func (w *world) site(ods string, version int64) (s contracts.SiteState) {
	w.t.Helper()
	env := w.heard.Await(w.t, wait, func(e events.Envelope) bool {
		return e.Type == "muster.deployments.site.registered.v1" && e.AggregateID == ods && e.AggregateVersion == version
	})
	var told contracts.SiteRegisteredV1
	if err := json.Unmarshal(env.Data, &told); err != nil {
		w.t.Fatal(err)
	}
	return told.Site
}

func TestAMergerIsRecordedAheadAndHappensAtMidnightInLondon(t *testing.T) {
	t.Parallel()
	w := start(t)
	w.merge()
	for _, ods := range []string{"RPA", "RWF"} {
		got := w.life(ods)
		if got.ClosedAt == nil || !got.ClosedAt.Equal(startOfApril) || got.SucceededBy != "R1K" || got.Version != 2 ||
			got.Memberships[0].Until == nil || !got.Memberships[0].Until.Equal(startOfApril) {
			t.Errorf("%s: %+v", ods, got)
		}
		w.heard.Await(t, wait, func(e events.Envelope) bool {
			return e.Type == "muster.deployments.employer.succeeded.v1" && e.AggregateID == ods && e.AggregateVersion == 2
		})
		w.heard.Await(t, wait, func(e events.Envelope) bool {
			return e.Type == "muster.deployments.membership.changed.v1" && e.AggregateID == ods && e.AggregateVersion == 2
		})
	}
	if got := w.life("R1K"); len(got.Predecessors) != 2 || got.Predecessors[0] != "RPA" || got.ClosedAt != nil {
		t.Errorf("successor: %+v", got)
	}
	if s := w.site("RPA01", 2); s.Employer != "RPA" || len(s.Owners) != 2 || s.Owners[1].Employer != "R1K" || !s.Owners[1].From.Equal(startOfApril) {
		t.Errorf("told ahead: %+v", s)
	}
	for day, want := range map[string]int{"2026-03-31": 3, "2026-04-01": 2, "2022-06-30": 0} {
		var list struct {
			Employers, Sites []struct{ ODS, Employer string }
		}
		w.must(200, lead(), "GET", "/employers?as_at="+day, nil).into(t, &list)
		w.must(200, lead(), "GET", "/sites?employer=R1K&as_at="+day, nil).into(t, &list)
		sites := 0
		if day == "2026-04-01" {
			sites = 2
		}
		if len(list.Employers) != want || len(list.Sites) != sites {
			t.Errorf("as at %s: %+v", day, list)
		}
	}
	// On the day the sites are told anew, once each.
	w.Clock.Set(startOfApril)
	if s := w.site("RPA01", 3); s.Employer != "R1K" {
		t.Errorf("told on the day: %+v", s)
	}
	if s := w.site("RWF01", 3); s.Employer != "R1K" {
		t.Errorf("told on the day: %+v", s)
	}
}

func TestFiguresAreRestatedBothWays(t *testing.T) {
	t.Parallel()
	w := start(t)
	w.merge()
	// A code that replaces another from the day of the merger on.
	next := siteBody("A1B2C", "R1K")
	next["opens_on"], next["replaces"] = "2026-04-01", "RWF01"
	w.must(409, lead(), "POST", "/sites", next) // RWF01 goes to R1K that very day: one of the two must be said first.
	var got struct {
		OldToNew []moved `json:"old_to_new"`
		NewToOld []moved `json:"new_to_old"`
	}
	w.must(200, worker("RVV"), "GET", "/footprints?old=2026-03-31&new=2026-04-01", nil).into(t, &got)
	check := func(way string, all []moved, want map[moved]bool) {
		t.Helper()
		if len(all) != len(want) {
			t.Errorf("%s: %d of %d: %+v", way, len(all), len(want), all)
		}
		for _, m := range all {
			if !want[m] {
				t.Errorf("%s: %+v", way, m)
			}
		}
	}
	check("old to new", got.OldToNew, map[moved]bool{
		{"RPA", "", "R1K", true, true}: true, {"RPA", "RPA01", "R1K", true, true}: true,
		{"RWF", "", "R1K", true, true}: true, {"RWF", "RWF01", "R1K", true, true}: true,
		{"RVV", "", "RVV", true, true}: true, {"RVV", "RVV01", "RVV", true, true}: true,
	})
	check("new to old", got.NewToOld, map[moved]bool{
		{"R1K", "", "R1K", false, false}: true, {"R1K", "RPA01", "RPA", true, true}: true, {"R1K", "RWF01", "RWF", true, true}: true,
		{"RVV", "", "RVV", true, true}: true, {"RVV", "RVV01", "RVV", true, true}: true,
	})
	w.must(422, lead(), "GET", "/footprints?old=2026-03-31", nil)
	w.must(422, lead(), "GET", "/footprints?old=31.3.2026&new=2026-04-01", nil)
}

func TestASiteGetsANewCode(t *testing.T) {
	t.Parallel()
	w := start(t)
	w.Clock.Set(time.Date(2026, 3, 30, 8, 45, 0, 0, time.UTC))
	w.register()
	next := siteBody("A1B2C", "RVV")
	next["replaces"] = "RWF01"
	w.must(422, lead(), "POST", "/sites", next) // from when?
	next["opens_on"] = "2026-04-01"
	w.must(201, lead(), "POST", "/sites", next)
	w.must(200, lead(), "POST", "/sites", next)
	next["replaces"] = "RPA01"
	w.must(409, lead(), "POST", "/sites", next)
	if s := w.site("RWF01", 2); s.Owners[0].Until == nil || !s.Owners[0].Until.Equal(startOfApril) {
		t.Errorf("the old code: %+v", s)
	}
	if s := w.site("A1B2C", 1); s.Replaces != "RWF01" || !s.Owners[0].From.Equal(startOfApril) {
		t.Errorf("the new code: %+v", s)
	}
}

func TestWhatNoRegisterCanHoldIsRefusedAndChangesNothing(t *testing.T) {
	t.Parallel()
	w := start(t)
	w.merge()
	for name, tc := range map[string]struct {
		want       int
		path, code string
		body       map[string]any
	}{
		"a second merger of one":        {409, "/mergers", "employer_closed", map[string]any{"successor": "RVV", "predecessors": []string{"RPA"}, "on": "2026-05-01"}},
		"one that follows itself":       {422, "/mergers", "merger_invalid", map[string]any{"successor": "RVV", "predecessors": []string{"RVV"}, "on": "2026-05-01"}},
		"a circle":                      {409, "/mergers", "successor_closed", map[string]any{"successor": "RPA", "predecessors": []string{"R1K"}, "on": "2026-05-01"}},
		"a successor nobody knows":      {422, "/mergers", "merger_invalid", map[string]any{"successor": "RX1", "predecessors": []string{"RVV"}, "on": "2026-05-01"}},
		"a successor that is no member": {409, "/mergers", "successor_not_member", map[string]any{"successor": "R1K", "predecessors": []string{"RVV"}, "on": "2026-03-31"}},
		"no day":                        {422, "/mergers", "", map[string]any{"successor": "R1K", "predecessors": []string{"RVV"}, "on": "2026-02-30"}},
		"to join twice":                 {409, "/employers/RVV/join", "member_already", map[string]any{"on": "2026-04-01"}},
		"to join after the end":         {409, "/employers/RPA/join", "employer_closed", map[string]any{"on": "2026-04-01"}},
		"to leave before joining":       {409, "/employers/RVV/leave", "not_member", map[string]any{"on": "2022-01-01"}},
		"to close with a site":          {409, "/employers/RVV/close", "site_remains", map[string]any{"on": "2026-05-01"}},
		"to give a site to the closed":  {409, "/sites/RVV01/move", "employer_closed", map[string]any{"on": "2026-04-01", "employer": "RPA"}},
		"to give a site to its owner":   {409, "/sites/RVV01/move", "owner_already", map[string]any{"on": "2026-04-01", "employer": "RVV"}},
		"to give a site to nobody":      {422, "/sites/RVV01/move", "employer_unknown", map[string]any{"on": "2026-04-01", "employer": "RX1"}},
		"to move what moves later":      {409, "/sites/RPA01/move", "moves_later", map[string]any{"on": "2026-03-31", "employer": "RVV"}},
		"an employer that is not there": {404, "/employers/RX1/rename", "employer_not_found", map[string]any{"name": "X", "kind": "acute"}},
		"a name of two lines":           {422, "/employers/RVV/rename", "", map[string]any{"name": "a\nb", "kind": "acute"}},
		"a site that is not there":      {404, "/sites/RX101/close", "site_not_found", map[string]any{"on": "2026-04-01"}},
	} {
		got := w.call(lead(), "POST", base+tc.path, body(t, tc.body))
		if got.status != tc.want || tc.code != "" && got.code(t) != tc.code {
			t.Errorf("%s: %d %s", name, got.status, got.raw)
		}
	}
	for _, who := range []auth.Principal{person("RVV", auth.Approve, auth.Executive), worker("RVV"), {Subject: "auditor", Role: auth.Auditor, ICS: "QKS"}} {
		w.must(403, who, "POST", "/mergers", map[string]any{"successor": "R1K", "predecessors": []string{"RVV"}, "on": "2026-05-01"})
		w.must(403, who, "POST", "/employers/RVV/leave", map[string]any{"on": "2026-05-01"})
		w.must(403, who, "POST", "/sites/RVV01/close", map[string]any{"on": "2026-05-01"})
	}
	if got := w.life("RVV"); got.Version != 1 {
		t.Errorf("changed: %+v", got)
	}
}

func TestMembershipIsDated(t *testing.T) {
	t.Parallel()
	w := start(t)
	w.register()
	w.must(204, lead(), "POST", "/employers/RVV/leave", map[string]any{"on": "2026-04-01"})
	w.must(409, lead(), "POST", "/employers/RVV/leave", map[string]any{"on": "2026-04-01"})
	w.must(409, lead(), "POST", "/employers/RVV/join", map[string]any{"on": "2026-03-31"})
	w.must(204, lead(), "POST", "/employers/RVV/join", map[string]any{"on": "2026-10-25"})
	got := w.life("RVV")
	if len(got.Memberships) != 2 || !got.Memberships[0].Until.Equal(startOfApril) ||
		!got.Memberships[1].Since.Equal(time.Date(2026, 10, 24, 23, 0, 0, 0, time.UTC)) || got.Memberships[1].Until != nil {
		t.Errorf("%+v", got)
	}
	w.must(204, lead(), "POST", "/employers/RVV/rename", map[string]any{"name": "East Kent", "kind": "community"})
	w.must(204, lead(), "POST", "/employers/RVV/rename", map[string]any{"name": "East Kent", "kind": "community"})
	if got := w.life("RVV"); got.Name != "East Kent" || got.Version != 4 {
		t.Errorf("%+v", got)
	}
	w.must(204, lead(), "POST", "/sites/RVV01/close", map[string]any{"on": "2027-01-01"})
	w.must(204, lead(), "POST", "/employers/RVV/close", map[string]any{"on": "2027-01-01"})
	if got := w.life("RVV"); got.ClosedAt == nil || got.SucceededBy != "" || got.Memberships[1].Until == nil {
		t.Errorf("closed: %+v", got)
	}
}
