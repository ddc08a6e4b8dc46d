package passports_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/muster-ics/muster/pkg/id"
)

func TestAListTakesNoCursorButItsOwnAndShowsNoOthersRows(t *testing.T) {
	t.Parallel()
	w := start(t)
	home, stranger := verifier("RVV"), verifier("RPA")
	first, second := w.enrol(nurse()), w.enrol(with(func(e enrolment) {
		part(e, "registrations")["number"] = "97Z7654Q"
	}))
	var page struct{ Next string }
	w.must(200, w.call(home, http.MethodGet, "/workers?employer=RVV&limit=1", "")).into(t, &page)
	if page.Next == "" {
		t.Fatal("the workers have no second page")
	}
	w.must(200, w.call(home, http.MethodGet, "/workers?employer=RVV&limit=1&after="+url.QueryEscape(page.Next), ""))
	broken := map[string]string{
		"no cursor at all": "xyz", "base64 of nothing": "e30", "a cut one": page.Next[:len(page.Next)/2], "SQL": "' or 1=1 --", "a null": "\x00",
		"letters of other scripts": "é病", "a JSON null": "bnVsbA", "that of the workers": page.Next,
	}
	sentence := func(t *testing.T, name string, r reply) {
		t.Helper()
		if p := r.problem(t); p.Code == "" || len(p.Detail) < 10 {
			t.Errorf("%s: nobody can act on %s", name, r.raw)
		}
	}
	for _, l := range []struct{ path, param string }{
		{"/workers?employer=RVV", "after"}, {"/due?employer=RVV", "after"}, {"/bookings-at-risk?employer=RVV", "after"},
		{"/reviews?employer=RVV", "before"}, {"/overrides?state=granted", "before"}, {"/me/decisions?limit=5", "before"}, {"/me/looks?limit=5", "after"},
	} {
		who := home
		if strings.HasPrefix(l.path, "/me/") {
			who = asWorker(first)
		}
		for name, c := range broken {
			if l.param == "after" && name == "that of the workers" && strings.HasPrefix(l.path, "/workers") {
				continue
			}
			r := w.call(who, http.MethodGet, l.path+"&"+l.param+"="+url.QueryEscape(c), "")
			if r.status < 400 || r.status > 499 {
				t.Errorf("%s, %s: answered %d: %s", l.path, name, r.status, r.raw)
				continue
			}
			sentence(t, l.path+", "+name, r)
		}
	}
	// Another employer, with a cursor that is good for somebody else, or an id that it has come by.
	for _, path := range []string{
		"/workers?employer=RVV", "/workers?employer=RVV&after=" + url.QueryEscape(page.Next), "/workers?employer=RPA", "/workers?employer=RPA&after=" + url.QueryEscape(page.Next),
		"/due?employer=RVV", "/due?employer=RPA&within=366", "/bookings-at-risk?employer=RVV", "/bookings-at-risk?employer=RPA", "/reviews?employer=RVV", "/reviews?employer=RPA",
		"/overrides", "/overrides?before=" + id.New().String(), "/imports", "/import-queue", "/workers/" + first, "/workers/" + second + "/checks", "/compliance?employer=RVV",
	} {
		r := w.call(stranger, http.MethodGet, path, "")
		switch {
		case r.status >= 500:
			t.Errorf("%s answers %d: %s", path, r.status, r.raw)
		case r.status >= 400:
			sentence(t, path, r)
		case strings.Contains(string(r.raw), first) || strings.Contains(string(r.raw), second) || strings.Contains(string(r.raw), canaryFamily):
			t.Errorf("%s shows another employer's worker: %s", path, r.raw)
		}
	}
}
