package passports_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/testkit"
	"github.com/muster-ics/muster/pkg/web/pagetest"
)

func lead() auth.Principal {
	return auth.Principal{Subject: "lead", Role: auth.Lead, ICS: testkit.ICS}
}

func (w *world) opened(who auth.Principal, path string) pagetest.Page {
	w.t.Helper()
	return pagetest.Parse(w.t, string(w.must(http.StatusOK, w.page(who, path, false)).raw))
}

// renewed is the form of a row of the queue, as the page sends it.
func renewed(workerID, kind, code, on, until string) url.Values {
	return url.Values{"within": {"28"}, "row": {"1"}, "worker": {workerID}, "kind": {kind}, "code": {code}, "done_on_1": {on}, "until_1": {until}}
}

func TestTheQueueIsEmptiedRowByRow(t *testing.T) {
	t.Parallel()
	w := start(t)
	home := verifier("RVV")
	soon := w.Clock.Now().AddDate(0, 0, 10).Format(time.DateOnly)
	workerID := w.enrol(with(func(e enrolment) { part(e, "competencies")["valid_until"] = soon }))

	fire := "/passports/queue?what=competency:cstf:FIRE"
	w.opened(home, fire).Has("due", "Fire Safety", canaryGiven, "Runs out in 10 days")
	if got := w.opened(home, fire+"&within=7").All("due"); len(got) != 0 {
		t.Errorf("within a week nothing is due, got %q", got)
	}
	if got := len(w.opened(home, "/passports/queue").All("due")); got != 6 {
		t.Errorf("five subjects were never recorded and one runs out, got %d", got)
	}
	w.opened(home, "/passports").One("to-queue")

	today, later := w.Clock.Now().Format(time.DateOnly), w.Clock.Now().AddDate(2, 0, 0).Format(time.DateOnly)
	r := w.must(http.StatusSeeOther, w.post(home, "/passports/queue/renew", renewed(workerID, "competency", "cstf:FIRE", today, later)))
	if to := r.header.Get("Location"); !strings.HasPrefix(to, "/passports/queue?") || !strings.Contains(to, "done=renewed") {
		t.Errorf("sent to %s", to)
	}
	if got := w.opened(home, fire).All("due"); len(got) != 0 {
		t.Errorf("it was renewed, and yet %q", got)
	}
	// A subject that was never recorded is recorded at the level that the role asks for.
	w.must(http.StatusSeeOther, w.post(home, "/passports/queue/renew", renewed(workerID, "competency", "cstf:IPC", today, later)))
	w.opened(home, "/passports/workers/"+workerID).Has("competency-IPC", "level 2")
	// A registration keeps its number and status, which the page never sends.
	w.must(http.StatusSeeOther, w.post(home, "/passports/queue/renew", renewed(workerID, "registration", "NMC", today, later)))
	w.opened(home, "/passports/workers/"+workerID).Has("registration-NMC", canaryNumber)
	w.must(http.StatusSeeOther, w.post(home, "/passports/queue/renew", renewed(workerID, "check", "dbs", today, later)))
	w.opened(home, "/passports/workers/"+workerID).Has("check-dbs", "Enhanced barred")
}

