package analytics_test

import (
	"io"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/testkit"
	"github.com/muster-ics/muster/pkg/web/pagetest"
	module "github.com/muster-ics/muster/services/analytics"
)

// fill sends a form as a browser does. Redirects are not followed.
func fill(t testing.TB, h *testkit.Harness, who auth.Principal, path string, form url.Values) (body string, status int) {
	t.Helper()
	form.Set("idempotency_key", id.New().String())
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, h.URL+path, strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+h.Token(who))
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Accept", "text/html")
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b), res.StatusCode
}

const alertsPage = "/fill-rate/alerts"

func TestALeadMakesARuleTakesItsAlertOnAndKeepsItQuietOnPages(t *testing.T) {
	t.Parallel()
	h := testkit.Start(t, module.Module)
	ask(h, "RVV", 5*time.Hour).posted(t, h)
	testkit.Await(t, soon, "the shift is heard", func() bool { return rates(t, h, lead, "").Events == 1 })
	form := url.Values{
		"what": {"fill_below"}, "name": {"Nurses soon"}, "employer": {""}, "staff_group": {"nursing_midwifery"}, "role": {"registered_nurse"}, "period": {""},
		"hours_ahead": {"24"}, "raise": {"85"}, "clear": {"90%"}, "quiet_minutes": {"10"}, "tell": {"executive"},
	}
	tried := maps.Clone(form)
	tried["do"] = []string{"try"}
	if body, status := fill(t, h, lead, alertsPage+"/rules/new", tried); status != http.StatusOK || !strings.Contains(body, "would") {
		t.Errorf("tried: %d %s", status, body)
	}
	if body, _ := page(t, h, lead, alertsPage+"/rules"); !strings.Contains(body, "There is no rule yet") {
		t.Error("trying keeps a rule")
	}
	if body, status := fill(t, h, lead, alertsPage+"/rules/new", form); status != http.StatusSeeOther {
		t.Fatalf("kept: %d %s", status, body)
	}
	var list alertList
	testkit.Await(t, soon, "the alert is raised", func() bool {
		list, _ = get[alertList](t, h, lead, "/api/analytics/v1/alerts?standing=true")
		return len(list.Alerts) == 1
	})
	unread := func(who auth.Principal) (n int, status int) {
		in, status := get[struct{ Unread int }](t, h, who, "/api/analytics/v1/alert-inbox")
		return in.Unread, status
	}
	for _, c := range []struct {
		who        auth.Principal
		want, code int
	}{{lead, 1, http.StatusOK}, {executive, 1, http.StatusOK}, {employer, 0, http.StatusOK}, {auditor, 0, http.StatusForbidden}, {worker, 0, http.StatusNotFound}} {
		if n, status := unread(c.who); n != c.want || status != c.code {
			t.Errorf("%s has %d unread (%d), want %d", c.who.Subject, n, status, c.want)
		}
	}
	alertID := list.Alerts[0].AlertID
	for step, want := range map[string]int{"/acknowledge/" + alertID: http.StatusSeeOther, "/acknowledge/" + id.New().String(): http.StatusNotFound, "/snooze/x": http.StatusNotFound} {
		if body, status := fill(t, h, lead, alertsPage+step, url.Values{}); status != want {
			t.Errorf("%s: %d %s", step, status, body)
		}
	}
	if body, status := fill(t, h, lead, alertsPage+"/snooze/"+alertID, url.Values{"hours": {"4"}}); status != http.StatusSeeOther {
		t.Errorf("kept quiet: %d %s", status, body)
	}
	body, _ := page(t, h, lead, alertsPage)
	p := pagetest.Parse(t, body)
	p.Has("taken", "Taken on by you")
	p.Has("quiet", "Quiet until")
	body, _ = page(t, h, lead, alertsPage+"/inbox")
	latest := pagetest.Parse(t, body).Value("up_to")
	if _, status := fill(t, h, lead, alertsPage+"/inbox/read", url.Values{"up_to": {latest}}); status != http.StatusSeeOther {
		t.Errorf("read: %d", status)
	}
	if n, _ := unread(lead); n != 0 {
		t.Errorf("%d unread after reading", n)
	}
	// Four hours later it still stands.
	h.Clock.Advance(4*time.Hour + time.Minute)
	testkit.Await(t, 2*soon+soon, "the lead is reminded", func() bool { n, _ := unread(lead); return n == 1 })
}

