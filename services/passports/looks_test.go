package passports_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/muster-ics/muster/services/passports/internal/app"
)

type looksBody struct {
	Looks []app.LookView
	Next  string
}

func (w *world) looks(workerID, query string) looksBody {
	w.t.Helper()
	var l looksBody
	w.must(http.StatusOK, w.call(asWorker(workerID), http.MethodGet, "/me/looks"+query, "")).into(w.t, &l)
	return l
}

func TestAWorkerReadsWhichEmployersLookedAndNeverWhoOrTheirOwnLooks(t *testing.T) {
	t.Parallel()
	w := start(t)
	workerID, other := w.enrol(nurse()), w.enrol(nurse())
	w.share(workerID, "RWF")
	b := w.booking(workerID)
	w.cleared(b)
	w.confirm(b)
	home := verifier("RVV")
	w.must(http.StatusOK, w.call(home, http.MethodGet, "/workers/"+workerID, ""))
	w.must(http.StatusOK, w.call(home, http.MethodGet, "/workers?employer=RVV", ""))
	w.must(http.StatusOK, w.page(verifier("RWF"), "/passports/workers/"+workerID+"/card", true))
	w.must(http.StatusOK, w.call(asWorker(workerID), http.MethodGet, "/me", ""))
	w.must(http.StatusNotFound, w.page(verifier("RPA"), "/passports/workers/"+workerID+"/card", true))

	var got []string
	all := w.looks(workerID, "")
	for _, l := range all.Looks {
		got = append(got, l.Employer+" "+l.Purpose)
		if len(l.Kinds) == 0 || l.At.IsZero() {
			t.Errorf("got %+v", l)
		}
	}
	slices.Sort(got)
	if !slices.Equal(got, []string{"RVV list", "RVV record", "RWF card"}) {
		t.Fatalf("got %v", got)
	}
	raw := w.call(asWorker(workerID), http.MethodGet, "/me/looks", "").raw
	if strings.Contains(string(raw), "verifier-") {
		t.Error("who looked is not told")
	}
	if len(w.looks(other, "").Looks) != 1 {
		t.Error("the looks at one worker are not another's")
	}
	w.must(http.StatusNotFound, w.call(home, http.MethodGet, "/me/looks", ""))
}

func TestTheLooksGoOnPageByPage(t *testing.T) {
	t.Parallel()
	w := start(t)
	workerID := w.enrol(nurse())
	for range 5 {
		w.must(http.StatusOK, w.call(verifier("RVV"), http.MethodGet, "/workers/"+workerID, ""))
	}
	seen := map[string]bool{}
	for next := "?limit=2"; next != ""; {
		page := w.looks(workerID, next)
		for _, l := range page.Looks {
			seen[l.LookID] = true
		}
		if next = page.Next; next != "" {
			next = "?limit=2&after=" + next
		}
	}
	if len(seen) != 5 {
		t.Errorf("got %d of 5", len(seen))
	}
	w.must(422, w.call(asWorker(workerID), http.MethodGet, "/me/looks?after=nonsense", ""))
}
