package passports_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/testkit"
	"github.com/muster-ics/muster/pkg/web/pagetest"
)

func TestEverythingThatIsRecordedHasAForm(t *testing.T) {
	t.Parallel()
	w := start(t)
	home := verifier("RVV")
	workerID := w.enrol(nurse())
	at := "/passports/workers/" + workerID
	today, later := w.Clock.Now().Format(time.DateOnly), w.Clock.Now().AddDate(1, 0, 0).Format(time.DateOnly)
	for _, c := range []struct {
		form   string
		values url.Values
		shows  string
		says   string
	}{
		{"identity", url.Values{"outcome": {"satisfied"}, "checked_on": {today}, "gpg45_level": {"medium"}, "gpg45_profile": {"M1A"}}, "check-identity", "In place"},
		{"right_to_work", url.Values{"outcome": {"satisfied"}, "checked_on": {today}, "level": {"list_b1"}, "valid_until": {later}, "review_due": {later}}, "check-right_to_work", "In place"},
		{"references", url.Values{"outcome": {"satisfied"}, "checked_on": {today}, "years_covered": {"3"}, "gaps_explained": {"yes"}}, "check-references", "In place"},
		{"dbs", url.Values{
			"outcome": {"satisfied"}, "checked_on": {today}, "level": {"enhanced_barred"}, "workforce": {"adult"}, "barred_lists": {"adult", "child"}, "issued_on": {today},
			"update_service": {"yes"}, "status_checked_on": {today}, "evidence.reference": {"Cabinet 4"}, "evidence.kind": {"certificate"},
		}, "check-dbs", "Enhanced barred"},
		{"occupational_health", url.Values{
			"outcome": {"satisfied"}, "checked_on": {today}, "level": {"fit_with_restrictions"}, "restrictions": {"no_nights", "reduced_hours"}, "epp_cleared_until": {later}, "immunity_met": {"yes"},
		}, "check-occupational_health", "Fit with restrictions"},
		{"registration", url.Values{"body": {"NMC"}, "number": {canaryNumber}, "status": {"caution"}, "parts": {"nurse_adult"}, "valid_until": {later}}, "registration-NMC", "caution"},
		{"training", url.Values{"code": {"RES"}, "level": {"3"}, "achieved_on": {today}, "valid_until": {later}}, "competency-RES", "level 3"},
		{"skill", url.Values{"framework": {"local"}, "code": {"epr"}, "title": {"Our record system"}, "level": {"1"}, "achieved_on": {today}, "provisional": {"yes"}}, "competency-EPR", "Our record system"},
		{"engagement", url.Values{"employer": {"rvv"}, "kind": {"substantive"}, "staff_group": {"nursing_midwifery"}, "role": {"senior_nurse"}, "band": {"6"}, "from": {today}}, "engagement", "Senior nurse"},
		{"working-time", url.Values{"contract": {"wtr_1998"}, "opt_out.from": {today}, "hour_cap.code": {"term_time_20"}, "term_1.from": {today}, "term_1.until": {later}}, "success", "limits are recorded"},
		{"staff-number", url.Values{"staff_number": {"syn-00042"}}, "success", "staff number is recorded"},
		{"good-standing", url.Values{"good": {"yes"}, "stated_on": {today}}, "good-standing", "Yes"},
	} {
		w.opened(home, at+"/record/"+c.form).One("send")
		r := w.post(home, at+"/record/"+c.form, c.values)
		if r.status != http.StatusSeeOther || r.header.Get("Location") != at+"?done="+c.form {
			t.Fatalf("%s: %d to %s: %s", c.form, r.status, r.header.Get("Location"), r.raw)
		}
		w.opened(home, at+"?done="+c.form).Has(c.shows, c.says)
	}
	w.opened(home, at+"/checks").Has("record", "Cabinet 4", "To be destroyed", "No nights")
	if got := len(w.opened(home, at+"/checks?known_at=2020-01-01").All("record")); got != 0 {
		t.Errorf("on that day nothing was known, got %d", got)
	}
	w.must(http.StatusUnprocessableEntity, w.page(home, at+"/checks?known_at=soon", false))
}

