package passports_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/web/pagetest"
	"github.com/muster-ics/muster/services/passports/internal/app"
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

func TestAWorkerReadsEachDecisionAndAsksAPersonToLookAgain(t *testing.T) {
	t.Parallel()
	w := start(t)
	workerID := w.enrol(nurse())
	w.share(workerID, "RWF")
	me := asWorker(workerID)
	const at = "/passport/decisions"
	w.shows(me, at).One("none")
	yes, no := w.booking(workerID), w.booking(workerID)
	w.cleared(yes)
	no.Requirements.EPP = true
	w.request(no)
	w.answer(no.BookingID, 1)
	list := w.shows(me, at)
	if got := list.All("decision"); len(got) != 2 {
		t.Fatalf("got %v", got)
	}
	var mine struct {
		Decisions []struct {
			DecisionID string `json:"decision_id"`
			Outcome    string
		}
	}
	w.must(http.StatusOK, w.call(me, http.MethodGet, "/me/decisions", "")).into(t, &mine)
	one := at + "/" + mine.Decisions[0].DecisionID
	p := w.shows(me, one)
	p.Has("answer", "Not cleared")
	p.Has("requirement-exposure_prone_procedures", "Not in place")
	p.Has("requirement-registration", "In place")
	w.must(422, w.post(me, one+"/review", url.Values{"words": {" "}}))
	w.must(http.StatusSeeOther, w.post(me, one+"/review", url.Values{"words": {"I was cleared last week."}}))
	w.shows(me, one).Has("review-state", "I was cleared last week.")
	w.must(http.StatusConflict, w.post(me, one+"/review", url.Values{"words": {"Again."}}))
	w.shows(me, at).Has("review", "asked a person to look again")
	w.must(http.StatusNotFound, w.page(asWorker(w.enrol(nurse())), one, false))
	w.must(http.StatusNotFound, w.page(verifier("RPA"), one, false))
	w.must(http.StatusNotFound, w.page(me, at+"/nothing", false))
}

func TestAWorkerTakesTheWholeRecordAlongAndThatIsKept(t *testing.T) {
	t.Parallel()
	w := start(t)
	workerID := w.enrol(nurse())
	me := asWorker(workerID)
	w.share(workerID, "RWF")
	w.must(http.StatusCreated, w.call(me, http.MethodPost, "/me/adjustments", `{"text":"A chair without arms"}`))
	b := w.booking(workerID)
	w.cleared(b)
	w.change(workerID, "/holds", `{"why":"sickness"}`)
	w.must(http.StatusOK, w.call(verifier("RVV"), http.MethodGet, "/workers/"+workerID, ""))
	w.must(http.StatusCreated, w.call(me, http.MethodPost, "/me/credentials", "{}"))

	w.shows(me, "/passport/export").One("download")
	r := w.must(http.StatusOK, w.call(me, http.MethodGet, "/me/export", ""))
	if got := r.header.Get("Content-Disposition"); got != `attachment; filename="muster-passport.json"` || r.header.Get("Cache-Control") != "no-store" {
		t.Errorf("got %s, %s", got, r.header.Get("Cache-Control"))
	}
	var e app.Export
	r.into(t, &e)
	if e.Schema != app.ExportSchema || e.Passport.GivenName != canaryGiven || len(e.Passport.Checks) != 5 || e.Passport.Registrations[0].Number != canaryNumber {
		t.Errorf("got %+v", e.Passport)
	}
	if len(e.Disclosures) != 1 || len(e.Adjustments) != 1 || e.Adjustments[0].Text == "" || len(e.Decisions) != 2 || len(e.Looks) != 1 || len(e.Credentials) == 0 {
		t.Errorf("%d disclosures, %d adjustments, %d decisions, %d looks, %d credentials", len(e.Disclosures), len(e.Adjustments), len(e.Decisions), len(e.Looks), len(e.Credentials))
	}
	for _, c := range e.Credentials {
		if c.Live && c.SDJWT == "" {
			t.Errorf("the text of %s is missing", c.Type)
		}
	}
	if strings.Contains(string(r.raw), "sickness") {
		t.Error("why a hold was placed stays at home")
	}
	w.shows(me, "/passport/export/print").Has("name", canaryGiven)
	taken := 0
	for _, l := range w.looks(workerID, "").Looks {
		if l.Purpose == "export" {
			taken++
		}
	}
	if taken != 2 {
		t.Errorf("that it was taken must be kept: %d times", taken)
	}
	for _, stranger := range []auth.Principal{verifier("RVV"), verifier("RWF"), {Subject: "lead", Role: auth.Lead, ICS: "QKS"}} {
		w.must(http.StatusNotFound, w.call(stranger, http.MethodGet, "/me/export", ""))
		w.must(http.StatusNotFound, w.page(stranger, "/passport/export/print", false))
	}
}

// rightsOf goes, as the worker, through all that workers do with their own passports, and gives the refusals.
func (w *world) rightsOf(workerID string) []reply {
	w.t.Helper()
	me := asWorker(workerID)
	w.must(http.StatusCreated, w.call(me, http.MethodPost, "/me/adjustments", `{"text":"Call me `+canaryGiven+`","shared_with":["RWF"]}`))
	var mine struct {
		Decisions []struct {
			DecisionID string `json:"decision_id"`
		}
	}
	w.must(http.StatusOK, w.call(me, http.MethodGet, "/me/decisions", "")).into(w.t, &mine)
	decision := "/passport/decisions/" + mine.Decisions[0].DecisionID
	w.must(http.StatusSeeOther, w.post(me, decision+"/review", url.Values{"words": {canaryFamily + " was fit"}}))
	for _, path := range []string{"/passport", "/passport/share", "/passport/seen", "/passport/adjustments", "/passport/decisions", decision, "/passport/export", "/passport/export/print"} {
		w.must(http.StatusOK, w.page(me, path, false))
	}
	w.must(http.StatusOK, w.call(me, http.MethodGet, "/me/export", ""))
	return []reply{
		w.must(422, w.call(me, http.MethodPost, "/me/adjustments", `{"text":"A chair","shared_with":["`+canaryFamily+`"]}`)),
		w.must(422, w.call(me, http.MethodPost, "/me/disclosures", `{"employers":["`+canaryFamily+`"]}`)),
		w.must(422, w.call(me, http.MethodPut, "/me/disclosures/RWF", `{"until":"`+canaryGiven+`"}`)),
	}
}