func TestHostileRowsOfTheQueueChangeNothing(t *testing.T) {
	t.Parallel()
	w := start(t)
	home := verifier("RVV")
	workerID := w.enrol(nurse())
	today := w.Clock.Now().Format(time.DateOnly)
	for name, c := range map[string]struct {
		form   url.Values
		status int
		says   string
	}{
		"no date":                   {renewed(workerID, "check", "dbs", "", ""), 422, "Give the day"},
		"a date of words":           {renewed(workerID, "check", "dbs", "<script>", ""), 422, "Give a date like"},
		"a date that is none":       {renewed(workerID, "check", "dbs", "2026-02-30", ""), 422, "Give a date like"},
		"in the future":             {renewed(workerID, "check", "dbs", "2190-01-01", ""), 422, "cannot have been done in the future"},
		"an end before its day":     {renewed(workerID, "check", "dbs", today, "2020-01-01"), 422, "valid for some time"},
		"a health check by a date":  {renewed(workerID, "check", "occupational_health", today, ""), 409, "Open the passport"},
		"an engagement by a date":   {renewed(workerID, "engagement", "post", today, ""), 409, "Open the passport"},
		"nothing of this worker":    {renewed(workerID, "registration", "GMC", today, ""), 404, ""},
		"a kind of nothing":         {renewed(workerID, "'; drop table checks; --", "x", today, ""), 404, ""},
		"no worker":                 {renewed("42", "check", "dbs", today, ""), 404, ""},
		"nobody":                    {renewed(id.New().String(), "check", "dbs", today, ""), 404, ""},
		"a filter of no days":       {url.Values{"within": {"many"}, "row": {"1"}, "worker": {workerID}, "kind": {"check"}, "code": {"dbs"}}, 422, ""},
		"a row that breaks its ids": {func() url.Values { f := renewed(workerID, "check", "dbs", "x", ""); f.Set("row", `"><b>`); return f }(), 422, ""},
	} {
		r := w.post(home, "/passports/queue/renew", c.form)
		if r.status != c.status || !strings.Contains(string(r.raw), c.says) {
			t.Errorf("%s: want %d %q, got %d: %.600s", name, c.status, c.says, r.status, r.raw)
		}
		if strings.Contains(string(r.raw), "<script>\"") || strings.Contains(string(r.raw), `"><b>`) {
			t.Errorf("%s: what was typed came back as markup", name)
		}
	}
	for _, path := range []string{"?within=-1", "?within=9999", "?within=1e9", "?what=dbs", "?what=karma:x", "?after=garbage"} {
		if r := w.page(home, "/passports/queue"+path, false); r.status != http.StatusUnprocessableEntity {
			t.Errorf("%s: want 422, got %d", path, r.status)
		}
		if r := w.page(home, "/passports/queue.csv"+path, false); path != "?after=garbage" && r.status != http.StatusUnprocessableEntity {
			t.Errorf("csv%s: want 422, got %d", path, r.status)
		}
	}
	var version int64
	if err := w.DB.Pool.QueryRow(t.Context(), "select version from workers where id = $1", workerID).Scan(&version); err != nil || version != 1 {
		t.Errorf("something was recorded: version %d, %v", version, err)
	}
}

func TestARegisterIsReadForAllStaffWithOneSentence(t *testing.T) {
	t.Parallel()
	w := start(t)
	home := verifier("RVV")
	w.enrol(nurse())
	w.opened(home, "/passports/queue").Has("register-NMC", "1 of your staff", "Never read")
	unsaid := w.must(http.StatusUnprocessableEntity, w.post(home, "/passports/queue/registers", url.Values{"body": {"NMC"}}))
	pagetest.Parse(t, string(unsaid.raw)).Has("register-NMC", "Say that nothing differs")
	w.must(http.StatusUnprocessableEntity, w.post(home, "/passports/queue/registers", url.Values{"body": {"XYZ"}, "nothing_differs": {"yes"}}))
	w.must(http.StatusSeeOther, w.post(home, "/passports/queue/registers", url.Values{"body": {"NMC"}, "nothing_differs": {"yes"}}))
	w.opened(home, "/passports/queue").Has("register-NMC", "Last read")
}

