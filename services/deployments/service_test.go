package deployments_test

import (
	"strings"
	"testing"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/pkg/auth"
)

func TestRegistersAreIdempotentByCode(t *testing.T) {
	t.Parallel()
	w := start(t)
	rvv := employerBody("RVV", "acute")
	w.must(201, lead(), "POST", "/employers", rvv)
	w.must(200, lead(), "POST", "/employers", rvv)
	other := employerBody("RVV", "community")
	if got := w.must(409, lead(), "POST", "/employers", other).code(t); got != "employer_differs" {
		t.Errorf("code %s", got)
	}
	w.must(422, lead(), "POST", "/sites", siteBody("RPA02", "RPA")) // RPA is not registered
	w.must(201, lead(), "POST", "/sites", siteBody("RVV01", "RVV"))
	w.must(200, lead(), "POST", "/sites", siteBody("RVV01", "RVV"))
	moved := siteBody("RVV01", "RVV")
	moved["lat"] = 50.0
	w.must(409, lead(), "POST", "/sites", moved)

	foreign := employerBody("RYD", "ambulance")
	foreign["ics"] = "QNX"
	w.must(422, lead(), "POST", "/employers", foreign)
	w.must(403, person("RVV", auth.Approve), "POST", "/employers", employerBody("RN7", "acute"))
	w.must(403, auth.Principal{Subject: "lead-2", Role: auth.Lead, ICS: "QNX"}, "POST", "/employers", employerBody("RN7", "acute"))
	w.must(401, auth.Principal{}, "GET", "/employers", nil)

	var list struct{ Employers, Sites []struct{ ODS string } }
	w.must(200, worker("RVV"), "GET", "/employers", nil).into(t, &list)
	w.must(200, worker("RVV"), "GET", "/sites?employer=RVV", nil).into(t, &list)
	if len(list.Employers) != 1 || len(list.Sites) != 1 || list.Sites[0].ODS != "RVV01" {
		t.Errorf("lists: %+v", list)
	}
	w.heard.Await(t, wait, func(e events.Envelope) bool {
		return e.Type == "muster.deployments.employer.registered.v1" && e.AggregateID == "RVV"
	})
	w.heard.Await(t, wait, func(e events.Envelope) bool {
		return e.Type == "muster.deployments.site.registered.v1" && e.ODS() == "RVV"
	})
}

