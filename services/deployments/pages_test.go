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
	if status, _ := w.page(rvv, "/agreements/new?template=barter", nil); status != 422 {
		t.Fatalf("an unknown template: %d", status)
	}
	form := url.Values{
		"template": {"home_pays"}, "title": {"Kent nurses"}, "from": {w.Clock.Now().Add(-48 * time.Hour).Format(time.DateOnly)}, "until": {"soon"},
	}
	status, p := w.page(rvv, "/agreements/new", form)
	if status != 422 || p.Value("title") != "Kent nurses" {
		t.Fatalf("a form with mistakes: %d", status)
	}
	p.Has("error-summary", "Enter a date, such as")
	form.Del("until")
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
	var list struct{ Agreements []agreement }
	w.must(200, rvv, "GET", "/agreements", nil).into(t, &list)
	path := "/agreements/" + list.Agreements[0].ID
	w.changeParts(rvv, path)
	if status, _ := w.page(rpa, path+"/draft", nil); status != 403 {
		t.Errorf("another party at the draft: %d", status)
	}

	_, p = w.page(rvv, path+"/offer", url.Values{})
	p.Has("status", "To be signed")
	_, p = w.page(rvv, path+"/sign", nil)
	hash := p.Value("terms_hash")
	if p.One("hash") != hash {
		t.Error("the page shows another hash than is signed")
	}
	p.Has("text", "Employer RPA (RPA)", "Staff groups: only Nursing and midwifery registered", "Sites: only Site RPA01 (RPA01) and Site RVV01 (RVV01)",
		"Band 5: £18.45 an hour, £24.00 at unsocial hours", "On-costs: 23.5% of pay")
	status, p = w.page(rvv, path+"/sign", url.Values{"terms_hash": {hash}})
	if status != 422 {
		t.Errorf("no capacity: %d", status)
	}
	p.Has("error-summary", "The signature cannot be taken")
	for _, who := range []auth.Principal{rvv, rpa} {
		_, p = w.page(who, path+"/sign", url.Values{"terms_hash": {hash}, "capacity": {"chief_nurse"}})
		p.Has("success", "You have signed.")
	}
	p.Has("status", "In force")
	if len(p.All("go-sign")) != 0 {
		t.Error("a button to sign what is signed")
	}
	_, p = w.page(rpa, path+"/text", nil)
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
	p.Has("count", "2 of 6 directions")
	p.Has("row", "In part")
	w.amendOnPages(rvv, rpa, path)
	w.giveNoticeOnPages(rpa, path)
}

// changeParts writes other clauses into a draft, part by part.
func (w *world) changeParts(who auth.Principal, path string) {
	w.t.Helper()
	send := func(group string, form url.Values, want int) pagetest.Page {
		w.t.Helper()
		_, p := w.page(who, path+"/draft/"+group, nil)
		form.Set("was", p.Value("was"))
		status, p := w.page(who, path+"/draft/"+group, form)
		if status != want {
			w.t.Fatalf("%s: %d %v", group, status, p.All("error-summary"))
		}
		return p
	}
	send("scope", url.Values{"scope.staff_groups": {"nursing_midwifery"}, "scope.sites_in": {"RPA01\r\nRVV01"}}, 200).Has("success", "saved")
	p := send("limits", url.Values{"limits.max_days_in_12_months": {"many"}, "limits.max_single_deployment_days": {"14"}}, 422)
	p.Has("error-summary", "Enter a whole number")
	if p.Value("limits.max_days_in_12_months") != "many" || p.Value("limits.max_single_deployment_days") != "14" {
		w.t.Error("what was entered is lost")
	}
	money := url.Values{
		"money.rate_basis": {"harmonised"}, "money.harmonised": {"Nursing and midwifery registered; Band 5; 18.45; 24"}, "money.on_cost_bp": {"23.5"},
		"money.admin_fee_pence": {"5"}, "money.travel_pence_per_mile": {"0.56"}, "money.cancellation_bearer": {"host"}, "money.invoice": {"weekly"}, "money.dispute_days": {"30"},
	}
	send("money", money, 200).Has("task", "£18.45 an hour")
	money.Set("money.harmonised", "nurses; 5; 18.455; 24")
	send("money", money, 422).Has("error-summary", "Line 1: enter amounts in pounds")
	money.Set("money.harmonised", "Nursing and midwifery registered; Band 5; 18.45; 24")
	money.Set("money.unsocial_hours", "agenda_for_change")
	send("money", money, 200).Has("task", "those from 20:00 to 06:00")
	joins, leaves := w.Clock.Now().AddDate(0, 1, 0).Format(time.DateOnly), w.Clock.Now().AddDate(1, 0, 0).Format(time.DateOnly)
	send("parties", url.Values{"parties": {"RPA"}, "accession": {"open"}, "joins.RPA": {"soon"}}, 422).Has("error-summary", "Enter a date")
	dates := url.Values{"parties": {"RPA"}, "accession": {"open"}, "joins.RPA": {joins}, "leaves.RPA": {leaves}, "leaves.RVV": {leaves}}
	send("parties", dates, 200).Has("task", "(RPA), from ", "until ")
	_, p = w.page(who, path+"/draft/parties", nil)
	if p.Value("joins.RPA") != joins || p.Value("leaves.RPA") != leaves || p.Value("joins.RVV") != "" || p.Value("leaves.RVV") != leaves {
		w.t.Errorf("from %s to %s: %q %q", joins, leaves, p.Value("joins.RPA"), p.Value("leaves.RPA"))
	}
	send("parties", url.Values{"parties": {"RPA"}, "accession": {"open"}, "joins.RPA": {""}, "leaves.RPA": {""}, "leaves.RVV": {""}}, 200)
	training := url.Values{"training.accepted": {"cstf"}, "training.top_ups": {"fire_exits"}, "training.own_top_ups": {"rpa; Patient record system; Before the first shift\r\n\r\nEmployer RVV (RVV); Medicines policy; on the first shift"}}
	send("training", training, 200).Has("task", "At Employer RPA (RPA), before the first shift", "At Employer RVV (RVV), on the first shift")
	_, p = w.page(who, path+"/draft/training", nil)
	if got := p.Value("training.own_top_ups"); !strings.Contains(got, "Employer RPA (RPA); Patient record system; Before the first shift") {
		w.t.Errorf("own top-ups come back as %q", got)
	}
	training.Set("training.own_top_ups", "Ashford; Patient record system; soon")
	send("training", training, 422).Has("error-summary", "Line 1: name a party")
	for _, g := range agreementdraftGroups {
		_, p := w.page(who, path+"/draft/"+g, nil)
		p.One("save")
	}
	if status, _ := w.page(who, path+"/draft/nothing", nil); status != 404 {
		w.t.Errorf("a group that is none: %d", status)
	}
	_, p = w.page(who, path+"/draft/limits", url.Values{"was": {strings.Repeat("0", 64)}, "limits.max_days_in_12_months": {"1"}})
	p.Has("error-summary", "Somebody has changed the draft meanwhile.")
}

