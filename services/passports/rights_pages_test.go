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
