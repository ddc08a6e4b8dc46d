package passports_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/testkit"
)

// without gives a copy of the enrolment in which change has replaced something.
func with(change func(enrolment)) enrolment {
	e := nurse()
	change(e)
	return e
}

func part(e enrolment, list string) map[string]any { return e[list].([]any)[0].(map[string]any) }

func TestBadInputIsRefusedByItsPlaceAndChangesNothing(t *testing.T) {
	t.Parallel()
	w := start(t)
	home := verifier("RVV")
	for name, c := range map[string]struct {
		body     any
		status   int
		location string
	}{
		"no name":             {with(func(e enrolment) { e["given_name"] = "" }), 422, "body.given_name"},
		"name missing":        {with(func(e enrolment) { delete(e, "family_name") }), 422, "body"},
		"name of a number":    {with(func(e enrolment) { e["given_name"] = 7 }), 422, "body.given_name"},
		"name too long":       {with(func(e enrolment) { e["given_name"] = strings.Repeat("x", 101) }), 422, "body.given_name"},
		"name with a control": {with(func(e enrolment) { e["given_name"] = "a\u0007b" }), 422, "body.given_name"},
		"email of nothing":    {with(func(e enrolment) { e["email"] = "not an address" }), 422, "body.email"},
		"unknown field":       {with(func(e enrolment) { e["shoe_size"] = 9 }), 422, "body.shoe_size"},
		"no engagement":       {with(func(e enrolment) { e["engagements"] = []any{} }), 422, "body.engagements"},
		"unknown staff group": {with(func(e enrolment) { part(e, "engagements")["staff_group"] = "heroes" }), 422, "body.engagements[0].staff_group"},
		"band of a number":    {with(func(e enrolment) { part(e, "engagements")["band"] = 5 }), 422, "body.engagements[0].band"},
		"end before start":    {with(func(e enrolment) { part(e, "engagements")["until"] = "2019-01-01" }), 422, "body.engagements[0].until"},
		"no date":             {with(func(e enrolment) { part(e, "engagements")["from"] = "soon" }), 422, "body.engagements[0].from"},
		"impossible date":     {with(func(e enrolment) { part(e, "checks")["checked_on"] = "2025-02-30" }), 422, "body.checks[0].checked_on"},
		"year out of reach":   {with(func(e enrolment) { part(e, "checks")["valid_until"] = "9999-12-31" }), 422, "body.checks[0].valid_until"},
		"check in the future": {with(func(e enrolment) { part(e, "checks")["checked_on"] = "2190-01-01" }), 422, "body.checks[0].checked_on"},
		"unknown check":       {with(func(e enrolment) { part(e, "checks")["type"] = "vibes" }), 422, "body.checks[0].type"},
		"number of no form":   {with(func(e enrolment) { part(e, "registrations")["number"] = "12345" }), 422, "body.registrations[0].number"},
		"unknown register":    {with(func(e enrolment) { part(e, "registrations")["body"] = "XYZ" }), 422, "body.registrations[0].body"},
		"unknown status":      {with(func(e enrolment) { part(e, "registrations")["status"] = "splendid" }), 422, "body.registrations[0].status"},
		"unknown subject":     {with(func(e enrolment) { part(e, "competencies")["code"] = "JUGGLING" }), 422, "body.competencies[0].code"},
		"level of nothing":    {with(func(e enrolment) { part(e, "competencies")["level"] = 0 }), 422, "body.competencies[0].level"},
		"null list":           {with(func(e enrolment) { e["engagements"] = nil }), 422, "body.engagements"},
		"a list":              {[]any{}, 422, "body"},
	} {
		t.Run(name, func(t *testing.T) {
			r := w.call(home, http.MethodPost, "/workers", encode(t, c.body))
			if r.status != c.status {
				t.Fatalf("want %d, got %d: %s", c.status, r.status, r.raw)
			}
			p := r.problem(t)
			for _, e := range p.Errors {
				if e.Location == c.location && e.Message != "" {
					return
				}
			}
			t.Errorf("want %s refused, got %s", c.location, r.raw)
		})
	}
	for name, body := range map[string]string{
		"no JSON":        `{"given_name":`,
		"a key twice":    `{"given_name":"a","given_name":"b"}`,
		"too large":      `{"given_name":"` + strings.Repeat("x", 2<<20) + `"}`,
		"nested deeply":  strings.Repeat(`{"a":`, 5000) + "1" + strings.Repeat("}", 5000),
		"nothing at all": ``,
	} {
		if r := w.call(home, http.MethodPost, "/workers", body); r.status < 400 || r.status > 499 {
			t.Errorf("%s: want a 4xx, got %d", name, r.status)
		} else {
			r.problem(t)
		}
	}
	var n int
	if err := w.DB.Pool.QueryRow(t.Context(), "select (select count(*) from workers) + (select count(*) from outbox) + (select count(*) from vault)").Scan(&n); err != nil || n != 0 {
		t.Errorf("something was written: %d, %v", n, err)
	}
}

