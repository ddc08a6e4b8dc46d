package shifts_test

import (
	"strings"
	"sync"
	"testing"

	"github.com/muster-ics/muster/events"
	es "github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/auth"
)

type employersPolicy struct {
	Employer, Kind, Title string
	Version               int64
	Default               bool
	Settings              map[string]any
}

func TestAnEmployerDecidesForItselfAndTheOthersHear(t *testing.T) {
	t.Parallel()
	w := start(t)
	executive := staff(host, auth.Executive)
	got := w.must(200, staff(host), "GET", "/policies/approval", nil)
	var p employersPolicy
	got.into(t, &p)
	if !p.Default || p.Version != 0 || p.Settings["required"] != "never" || got.header.Get("ETag") != `"0"` {
		t.Fatalf("before anything is decided: %+v, %s", p, got.header.Get("ETag"))
	}

	got = w.must(200, executive, "PUT", "/policies/approval", `{"required":"when","rate_above_pence":2500}`, header("If-Match", `"0"`), header("Content-Type", "application/json"))
	got.into(t, &p)
	if p.Default || p.Version != 1 || p.Settings["rate_above_pence"] != 2500.0 || got.header.Get("ETag") != `"1"` {
		t.Fatalf("after the change: %+v", p)
	}
	env := w.await("muster.shifts.policy.changed.v1", host+"_approval")
	ev, err := events.Open(env)
	if e, ok := ev.(es.PolicyChangedV1); err != nil || !ok || e.Policy.Kind != "approval" || !strings.Contains(string(e.Policy.Settings), `"lead_under_hours":0`) {
		t.Errorf("told: %s, %v", env.Data, err)
	}
	if env.ODS() != host || env.Actor != executive.Subject || env.AggregateVersion != 1 {
		t.Errorf("told as %+v", env)
	}

	var all struct{ Policies []employersPolicy }
	w.must(200, lead(), "GET", "/policies?employer="+host, nil).into(t, &all)
	if len(all.Policies) < 2 || all.Policies[0].Version != 1 || all.Policies[1].Version != 0 {
		t.Errorf("the list: %+v", all)
	}
	w.must(200, staff(other), "GET", "/policies/approval", nil).into(t, &p)
	if !p.Default {
		t.Errorf("another employer has the policy too: %+v", p)
	}
	w.must(200, lead(), "GET", "/policies/approval?employer="+host, nil).into(t, &p)
	if p.Employer != host || p.Version != 1 {
		t.Errorf("a lead reads %+v, want the employer's that was asked for", p)
	}
	if got := w.call(staff(other), "GET", base+"/policies/approval?employer="+host, nil); got.status != 404 {
		t.Errorf("another employer reads the policy: %d", got.status)
	}
}

func TestAPolicyIsNotChangedByWhatCannotBe(t *testing.T) {
	t.Parallel()
	w := start(t)
	executive, json := staff(host, auth.Executive), header("Content-Type", "application/json")
	first := header("If-Match", `"0"`)
	for name, c := range map[string]struct {
		who    auth.Principal
		path   string
		body   string
		opts   []option
		status int
		code   string
	}{
		"without the duty":           {staff(host), "/policies/approval", `{"required":"always"}`, []option{first}, 403, "not_allowed"},
		"a lead":                     {lead(), "/policies/approval", `{"required":"always"}`, []option{first}, 403, "not_allowed"},
		"a worker":                   {nurse(host), "/policies/approval", `{"required":"always"}`, []option{first}, 403, "not_allowed"},
		"no such kind":               {executive, "/policies/moods", `{}`, []option{first}, 404, "not_found"},
		"no If-Match":                {executive, "/policies/approval", `{"required":"always"}`, nil, 428, "if_match_missing"},
		"a version there is not yet": {executive, "/policies/approval", `{"required":"always"}`, []option{header("If-Match", `"3"`)}, 412, "stale"},
		"a choice there is not":      {executive, "/policies/approval", `{"required":"maybe"}`, []option{first}, 422, "invalid_input"},
		"an unknown setting":         {executive, "/policies/approval", `{"required":"always","why":"x"}`, []option{first}, 422, "invalid_input"},
		"a list":                     {executive, "/policies/approval", `[1]`, []option{first}, 422, "invalid_input"},
	} {
		got := w.call(c.who, "PUT", base+c.path, c.body, append(c.opts, json)...)
		if got.status != c.status || got.problem(t).Code != c.code {
			t.Errorf("%s: %d %s", name, got.status, got.raw)
		}
	}
	if got := w.call(nurse(host), "GET", base+"/policies", nil); got.status != 403 {
		t.Errorf("a worker reads policies: %d", got.status)
	}
	if got := w.call(staff(host), "GET", base+"/policies?employer="+other, nil); got.status != 404 {
		t.Errorf("another employer's policies: %d", got.status)
	}
	var n int
	if err := w.DB.Pool.QueryRow(t.Context(), "select count(*) from policies").Scan(&n); err != nil || n != 0 {
		t.Errorf("%d policies are kept, %v", n, err)
	}
}

func TestTwoWhoChangeTheSamePolicyAtOnceDoNotBothWin(t *testing.T) {
	t.Parallel()
	w := start(t)
	var group sync.WaitGroup
	answers := make(chan int, 8)
	for range cap(answers) {
		group.Go(func() {
			a, err := w.try(staff(host, auth.Executive), "PUT", base+"/policies/urgency", `{"urgent_under_hours":12}`, header("If-Match", `"0"`), header("Content-Type", "application/json"))
			if err != nil {
				t.Error(err)
			}
			answers <- a.status
		})
	}
	group.Wait()
	close(answers)
	won := 0
	for status := range answers {
		if status == 200 {
			won++
		} else if status != 412 {
			t.Errorf("a loser is answered %d", status)
		}
	}
	if won != 1 {
		t.Errorf("%d of the changes won", won)
	}
}