func TestHowWorkersStandAndWhoIsBehindEachFigure(t *testing.T) {
	t.Parallel()
	w := start(t)
	home := verifier("RVV")
	whole := func(e enrolment) {
		list := []any{}
		for code, level := range map[string]int{"FIRE": 1, "IGDS": 1, "IPC": 2, "MH": 2, "RES": 2, "SA": 2} {
			list = append(list, map[string]any{"framework": "cstf", "code": code, "level": level, "achieved_on": "2025-06-01", "valid_until": "2099-06-01"})
		}
		e["competencies"] = list
	}
	fit, held := w.enrol(with(whole)), w.enrol(with(whole))
	w.enrol(nurse())
	w.change(held, "/holds", `{"why":"own_request"}`)

	p := w.opened(home, "/passports/expiring")
	p.Has("deployable", "33%", "1 of", "3")
	p.Has("role-registered_nurse", "Deployable 1")
	p.Has("due-competency-cstf:RES", "Missing or gone 1")
	if got := w.opened(home, "/passports/expiring/people?standing=deployable").All("worker"); len(got) != 1 {
		t.Errorf("want one, got %q", got)
	}
	if r := w.page(home, "/passports/expiring/people?standing=deployable", false); !strings.Contains(string(r.raw), fit) {
		t.Error("the wrong one is deployable")
	}
	if got := w.opened(home, "/passports/expiring/people").All("worker"); len(got) != 3 {
		t.Errorf("want three, got %q", got)
	}
	w.must(http.StatusUnprocessableEntity, w.page(home, "/passports/expiring/people?standing=splendid", false))

	// Three people are too few for a figure that leads see.
	w.opened(lead(), "/passports/compliance").Has("employer-RVV", "fewer than 5", "not shown")
	var out struct {
		Employers []struct {
			Employer string `json:"employer"`
			Workers  *int   `json:"workers"`
		} `json:"employers"`
	}
	w.must(http.StatusOK, w.call(lead(), http.MethodGet, "/compliance", "")).into(t, &out)
	if len(out.Employers) != 1 || out.Employers[0].Workers != nil {
		t.Errorf("got %+v", out)
	}

	for _, path := range []string{"/passports/queue", "/passports/queue.csv", "/passports/expiring", "/passports/expiring/people", "/passports/expiring/shifts", "/passports/expiring/shifts.csv"} {
		for who, stranger := range map[string]auth.Principal{
			"a lead": lead(), "a worker": asWorker(fit), "no verifier": {Subject: "p", Role: auth.Employer, Employer: "RVV", ICS: testkit.ICS, Duties: []string{auth.Post}},
		} {
			if r := w.page(stranger, path, false); r.status != http.StatusForbidden {
				t.Errorf("%s opens %s: %d", who, path, r.status)
			}
		}
		if r := w.page(verifier("RWF"), path, false); r.status != http.StatusOK || strings.Contains(string(r.raw), canaryGiven) {
			t.Errorf("another employer sees its own, which is nobody: %s %d", path, r.status)
		}
	}
	w.must(http.StatusForbidden, w.page(home, "/passports/compliance", false))
	w.must(http.StatusForbidden, w.call(home, http.MethodGet, "/due?employer=RWF", ""))
	w.must(http.StatusUnprocessableEntity, w.call(home, http.MethodGet, "/due?employer=RVV&what=x", ""))
	w.must(http.StatusUnprocessableEntity, w.call(home, http.MethodGet, "/due?employer=RVV&within=-1", ""))
	w.must(http.StatusUnprocessableEntity, w.call(home, http.MethodGet, "/bookings-at-risk?employer=RVV&after=x", ""))
}

func TestTheFileHoldsTheWholeListAndNoFormula(t *testing.T) {
	t.Parallel()
	w := start(t)
	for range 3 {
		w.enrol(with(func(e enrolment) { e["given_name"] = `=HYPERLINK("http://x")` }))
	}
	r := w.must(http.StatusOK, w.page(verifier("RVV"), "/passports/queue.csv?within=28", false))
	if ct := r.header.Get("Content-Type"); ct != "text/csv; charset=utf-8" {
		t.Errorf("it is %s", ct)
	}
	lines := strings.Split(strings.TrimSpace(string(r.raw)), "\r\n")
	if len(lines) != 1+3*5 {
		t.Fatalf("want a head and fifteen rows, got %d: %s", len(lines), r.raw)
	}
	for _, l := range lines[1:] {
		if !strings.HasPrefix(l, `"'=HYPERLINK`) {
			t.Errorf("a formula: %s", l)
		}
	}
}

func TestABookingIsAtRiskWhenSomethingRunsOutBeforeItsEnd(t *testing.T) {
	t.Parallel()
	w := start(t)
	home := verifier("RVV")
	workerID := w.enrol(nurse())
	b := w.booking(workerID)
	w.cleared(b)
	w.confirm(b)
	w.opened(home, "/passports/expiring/shifts").One("no-risk")
	// A subject that the shift does not ask for leaves the booking standing.
	day := b.StartsAt.AddDate(0, 0, -1).Format(time.DateOnly)
	w.change(workerID, "/competencies", `{"framework":"cstf","code":"PREV","level":1,"achieved_on":"2025-06-01","valid_until":"`+day+`"}`)
	w.opened(home, "/passports/expiring/shifts").Has("risk", canaryGiven, "AMU, RWF03, RWF", "Preventing Radicalisation", "not asked for by this shift")
	w.opened(home, "/passports/expiring").Has("risk", canaryGiven)
	csv := w.must(http.StatusOK, w.page(home, "/passports/expiring/shifts.csv", false))
	if got := strings.Count(string(csv.raw), canaryGiven); got != 1 {
		t.Errorf("want one row, got %d: %s", got, csv.raw)
	}
	if got := w.opened(home, "/passports/queue?site=RWF03&within=90").All("due"); len(got) == 0 {
		t.Error("who is booked at the site is found by it")
	}
	var out struct {
		Bookings []struct {
			BookingID string `json:"booking_id"`
		} `json:"bookings"`
	}
	w.must(http.StatusOK, w.call(home, http.MethodGet, "/bookings-at-risk?employer=RVV", "")).into(t, &out)
	if len(out.Bookings) != 1 || out.Bookings[0].BookingID != b.BookingID {
		t.Errorf("got %+v", out)
	}
}