func TestSeveralFaultsOfOneEnrolmentAreToldTogether(t *testing.T) {
	t.Parallel()
	w := start(t)
	e := nurse()
	e["given_name"] = " "
	part(e, "checks")["type"] = "vibes"
	part(e, "engagements")["band"] = "55"
	p := w.must(422, w.call(verifier("RVV"), http.MethodPost, "/workers", encode(t, e))).problem(t)
	if len(p.Errors) != 3 {
		t.Errorf("want three, got %+v", p.Errors)
	}
}

func TestWhoMayDoWhat(t *testing.T) {
	t.Parallel()
	w := start(t)
	workerID := w.enrol(nurse())
	nobody := auth.Principal{}
	poster := auth.Principal{Subject: "poster", Role: auth.Employer, Employer: "RVV", ICS: testkit.ICS, Duties: []string{auth.Post}}
	lead := auth.Principal{Subject: "lead", Role: auth.Lead, ICS: testkit.ICS, Duties: []string{auth.Verify}}
	other := verifier("RWF")
	decision := "/workers/" + workerID + "/decision?staff_group=nursing_midwifery&role=registered_nurse&band=5&starts_at=2026-12-01T07:30:00Z&ends_at=2026-12-01T20:00:00Z"
	for _, c := range []struct {
		name   string
		who    auth.Principal
		method string
		path   string
		body   string
		want   int
	}{
		{"signed out enrols", nobody, "POST", "/workers", encode(t, nurse()), 401},
		{"a worker enrols", asWorker(workerID), "POST", "/workers", encode(t, nurse()), 403},
		{"without the duty", poster, "POST", "/workers", encode(t, nurse()), 403},
		{"for another employer", other, "POST", "/workers", encode(t, nurse()), 403},
		{"a lead enrols", lead, "POST", "/workers", encode(t, nurse()), 403},
		{"lists another's", other, "GET", "/workers?employer=RVV", "", 403},
		{"a lead lists", lead, "GET", "/workers?employer=RVV", "", 403},
		{"reads another's", other, "GET", "/workers/" + workerID, "", 404},
		{"a worker reads by id", asWorker(workerID), "GET", "/workers/" + workerID, "", 404},
		{"a lead reads", lead, "GET", "/workers/" + workerID, "", 404},
		{"an id of nobody", verifier("RVV"), "GET", "/workers/" + id.New().String(), "", 404},
		{"no id", verifier("RVV"), "GET", "/workers/42", "", 422},
		{"suspends another's", other, "POST", "/workers/" + workerID + "/suspend", `{"why":"conduct"}`, 404},
		{"suspends nobody", verifier("RVV"), "POST", "/workers/" + id.New().String() + "/suspend", `{"why":"conduct"}`, 404},
		{"lifts no hold", verifier("RVV"), "POST", "/workers/" + workerID + "/holds/" + id.New().String() + "/lift", "", 404},
		{"ends no engagement", verifier("RVV"), "POST", "/workers/" + workerID + "/engagements/" + id.New().String() + "/end", `{"until":"2027-01-01"}`, 404},
		{"reinstates the active", verifier("RVV"), "POST", "/workers/" + workerID + "/reinstate", "", 409},
		{"own passport", asWorker(workerID), "GET", "/me", "", 200},
		{"own passport of nobody", asWorker(id.New().String()), "GET", "/me", "", 404},
		{"an employer's own passport", poster, "GET", "/me", "", 404},
		{"own decision", asWorker(workerID), "GET", decision, "", 200},
		{"home's decision", verifier("RVV"), "GET", decision, "", 200},
		{"another's decision", other, "GET", decision, "", 404},
		{"reads a register for another", other, "POST", "/registers/NMC/reads", `{"employer":"RVV"}`, 403},
		{"reads an unknown register", verifier("RVV"), "POST", "/registers/XYZ/reads", `{"employer":"RVV"}`, 422},
		{"reads a register", verifier("RVV"), "POST", "/registers/NMC/reads", `{"employer":"RVV"}`, 201},
	} {
		if r := w.call(c.who, c.method, c.path, c.body); r.status != c.want {
			t.Errorf("%s: want %d, got %d: %s", c.name, c.want, r.status, r.raw)
		}
	}
}

