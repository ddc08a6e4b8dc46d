package deployments_test

import (
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/web/pagetest"
)

// page opens an address as a browser does; form makes it a POST. Redirects are followed.
func (w *world) page(who auth.Principal, path string, form url.Values) (int, pagetest.Page) {
	w.t.Helper()
	method, content := http.MethodGet, io.Reader(nil)
	if form != nil {
		method, content = http.MethodPost, strings.NewReader(form.Encode())
	}
	req, err := http.NewRequestWithContext(w.t.Context(), method, w.URL+path, content)
	if err != nil {
		w.t.Fatal(err)
	}
	req.Header.Set("Accept", "text/html")
	req.Header.Set("Authorization", "Bearer "+w.Token(who))
	if form != nil {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		w.t.Fatal(err)
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		w.t.Fatal(err)
	}
	return res.StatusCode, pagetest.Parse(w.t, string(raw))
}

func TestAnAgreementIsMadeOnPagesAlone(t *testing.T) {
	t.Parallel()
	w := start(t)
	w.register()
	rvv, rpa := person("RVV", auth.Approve, auth.Executive), person("RPA", auth.Executive)
	if status, _ := w.page(rvv, "/agreements/new", nil); status != 200 {
		t.Fatalf("the form: %d", status)
	}
	if status, _ := w.page(rpa, "/agreements/new", nil); status != 403 {
		t.Errorf("the form without the duty: %d", status)
	}
	form := url.Values{
		"title": {"Kent nurses"}, "model": {"home_pays"}, "staff_groups": {"nursing_midwifery"}, "at_end": {"honour"},
		"from": {w.Clock.Now().Add(-48 * time.Hour).Format(time.DateOnly)}, "until": {"soon"}, "max_days": {"many"}, "sites": {"RPA01\r\nRVV01"},
	}
	status, p := w.page(rvv, "/agreements/new", form)
	if status != 422 || p.Value("title") != "Kent nurses" {
		t.Fatalf("a form with mistakes: %d", status)
	}
	p.Has("error-summary", "Enter a date, such as", "Enter a number of days")
	form.Del("until")
	form.Del("max_days")
	status, p = w.page(rvv, "/agreements/new", form)
	if status != 422 {
		t.Fatalf("one party: %d", status)
	}
	p.Has("error-summary", "Name at least two employers.")
	form["parties"] = []string{"RPA"}
	status, p = w.page(rvv, "/agreements/new", form)
	if status != 200 {
		t.Fatalf("the draft: %d %v", status, p.All("error-summary"))
	}
	p.Has("success", "The agreement is drafted.")
	p.Has("status", "Draft")
	p.Has("sites", "RPA01, RVV01")

	var list struct{ Agreements []agreement }
	w.must(200, rvv, "GET", "/agreements", nil).into(t, &list)
	path := "/agreements/" + list.Agreements[0].ID
	_, p = w.page(rvv, path+"/offer", url.Values{})
	p.Has("status", "To be signed")
	hash := p.Value("terms_hash")
	status, p = w.page(rvv, path+"/sign", url.Values{"terms_hash": {hash}})
	if status != 422 {
		t.Errorf("no capacity: %d", status)
	}
	p.Has("error-summary", "The signature cannot be taken")
	for _, who := range []auth.Principal{rvv, rpa} {
		_, p = w.page(who, path+"/sign", url.Values{"terms_hash": {hash}, "capacity": {"chief_nurse"}})
		p.Has("success", "You have signed the agreement.")
	}
	p.Has("status", "In force")
	if len(p.All("sign")) != 0 {
		t.Error("a button to sign what is signed")
	}
	_, p = w.page(rpa, path+"/text", nil)
	p.Has("text", "Staff groups: only Nursing and midwifery registered")
	if p.One("hash") != hash {
		t.Error("the page shows another hash than was signed")
	}
	if status, _ := w.page(rpa, path+"/sign", url.Values{"terms_hash": {hash}, "capacity": {"chief_nurse"}}); status != 409 {
		t.Errorf("signing twice: %d", status)
	}
	if status, _ := w.page(person("RWF"), path, nil); status != 404 {
		t.Errorf("a stranger: %d", status)
	}

	b := w.booking(nil)
	w.request(b)
	w.await(b, "authorised")
	_, p = w.page(lead(), "/deployments", nil)
	p.Has("deployment", b.WorkerID[len(b.WorkerID)-8:], "Employer RVV (RVV)", "Site RPA01 (RPA01)", "Kent nurses")
	_, p = w.page(person("RWF"), "/deployments", nil)
	p.One("none")
	_, p = w.page(lead(), "/agreements/coverage?staff_group=nursing_midwifery", nil)
	p.Has("count", "1 of 3 pairs")
	p.Has("pair", "Covered in part")
	if status, p = w.page(rpa, path+"/end", url.Values{"at": {"never"}}); status != 422 {
		t.Errorf("an end that is no date: %d", status)
	}
	p.Has("error-summary", "Enter the last day")
	if status, p = w.page(rpa, path+"/end", url.Values{"at": {""}}); status != 422 {
		t.Errorf("an end without the notice of the clause: %d", status)
	}
	p.Has("error-summary", "asks for 60 days of notice")
	_, p = w.page(rpa, path+"/end", url.Values{"at": {w.Clock.Now().AddDate(0, 0, 61).Format(time.DateOnly)}})
	p.Has("status", "In force")
	p.Has("notice", "Notice has been given.")
}
