package passports_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
)

// A person at a form takes in people and an export, says what a word means, and takes the wrong file back, without scripts.
func TestAFileIsSentReadRecordedAndTakenBackByForms(t *testing.T) {
	t.Parallel()
	w := start(t)
	home := verifier("RVV")
	pagetest.Parse(t, string(w.must(http.StatusOK, w.page(home, "/passports", false)).raw)).One("to-imports")
	send := func(kind, file string) string {
		t.Helper()
		return w.must(http.StatusSeeOther, w.upload(home, "/passports/imports?kind="+kind, file)).header.Get("Location")
	}
	people := send("workers", canaryStaff)
	pagetest.Parse(t, string(w.must(http.StatusOK, w.page(home, people, false)).raw)).Has("count-accepted", "1")
	w.must(http.StatusSeeOther, w.post(home, people+"/apply", url.Values{"rows": {"all_or_nothing"}}))
	pagetest.Parse(t, string(w.must(http.StatusOK, w.page(home, people, false)).raw)).Has("count-recorded", "1")

	export := send("esr", "Competency Name,Date Start,Staff Number\r\nNHS|CSTF|Fire Safety|,01-Dec-2024,90012345\r\n457|LOCAL|Sepsis|,01-Dec-2024,90012345\r\nNHS|CSTF|Fire Safety|,01-Dec-24,90012345\r\n")
	one := pagetest.Parse(t, string(w.must(http.StatusOK, w.page(home, export, false)).raw))
	one.Has("count-queued", "1")
	one.Has("problem", "two-digit year")
	w.must(http.StatusUnprocessableEntity, w.post(home, export+"/apply", url.Values{"rows": {"all_or_nothing"}}))
	list := w.must(http.StatusOK, w.page(home, export+"/problems.csv", false))
	if !strings.Contains(string(list.raw), "a date with a two-digit year") || strings.Contains(string(list.raw), "01-Dec-24") {
		t.Errorf("%s", list.raw)
	}
	const queue = "/passports/imports/queue"
	word := url.Values{"kind": {"esr"}, "key": {"457|LOCAL|sepsis"}, "row": {"0"}, "meaning_0": {"local"}, "code_0": {""}}
	pagetest.Parse(t, string(w.must(http.StatusUnprocessableEntity, w.post(home, queue, word)).raw)).Has("word", "Give the code")
	word.Set("code_0", "sepsis")
	w.must(http.StatusSeeOther, w.post(home, queue, word))
	pagetest.Parse(t, string(w.must(http.StatusOK, w.page(home, queue+"?done=explained", false)).raw)).One("none")
	w.must(http.StatusNotFound, w.post(home, queue, word))
	w.must(http.StatusSeeOther, w.post(home, export+"/apply", url.Values{"rows": {"only_good"}}))
	pagetest.Parse(t, string(w.must(http.StatusOK, w.page(home, export, false)).raw)).Has("count-recorded", "2")
	w.must(http.StatusSeeOther, w.post(home, export+"/withdraw", url.Values{}))
	pagetest.Parse(t, string(w.must(http.StatusOK, w.page(home, export, false)).raw)).Has("import-status", "Taken back")

	refused := pagetest.Parse(t, string(w.must(http.StatusUnprocessableEntity, w.upload(home, "/passports/imports?kind=nmc", "%PDF-1.7")).raw))
	refused.Has("error-summary", "This is a PDF")
	if got := string(w.must(http.StatusOK, w.page(home, "/passports/import-templates/competencies", false)).raw); !strings.Contains(got, "worker_ref,framework,code,level,achieved_on,expires_on,awarding_body") {
		t.Errorf("%q", got)
	}
	w.must(http.StatusNotFound, w.page(home, "/passports/import-templates/nmc", false))
	w.must(http.StatusNotFound, w.page(verifier("RWF"), export, false))
	w.must(http.StatusNotFound, w.page(asWorker("01957f00-0000-7000-8000-000000000001"), "/passports/imports", false))
}