var agreementdraftGroups = []string{"parties", "direction", "model", "scope", "duration", "limits", "consent", "checks", "training", "money", "vat", "duties", "information", "notice"}

// amendOnPages takes a new version from its draft to the last signature.
func (w *world) amendOnPages(rvv, rpa auth.Principal, path string) {
	w.t.Helper()
	_, p := w.page(rvv, path+"/amend", url.Values{})
	p.Has("success", "A new version is begun.")
	p.One("no-changes")
	if status, p := w.page(rvv, path+"/offer", url.Values{}); status != 409 {
		w.t.Errorf("a version that changes nothing is offered: %d", status)
	} else {
		p.Has("error-summary", "The new version says what the one in force says.")
	}
	_, p = w.page(rvv, path+"/draft/limits", nil)
	_, p = w.page(rvv, path+"/draft/limits", url.Values{"was": {p.Value("was")}, "limits.max_days_in_12_months": {"30"}, "limits.max_single_deployment_days": {"0"}})
	p.Has("change", "Limits", "no limit on the days", "at most 30 days in any 12 months")
	_, p = w.page(rvv, path+"/offer", url.Values{})
	p.Has("amendment", "Version 2 is on its way")
	for _, who := range []auth.Principal{rvv, rpa} {
		_, p = w.page(who, path+"/sign", nil)
		p.Has("change", "Limits")
		_, p = w.page(who, path+"/sign", url.Values{"terms_hash": {p.Value("terms_hash")}, "capacity": {"chief_nurse"}})
	}
	p.Has("versions", "Version 2", "Version 1", "Decided from")
	_, p = w.page(rpa, path+"/versions/2", nil)
	p.Has("change", "at most 30 days")
	_, p = w.page(rpa, path+"/text?version=1", nil)
	p.Has("text", "There is no limit on the days")
	if status, _ := w.page(rpa, path+"/versions/9", nil); status != 404 {
		w.t.Errorf("a version that is none: %d", status)
	}
}

// giveNoticeOnPages ends the agreement by notice, after a look at what that means.
func (w *world) giveNoticeOnPages(who auth.Principal, path string) {
	w.t.Helper()
	status, p := w.page(who, path+"/notice?at=never", nil)
	if status != 422 {
		w.t.Errorf("an end that is no date: %d", status)
	}
	p.Has("error-summary", "Enter the last day")
	if status, p = w.page(who, path+"/end", url.Values{"at": {""}}); status != 422 {
		w.t.Errorf("an end without the notice of the clause: %d", status)
	}
	p.Has("error-summary", "asks for 60 days of notice")
	last := w.Clock.Now().AddDate(0, 0, 61).Format(time.DateOnly)
	_, p = w.page(who, path+"/notice?of=agreement&at="+last, nil)
	p.Has("consequence", "No booked shift reaches beyond")
	_, p = w.page(who, path+"/end", url.Values{"at": {p.Value("at")}, "of": {"agreement"}})
	p.Has("status", "In force")
	p.Has("notice", "Notice has been given by Employer RPA (RPA).")
}