func TestACorrectionNamesTheRecordWhosePlaceItTakes(t *testing.T) {
	t.Parallel()
	w := start(t)
	home := verifier("RVV")
	workerID := w.enrol(nurse())
	at := "/passports/workers/" + workerID
	var out struct {
		Checks []struct {
			CheckID string `json:"check_id"`
		} `json:"checks"`
	}
	w.must(http.StatusOK, w.call(home, http.MethodGet, "/workers/"+workerID+"/checks?type=dbs", "")).into(t, &out)
	old := out.Checks[0].CheckID
	form := w.opened(home, at+"/record/dbs?supersedes="+old)
	if form.Value("supersedes") != old {
		t.Fatal("the form forgets which record it corrects")
	}
	values := url.Values{"supersedes": {old}, "outcome": {"satisfied"}, "checked_on": {"2024-01-02"}, "level": {"enhanced"}, "workforce": {"adult"}}
	unsaid := w.must(http.StatusUnprocessableEntity, w.post(home, at+"/record/dbs", values))
	pagetest.Parse(t, string(unsaid.raw)).Has("error-summary", "wrong_level")
	values.Set("recorded_reason", "wrong_level")
	w.must(http.StatusSeeOther, w.post(home, at+"/record/dbs", values))
	w.must(http.StatusConflict, w.post(home, at+"/record/dbs", values))
	w.opened(home, at+"/checks").Has("record", "Corrected", "Wrong level")
}