func TestAnAgreementIsSignedByEveryPartyAndTold(t *testing.T) {
	t.Parallel()
	w := start(t)
	w.register()
	a := w.draft(nil)
	path := "/agreements/" + a.ID
	w.must(409, person("RVV", auth.Executive), "POST", path+"/sign", map[string]any{"capacity": "chief_nurse", "terms_hash": a.TermsHash})
	w.must(403, person("RPA", auth.Approve), "POST", path+"/offer", nil)
	w.offer(a)
	w.must(409, person("RVV", auth.Approve), "POST", path+"/offer", nil)
	w.must(403, person("RVV", auth.Approve), "POST", path+"/sign", map[string]any{"capacity": "chief_nurse", "terms_hash": a.TermsHash})
	if got := w.must(409, person("RVV", auth.Executive), "POST", path+"/sign",
		map[string]any{"capacity": "chief_nurse", "terms_hash": strings.Repeat("0", 64)}).code(t); got != "terms_differ" {
		t.Errorf("code %s", got)
	}
	if got := w.sign(a, "RPA"); got.Status != "offered" || len(got.Unsigned) != 1 || got.Unsigned[0] != "RVV" {
		t.Errorf("after one signature: %+v", got)
	}
	if got := w.sign(a, "RVV"); got.Status != "in_force" || len(got.Unsigned) != 0 {
		t.Errorf("after both: %+v", got)
	}
	for version, name := range []string{"offered", "signed", "signed", "in_force"} {
		w.heard.Await(t, wait, func(e events.Envelope) bool {
			return e.AggregateID == a.ID && e.AggregateVersion == int64(version+1) && e.Type == "muster.deployments.agreement."+name+".v1"
		})
	}

	text := w.must(200, person("RPA"), "GET", path+"/text", nil)
	if !strings.Contains(string(text.raw), "- Employer RPA (RPA)\n- Employer RVV (RVV)\n") || !strings.HasPrefix(text.header.Get("Content-Type"), "text/plain") {
		t.Errorf("text: %s %s", text.header, text.raw)
	}
	for _, foreign := range []auth.Principal{person("RWF", auth.Approve, auth.Executive), worker("RVV")} {
		w.must(404, foreign, "GET", path, nil)
		w.must(404, foreign, "GET", path+"/text", nil)
		w.must(404, foreign, "POST", path+"/offer", nil)
		w.must(404, foreign, "POST", path+"/sign", map[string]any{"capacity": "chief_nurse", "terms_hash": a.TermsHash})
		w.must(404, foreign, "POST", path+"/end", map[string]any{})
	}
	w.must(404, person("RWF"), "GET", "/agreements?employer=RVV", nil)
	w.must(200, lead(), "GET", path, nil)
	w.must(200, auth.Principal{Subject: "auditor", Role: auth.Auditor}, "GET", path, nil)
	var list struct{ Agreements []agreement }
	w.must(200, person("RWF"), "GET", "/agreements", nil).into(t, &list)
	if len(list.Agreements) != 0 {
		t.Error("an employer sees an agreement that does not name it")
	}
	w.must(200, person("RPA"), "GET", "/agreements", nil).into(t, &list)
	if len(list.Agreements) != 1 {
		t.Error("a party does not see its agreement")
	}
}

func TestTwoAgreementsCannotDecideTheSameShifts(t *testing.T) {
	t.Parallel()
	w := start(t)
	w.register()
	w.inForce(nil)
	second := w.draft(func(c map[string]any) { c["parties"] = parties("RPA", "RWF", "RVV") })
	w.offer(second)
	w.sign(second, "RVV")
	w.sign(second, "RWF")
	got := w.must(409, person("RPA", auth.Executive), "POST", "/agreements/"+second.ID+"/sign",
		map[string]any{"capacity": "chief_nurse", "terms_hash": second.TermsHash})
	if got.code(t) != "same_scope_in_force" {
		t.Errorf("%s", got.raw)
	}
	// Another scope is another matter.
	if a := w.inForce(func(c map[string]any) { c["scope"] = map[string]any{"bands": []string{"5"}} }); a.Status != "in_force" {
		t.Errorf("%+v", a)
	}
}

func TestCoverageSaysWhoMayWorkForWhom(t *testing.T) {
	t.Parallel()
	w := start(t)
	w.register()
	w.inForce(func(c map[string]any) { c["scope"] = map[string]any{"staff_groups": []string{"nursing_midwifery"}} })
	var got struct {
		Coverage []struct {
			A, B       string
			StaffGroup string `json:"staff_group"`
			Covered    bool
			Agreements []struct{ Title string }
		}
	}
	w.must(200, lead(), "GET", "/coverage", nil).into(t, &got)
	covered := 0
	for _, c := range got.Coverage {
		if c.Covered {
			covered++
			if c.A != "RPA" || c.B != "RVV" || c.StaffGroup != "nursing_midwifery" || c.Agreements[0].Title != "Kent nurses" {
				t.Errorf("%+v", c)
			}
		}
	}
	if len(got.Coverage) != 30 || covered != 1 {
		t.Errorf("%d rows, %d covered", len(got.Coverage), covered)
	}
	w.must(200, person("RWF"), "GET", "/coverage", nil).into(t, &got)
	if len(got.Coverage) != 20 {
		t.Errorf("%d rows for one of three employers", len(got.Coverage))
	}
	w.must(404, worker("RVV"), "GET", "/coverage", nil)
}
