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

// ward is a person of a host who posts shifts and verifies nobody.
func ward(ods string) auth.Principal {
	return auth.Principal{Subject: "ward-" + strings.ToLower(ods), Role: auth.Employer, Employer: ods, ICS: testkit.ICS, Duties: []string{auth.Post}}
}

func TestTheCardTellsTheWardWhatItKeepsToAndNoMore(t *testing.T) {
	t.Parallel()
	w := start(t)
	workerID := w.enrol(nurse())
	today := w.Clock.Now().Format(time.DateOnly)
	w.change(workerID, "/competencies", `{"framework":"clinical","code":"IV","level":1,"title":"Intravenous medicines","achieved_on":"2025-06-01","provisional":true}`)
	w.must(http.StatusCreated, w.call(asWorker(workerID), http.MethodPost, "/me/adjustments", `{"text":"A chair at the station, please <b>","shared_with":["RWF"]}`))
	w.must(http.StatusCreated, w.call(asWorker(workerID), http.MethodPost, "/me/adjustments", `{"text":"Not for this host","shared_with":["RPA"]}`))
	b := w.booking(workerID)
	w.cleared(b)
	w.confirm(b)
	w.change(workerID, "/checks", `{"type":"occupational_health","outcome":"satisfied","level":"fit_with_restrictions","restrictions":["no_manual_handling"],"checked_on":"`+today+`"}`)

	card := "/passports/workers/" + workerID + "/card"
	r := w.must(http.StatusOK, w.page(ward("RWF"), card+"?fragment=1", false))
	if strings.Contains(string(r.raw), "<html") {
		t.Error("a fragment is no page")
	}
	p := pagetest.Parse(t, string(r.raw))
	p.Has("card-restrictions", "No manual handling")
	p.Has("card-supervised", "Intravenous medicines")
	p.Has("card-adjustments", "A chair at the station, please <b>")
	p.Has("card-register", "NMC: on the register")
	p.Has("card-first", "give an induction")
	for _, secret := range []string{"Not for this host", canaryNumber, canaryEmail, canaryFamily + "\""} {
		if strings.Contains(string(r.raw), secret) {
			t.Errorf("the card says %q", secret)
		}
	}
	// For those who may not look there is no such worker, as a page and as a part of one.
	for _, who := range []auth.Principal{ward("RPA"), verifier("RPA"), asWorker(workerID), lead()} {
		w.must(http.StatusNotFound, w.page(who, card, false))
		part := w.must(http.StatusNotFound, w.page(who, card+"?fragment=1", false))
		if strings.Contains(string(part.raw), "<html") || strings.Contains(string(part.raw), canaryGiven) {
			t.Errorf("got %s", part.raw)
		}
	}
}

func TestAWardRecordsThatItHasShownSomebodyRound(t *testing.T) {
	t.Parallel()
	w := start(t)
	workerID := w.enrol(nurse())
	b := w.booking(workerID)
	at := "/passports/workers/" + workerID + "/induction"
	today := w.Clock.Now().Format(time.DateOnly)
	w.must(http.StatusNotFound, w.page(ward("RWF"), at, false))
	w.must(http.StatusNotFound, w.post(ward("RWF"), at, url.Values{"site": {"RWF03"}, "done_on": {today}}))
	w.cleared(b)
	w.confirm(b)
	w.opened(ward("RWF"), at).Has("name", canaryGiven)
	for name, c := range map[string]struct {
		form   url.Values
		status int
	}{
		"no day":              {url.Values{"site": {"RWF03"}}, 422},
		"a day of words":      {url.Values{"site": {"RWF03"}, "done_on": {"<i>"}}, 422},
		"tomorrow":            {url.Values{"site": {"RWF03"}, "done_on": {w.Clock.Now().AddDate(0, 0, 2).Format(time.DateOnly)}}, 422},
		"an end before it":    {url.Values{"site": {"RWF03"}, "done_on": {today}, "valid_until": {"2020-01-01"}}, 422},
		"a site of nobody":    {url.Values{"site": {"RPA02"}, "done_on": {today}}, 404},
		"a site that is none": {url.Values{"site": {"'; --"}, "done_on": {today}}, 404},
	} {
		if r := w.post(ward("RWF"), at, c.form); r.status != c.status {
			t.Errorf("%s: want %d, got %d: %s", name, c.status, r.status, r.raw)
		}
	}
	w.must(http.StatusNotFound, w.post(ward("RPA"), at, url.Values{"site": {"RWF03"}, "done_on": {today}}))
	w.must(http.StatusSeeOther, w.post(ward("RWF"), at, url.Values{"site": {"RWF03"}, "done_on": {today}}))
	p := w.opened(ward("RWF"), "/passports/workers/"+workerID+"/card")
	p.Has("card-induction", "Shown round RWF03")
	p.Has("card-first", "First time here, shown round")
	if len(p.All("to-induction")) != 0 {
		t.Error("one induction suffices")
	}
	if strings.Contains(strings.Join(p.All("reasons"), " "), "No induction") {
		t.Error("the warning stays after the induction")
	}
}
