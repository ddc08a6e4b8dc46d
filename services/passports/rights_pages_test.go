package passports_test

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/web/pagetest"
)

func (w *world) shows(who auth.Principal, path string) pagetest.Page {
	w.t.Helper()
	return pagetest.Parse(w.t, string(w.must(http.StatusOK, w.page(who, path, false)).raw))
}

func TestAWorkerSaysYesAndNoByForms(t *testing.T) {
	t.Parallel()
	w := start(t)
	workerID := w.enrol(nurse())
	w.partners("RWF", "Maidstone and Tunbridge Wells", "RVV")
	me := asWorker(workerID)
	const at = "/passport/share"
	if len(w.shows(me, at).All("given-RWF")) != 0 {
		t.Fatal("nobody has said yes yet")
	}
	w.must(422, w.post(me, at, url.Values{}))
	p := pagetest.Parse(t, string(w.must(422, w.post(me, at, url.Values{"another": {"RVV"}, "until": {"2099-01-01"}})).raw))
	p.Has("error-summary", "home employer")
	if p.Value("until") != "2099-01-01" || p.Value("another") != "RVV" {
		t.Error("what was given stays in the form")
	}
	r := w.must(http.StatusSeeOther, w.post(me, at, url.Values{"employer": {"RWF"}, "another": {"rpa"}}))
	given := w.shows(me, r.header.Get("Location"))
	given.Has("success", "You have said yes")
	given.Has("given-RWF", "Maidstone and Tunbridge Wells", "A collaborative bank")
	given.Has("given-RPA", "RPA")

	b := w.booking(workerID)
	w.cleared(b)
	w.confirm(b)
	withdraw := at + "/RWF/withdraw"
	w.shows(me, withdraw).Has("booking", "Registered nurse")
	w.must(http.StatusSeeOther, w.post(me, withdraw, url.Values{"shown": {b.BookingID}}))
	if len(w.shows(me, at).All("given-RWF")) != 0 {
		t.Error("the yes is withdrawn")
	}
	w.must(http.StatusNotFound, w.page(me, withdraw, false))
	w.must(http.StatusNotFound, w.post(me, withdraw, url.Values{}))
	w.must(http.StatusNotFound, w.post(me, at+"/RPA/withdraw", url.Values{"shown": {"nothing"}}))
	for _, stranger := range []auth.Principal{verifier("RVV"), verifier("RWF"), {Subject: "lead", Role: auth.Lead, ICS: "QKS"}} {
		w.must(http.StatusNotFound, w.page(stranger, at, false))
		w.must(http.StatusNotFound, w.post(stranger, at, url.Values{"employer": {"RWF"}}))
	}
}

func TestAWorkerAsksForAdjustmentsAndReadsWhoLookedByPages(t *testing.T) {
	t.Parallel()
	w := start(t)
	workerID := w.enrol(nurse())
	me := asWorker(workerID)
	w.share(workerID, "RWF")
	const at = "/passport/adjustments"
	w.must(422, w.post(me, at, url.Values{"text": {" "}}))
	w.must(422, w.post(me, at, url.Values{"text": {"A chair"}, "shared_with": {"not a code"}}))
	w.must(http.StatusSeeOther, w.post(me, at, url.Values{"text": {"A chair <b>without</b> arms"}, "shared_with": {"RWF"}}))
	p := w.shows(me, at)
	p.Has("adjustment", "A chair <b>without</b> arms", "RWF")
	var kept struct {
		Adjustments []struct {
			AdjustmentID string `json:"adjustment_id"`
		}
	}
	w.must(http.StatusOK, w.call(me, http.MethodGet, "/me/adjustments", "")).into(t, &kept)
	one := at + "/" + kept.Adjustments[0].AdjustmentID
	w.shows(me, one).Has("text", "without")
	w.must(http.StatusSeeOther, w.post(me, one, url.Values{}))
	w.shows(me, at).Has("adjustment", "Nobody may read it")
	w.must(http.StatusNotFound, w.page(asWorker(w.enrol(nurse())), one, false))
	w.must(http.StatusSeeOther, w.post(me, one+"/withdraw", url.Values{}))
	w.must(http.StatusNotFound, w.page(me, one, false))
	w.shows(me, at).One("none")
	w.must(http.StatusNotFound, w.page(verifier("RVV"), at, false))

	w.shows(me, "/passport/seen").One("nobody")
	w.must(http.StatusOK, w.page(verifier("RVV"), "/passports/workers/"+workerID, false))
	w.shows(me, "/passport/seen").Has("look-record", "RVV", "Opened your record")
	w.must(http.StatusNotFound, w.page(verifier("RVV"), "/passport/seen", false))
	w.must(422, w.page(me, "/passport/seen?before=nonsense", false))
}