func TestHostileAnswersOfEveryFormChangeNothing(t *testing.T) {
	t.Parallel()
	w := start(t)
	home := verifier("RVV")
	workerID := w.enrol(nurse())
	at := "/passports/workers/" + workerID + "/record/"
	today := w.Clock.Now().Format(time.DateOnly)
	const nasty = `"><script>alert(1)</script>`
	long := strings.Repeat("x", 5000)
	for _, c := range []struct {
		name, form string
		values     url.Values
		status     int
	}{
		{"nothing at all", "identity", url.Values{}, 422},
		{"an outcome of nobody", "identity", url.Values{"outcome": {nasty}, "checked_on": {today}}, 422},
		{"a profile of another level", "identity", url.Values{"outcome": {"satisfied"}, "checked_on": {today}, "gpg45_level": {"low"}, "gpg45_profile": {"H1A"}}, 422},
		{"list B without an end", "right_to_work", url.Values{"outcome": {"satisfied"}, "checked_on": {today}, "level": {"list_b1"}}, 422},
		{"years of words", "references", url.Values{"outcome": {"satisfied"}, "checked_on": {today}, "years_covered": {"many"}}, 422},
		{"years below none", "references", url.Values{"outcome": {"satisfied"}, "checked_on": {today}, "years_covered": {"-1"}}, 422},
		{"years beyond numbers", "references", url.Values{"outcome": {"satisfied"}, "checked_on": {today}, "years_covered": {"99999999999999999999"}}, 422},
		{"a workforce of nobody", "dbs", url.Values{"outcome": {"satisfied"}, "checked_on": {today}, "level": {"basic"}, "workforce": {nasty}}, 422},
		{"a barred list at a low level", "dbs", url.Values{"outcome": {"satisfied"}, "checked_on": {today}, "level": {"basic"}, "workforce": {"adult"}, "barred_lists": {"adult"}}, 422},
		{"evidence of many lines", "dbs", url.Values{"outcome": {"satisfied"}, "checked_on": {today}, "level": {"basic"}, "workforce": {"adult"}, "evidence.reference": {"a\nb"}}, 422},
		{"evidence without end", "dbs", url.Values{"outcome": {"satisfied"}, "checked_on": {today}, "level": {"basic"}, "workforce": {"adult"}, "evidence.reference": {long}}, 422},
		{"evidence kept too long", "dbs", url.Values{"outcome": {"satisfied"}, "checked_on": {today}, "level": {"basic"}, "workforce": {"adult"}, "evidence.reference": {"x"}, "evidence.destroy_after": {"2190-01-01"}}, 422},
		{"the correction of nothing", "dbs", url.Values{"outcome": {"satisfied"}, "checked_on": {today}, "level": {"basic"}, "workforce": {"adult"}, "supersedes": {nasty}, "recorded_reason": {"other"}}, 422},
		{"a restriction of nobody", "occupational_health", url.Values{"outcome": {"satisfied"}, "checked_on": {today}, "level": {"fit_with_restrictions"}, "restrictions": {nasty}}, 422},
		{"a number of no form", "registration", url.Values{"body": {"NMC"}, "number": {nasty}, "status": {"registered"}}, 422},
		{"a part of nothing", "registration", url.Values{"body": {"NMC"}, "number": {canaryNumber}, "status": {"registered"}, "parts": {nasty}}, 422},
		{"a subject of nobody", "training", url.Values{"code": {nasty}, "level": {"1"}, "achieved_on": {today}}, 422},
		{"a level of words", "training", url.Values{"code": {"FIRE"}, "level": {"high"}, "achieved_on": {today}}, 422},
		{"a framework of others", "skill", url.Values{"framework": {"local_RWF'"}, "code": {"X"}, "level": {"1"}, "achieved_on": {today}}, 422},
		{"an employer that is none", "engagement", url.Values{"employer": {nasty}, "kind": {"bank"}, "staff_group": {"students"}, "role": {"student"}, "band": {"2"}, "from": {today}}, 422},
		{"the end of nothing", "engagement-end", url.Values{"engagement": {nasty}, "until": {today}}, 404},
		{"no end", "engagement-end", url.Values{"engagement": {workerID}, "until": {""}}, 422},
		{"a cap of nobody", "working-time", url.Values{"hour_cap.code": {nasty}}, 422},
		{"a term without an end", "working-time", url.Values{"hour_cap.code": {"term_time_20"}, "term_1.from": {today}}, 422},
		{"neither yes nor no", "good-standing", url.Values{"good": {"perhaps"}, "stated_on": {""}}, 422},
		{"leaving without a reason", "leave", url.Values{"why": {nasty}}, 422},
		{"erasing without being sure", "erase", url.Values{"why": {"request"}}, 422},
		{"a form of nobody", "karma", url.Values{}, 404},
	} {
		r := w.post(home, at+c.form, c.values)
		if r.status != c.status {
			t.Errorf("%s: want %d, got %d: %.800s", c.name, c.status, r.status, r.raw)
		}
		if strings.Contains(string(r.raw), "<script>alert") {
			t.Errorf("%s: markup came back", c.name)
		}
	}
	var version int64
	if err := w.DB.Pool.QueryRow(t.Context(), "select version from workers where id = $1", workerID).Scan(&version); err != nil || version != 1 {
		t.Errorf("something was recorded: version %d, %v", version, err)
	}
	for _, who := range []auth.Principal{verifier("RWF"), asWorker(workerID), lead()} {
		for _, form := range []string{"dbs", "occupational_health", "erase"} {
			w.must(http.StatusNotFound, w.page(who, at+form, false))
			w.must(http.StatusNotFound, w.post(who, at+form, url.Values{"why": {"request"}, "sure": {"yes"}, "outcome": {"satisfied"}, "checked_on": {today}, "level": {"basic"}, "workforce": {"adult"}}))
		}
		w.must(http.StatusNotFound, w.page(who, "/passports/workers/"+workerID+"/checks", false))
	}
	// Who verifies is not occupational health.
	plain := auth.Principal{Subject: "plain", Role: auth.Employer, Employer: "RVV", ICS: testkit.ICS, Duties: []string{auth.Verify}}
	w.must(http.StatusForbidden, w.page(plain, at+"occupational_health", false))
	w.must(http.StatusForbidden, w.post(plain, at+"occupational_health", url.Values{"outcome": {"satisfied"}, "checked_on": {today}, "level": {"fit"}}))
}