// hostile are what people and programs put into a field that asks for something else.
var hostile = []string{
	strings.Repeat("x", 70_000), "\u202eevil", "👩‍⚕️", `"><script>alert(1)</script>`, `=cmd|' /C calc'!A0`, "a\x00b", "\xff\xfe", "2026-02-30",
	"0190a000-0000-7000-8000-0000000000b1", "' or 1=1 --", "99999999999999999999", "-1", "", "NaN", "1e309", "http://169.254.169.254/", "https://user:pw@h/",
}

func TestNoValueInAnyFieldOfAnAlertsFormDoesHarm(t *testing.T) {
	t.Parallel()
	h := testkit.Start(t, module.Module)
	ask(h, "RVV", 5*time.Hour).posted(t, h)
	testkit.Await(t, soon, "the shift is heard", func() bool { return rates(t, h, lead, "").Events == 1 })
	ruleID, _ := addRule(t, h, lead, fillRule(nil))
	hooked := addHook(t, h, lead, "http://127.0.0.1:1/")
	testkit.Await(t, soon, "the alert stands", func() bool {
		list, _ := get[alertList](t, h, lead, "/api/analytics/v1/alerts?standing=true")
		return len(list.Alerts) == 1
	})
	forms, seen := 0, map[string]bool{}
	reader := lead
	reader.Subject = id.New().String() // Whoever waited above has asked often enough.
	for _, path := range []string{
		"", "/inbox", "/rules", "/rules/new?what=fill_below", "/rules/new?what=silence", "/rules/" + ruleID, "/webhooks", "/webhooks/" + hooked.id, "/deliveries",
	} {
		body, status := page(t, h, reader, alertsPage+path)
		if status != http.StatusOK {
			t.Fatalf("%s: %d %s", path, status, body)
		}
		for _, f := range pagetest.Parse(t, body).Forms() {
			if key := f.Action + f.Values.Get("what"); f.Method != "post" || strings.HasPrefix(f.Action, "/sign") || seen[key] {
				continue
			} else {
				seen[key] = true
			}
			forms++
			spoil(t, h, f)
		}
	}
	if forms < 10 {
		t.Errorf("only %d forms were found", forms)
	}
	for _, path := range []string{"?before=%00", "?before=x", "/inbox?before=-1", "/inbox?before=x", "/rules/new?what=x", "/rules/x", "/webhooks/x", "/deliveries?state=x", "/deliveries?webhook=x", "/deliveries?before=x"} {
		if body, status := page(t, h, reader, alertsPage+path); status >= 500 {
			t.Errorf("%s: %d %s", path, status, body)
		}
	}
}

// spoil puts every hostile value into every field of a form.
func spoil(t *testing.T, h *testkit.Harness, f pagetest.Form) {
	t.Helper()
	for _, field := range f.Fields {
		who := lead
		who.Subject = id.New().String() // One person may not ask as fast as that.
		for _, value := range hostile {
			if field.Name == "idempotency_key" {
				continue
			}
			values := maps.Clone(f.Values)
			values[field.Name] = []string{value}
			body, status := fill(t, h, who, f.Action, values)
			if status >= 500 || strings.Contains(body, "<script>alert(1)") || status >= 400 && !strings.Contains(body, "<h1") {
				t.Errorf("%s with %s %.40q answers %d: %.300s", f.Action, field.Name, value, status, body)
			}
		}
	}
}