func TestOneKeyEnrolsOneWorker(t *testing.T) {
	t.Parallel()
	w := start(t)
	body, key := encode(t, nurse()), id.New().String()
	first := w.must(201, w.callWith(verifier("RVV"), http.MethodPost, "/workers", body, key))
	again := w.must(201, w.callWith(verifier("RVV"), http.MethodPost, "/workers", body, key))
	if string(first.raw) != string(again.raw) || again.header.Get("Idempotent-Replayed") != "true" {
		t.Errorf("want the same answer, got %s and %s", first.raw, again.raw)
	}
	w.must(422, w.callWith(verifier("RVV"), http.MethodPost, "/workers", strings.Replace(body, canaryGiven, "Other", 1), key))
	w.must(422, w.callWith(verifier("RVV"), http.MethodPost, "/workers", body, ""))
	var n int
	if err := w.DB.Pool.QueryRow(t.Context(), "select count(*) from workers").Scan(&n); err != nil || n != 1 {
		t.Errorf("want one worker, got %d, %v", n, err)
	}
}

func TestAnEmployersWorkersComeInPages(t *testing.T) {
	t.Parallel()
	w := start(t)
	want := map[string]bool{}
	for range 5 {
		want[w.enrol(nurse())] = true
	}
	after := ""
	for pages := 0; ; pages++ {
		var page struct {
			Workers []struct {
				WorkerID  string `json:"worker_id"`
				GivenName string `json:"given_name"`
			}
			Next string
		}
		w.must(200, w.call(verifier("RVV"), http.MethodGet, "/workers?employer=RVV&limit=2&after="+after, "")).into(t, &page)
		for _, one := range page.Workers {
			if !want[one.WorkerID] || one.GivenName != canaryGiven {
				t.Errorf("got %+v", one)
			}
			delete(want, one.WorkerID)
		}
		if page.Next == "" {
			if pages != 2 {
				t.Errorf("want three pages, got %d", pages+1)
			}
			break
		}
		after = page.Next
	}
	if len(want) != 0 {
		t.Errorf("left out: %v", want)
	}
	w.must(422, w.call(verifier("RVV"), http.MethodGet, "/workers?employer=RVV&limit=2&after=garbage", ""))
}

func TestADryDecisionTellsEveryReason(t *testing.T) {
	t.Parallel()
	w := start(t)
	workerID := w.enrol(nurse())
	from := w.Clock.Now().Add(24 * time.Hour).Format(time.RFC3339)
	to := w.Clock.Now().Add(36 * time.Hour).Format(time.RFC3339)
	ask := fmt.Sprintf("/workers/%s/decision?staff_group=nursing_midwifery&role=registered_nurse&band=6&starts_at=%s&ends_at=%s&registration_body=NMC&competency=cstf:FIRE:1&competency=cstf:RES:2", workerID, from, to)
	var d struct {
		Outcome string `json:"outcome"`
		Reasons []struct{ Code string }
	}
	w.must(200, w.call(verifier("RVV"), http.MethodGet, ask, "")).into(t, &d)
	if d.Outcome != "ineligible" || len(d.Reasons) != 2 || d.Reasons[0].Code != "GRADE_MISMATCH" || d.Reasons[1].Code != "COMPETENCE_MISSING" {
		t.Errorf("got %+v", d)
	}
	w.must(422, w.call(verifier("RVV"), http.MethodGet, strings.Replace(ask, "cstf:FIRE:1", "FIRE", 1), ""))
	w.must(422, w.call(verifier("RVV"), http.MethodGet, strings.Replace(ask, to, from, 1), ""))
}

func TestARegisterReadForAllStaffKeepsTheirRegistrationsFresh(t *testing.T) {
	t.Parallel()
	w := start(t)
	workerID := w.enrol(nurse())
	decide := func() (out struct {
		Outcome string `json:"outcome"`
		Reasons []struct{ Code string }
	}) {
		from, to := w.Clock.Now().Add(24*time.Hour), w.Clock.Now().Add(36*time.Hour)
		w.must(200, w.call(verifier("RVV"), http.MethodGet, fmt.Sprintf("/workers/%s/decision?staff_group=nursing_midwifery&role=registered_nurse&band=5&starts_at=%s&ends_at=%s&registration_body=NMC", workerID, from.Format(time.RFC3339), to.Format(time.RFC3339)), "")).into(t, &out)
		return out
	}
	w.Clock.Advance(15 * 24 * time.Hour)
	if d := decide(); d.Outcome != "ineligible" || d.Reasons[0].Code != "REG_STALE" {
		t.Errorf("got %+v", d)
	}
	w.must(201, w.call(verifier("RVV"), http.MethodPost, "/registers/nmc/reads", `{"employer":"RVV"}`))
	if d := decide(); d.Outcome != "eligible" {
		t.Errorf("got %+v", d)
	}
}