func TestAWorkerLeavesAndIsErasedByPagesThatWarnFirst(t *testing.T) {
	t.Parallel()
	w := start(t)
	home := verifier("RVV")
	workerID := w.enrol(nurse())
	at := "/passports/workers/" + workerID
	w.opened(home, at+"/record/leave").Has("warning", "stays so")
	w.opened(home, at+"/record/erase").Has("warning", "can never be read again")
	w.must(http.StatusSeeOther, w.post(home, at+"/record/leave", url.Values{"why": {"retired"}}))
	w.opened(home, at).One("left")
	w.must(http.StatusConflict, w.post(home, at+"/record/leave", url.Values{"why": {"retired"}}))
	if got := w.opened(home, "/passports/queue").All("due"); len(got) != 0 {
		t.Errorf("who has left is nobody to chase: %q", got)
	}
	w.must(http.StatusSeeOther, w.post(home, at+"/record/erase", url.Values{"why": {"request"}, "sure": {"yes"}}))
	gone := w.must(http.StatusOK, w.page(home, at+"?done=erase", false))
	pagetest.Parse(t, string(gone.raw)).Has("name", "Name erased")
	if strings.Contains(string(gone.raw), canaryGiven) || strings.Contains(string(gone.raw), canaryNumber) {
		t.Error("a name is still shown")
	}
}

func TestOccupationalHealthHasAListOfItsOwn(t *testing.T) {
	t.Parallel()
	w := start(t)
	workerID := w.enrol(with(func(e enrolment) { e["checks"] = e["checks"].([]any)[:4] }))
	health := auth.Principal{Subject: "health", Role: auth.Employer, Employer: "RVV", ICS: testkit.ICS, Duties: []string{auth.Health}}
	list := w.opened(health, "/passports")
	list.One("to-health")
	if len(list.All("to-queue")) != 0 {
		t.Error("the queue is for those who verify")
	}
	w.opened(health, "/passports/health").Has("due", canaryGiven, "Never recorded")
	for _, path := range []string{"/passports/queue", "/passports/expiring"} {
		w.must(http.StatusForbidden, w.page(health, path, false))
	}
	w.must(http.StatusUnprocessableEntity, w.page(health, "/passports/health?after=x", false))
	w.must(http.StatusForbidden, w.page(lead(), "/passports/health", false))
	at := "/passports/workers/" + workerID + "/record/occupational_health"
	w.opened(health, at).Has("name", canaryGiven)
	done := w.must(http.StatusSeeOther, w.post(health, at, url.Values{"outcome": {"satisfied"}, "checked_on": {w.Clock.Now().Format(time.DateOnly)}, "level": {"fit"}}))
	w.opened(health, done.header.Get("Location")).One("none")
}

func TestThereIsRoomForAsManyTermsAsAYearHas(t *testing.T) {
	t.Parallel()
	w := start(t)
	home := verifier("RVV")
	workerID := w.enrol(nurse())
	at := "/passports/workers/" + workerID
	values := url.Values{"contract": {"wtr_1998"}, "hour_cap.code": {"term_time_20"}, "more": {"yes"}, "terms": {"3"}, "term_1.from": {"2026-01-05"}, "term_1.until": {"2026-03-27"}}
	more := pagetest.Parse(t, string(w.must(http.StatusOK, w.post(home, at+"/record/working-time", values)).raw))
	if more.Value("terms") != "6" || more.Value("term_1.from") != "2026-01-05" || more.Value("term_6.until") != "" {
		t.Errorf("the room for more forgets what was written: %q terms", more.Value("terms"))
	}
	values.Del("more")
	for name, day := range map[string]string{"terms": "6", "term_4.from": "2026-04-13", "term_4.until": "2026-07-17"} {
		values.Set(name, day)
	}
	w.must(http.StatusSeeOther, w.post(home, at+"/record/working-time", values))
	var n int
	if err := w.DB.Pool.QueryRow(t.Context(), "select jsonb_array_length(terms) from working_times where worker_id = $1", workerID).Scan(&n); err != nil || n != 2 {
		t.Errorf("%d terms are kept, %v", n, err)
	}
}
