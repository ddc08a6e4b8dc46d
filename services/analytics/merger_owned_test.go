package analytics_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/testkit"
	"github.com/muster-ics/muster/pkg/webpush"
	module "github.com/muster-ics/muster/services/analytics"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/store"
)

func executiveOf(code string) auth.Principal {
	return auth.Principal{Subject: "exe-" + code, Role: auth.Employer, Employer: code, Duties: []string{auth.Executive}, ICS: testkit.ICS}
}

type hookList struct {
	Webhooks []struct {
		WebhookID string `json:"webhook_id"`
		Name      string
	}
}

// What a predecessor's people set up goes on as the heir's: its receivers and browsers are rung about the heir, its people manage
// them, and the roles of all its codes can be named.
func TestReceiversAndBrowsersOfAPredecessorAreTheHeirsFromTheDayOn(t *testing.T) {
	t.Parallel()
	h := testkit.Start(t, module.Module)
	merger := merges(t, h)
	own, others := newReceiver(t), newReceiver(t)
	made := addHook(t, h, executiveOf("RPA"), own.URL)
	addHook(t, h, executiveOf("RVV"), others.URL)
	// No key of push services is set here: that the browser was to be rung is seen in the log.
	err := store.NewInbox(h.Deps.Pool).Subscribe(t.Context(), app.Reader{Subject: "exe-RWF", Employer: "RWF", Duties: []string{auth.Executive}},
		webpush.Subscription{Endpoint: "https://push.example/1", P256DH: "p", Auth: "a"})
	if err != nil {
		t.Fatal(err)
	}
	for i, ods := range []string{"RPA", "RWF", "R1K"} {
		d := ask(h, ods, merger.Add(20*time.Hour).Sub(h.Clock.Now()))
		d.state.Role = []string{"registered_nurse", "midwife", "nursing_associate"}[i]
		d.posted(t, h)
	}
	testkit.Await(t, soon, "everything is heard", func() bool { return rates(t, h, lead, "").Events == 2*2+2*2+2+3 })
	roles := func(who auth.Principal) (n int) {
		body, status := page(t, h, who, "/fill-rate/alerts/rules/new?what=fill_below")
		if status != http.StatusOK {
			t.Fatalf("%s makes a rule: %d", who.Employer, status)
		}
		for _, role := range []string{"registered_nurse", "midwife", "nursing_associate"} {
			n += strings.Count(body, `value="`+role+`"`)
		}
		return n
	}
	list := func(who auth.Principal) int {
		out, status := get[hookList](t, h, who, webhooksPath)
		if status != http.StatusOK {
			t.Fatalf("%s lists receivers: %d", who.Employer, status)
		}
		return len(out.Webhooks)
	}

	h.Clock.Set(merger.Add(-time.Second))
	if n := list(executiveOf("R1K")) + list(executiveOf("RWF")); n != 0 || list(executiveOf("RPA")) != 1 {
		t.Errorf("a second before, others list %d receivers", n)
	}
	if n := roles(executiveOf("R1K")); n != 1 {
		t.Errorf("a second before, the heir can name %d roles", n)
	}
	if _, status := get[any](t, h, executiveOf("R1K"), webhooksPath+"/"+made.id); status != http.StatusNotFound {
		t.Errorf("a second before, the heir reads the receiver: %d", status)
	}

	h.Clock.Set(merger)
	for _, code := range []string{"R1K", "RPA", "RWF"} {
		if list(executiveOf(code)) != 1 || roles(executiveOf(code)) != 3 {
			t.Errorf("from the day on, %s lists %d receivers and names %d roles", code, list(executiveOf(code)), roles(executiveOf(code)))
		}
	}
	if list(executiveOf("RVV")) != 1 || roles(executiveOf("RVV")) != 0 {
		t.Error("another employer has its own and no more")
	}
	addRule(t, h, executiveOf("R1K"), fillRule(nil))
	const raised = "muster.analytics.alert.raised.v1"
	testkit.Await(t, soon, "the receiver and the browser are told of the heir's alert", func() bool {
		return len(own.of(raised)) >= 1 && len(logOf(t, h, executiveOf("R1K"), "").Deliveries) > len(own.of(raised))
	})
	if len(others.all()) != 0 {
		t.Error("another employer's receiver is told")
	}
	if log := logOf(t, h, executiveOf("RVV"), ""); len(log.Deliveries) != 0 {
		t.Errorf("another's log: %+v", log)
	}
	out, status, etag := send(t, h, executiveOf("R1K"), http.MethodPut, webhooksPath+"/"+made.id, made.etag, rule{"name": "Control room of both", "url": own.URL, "on": false})
	if status != http.StatusOK {
		t.Fatalf("the heir changes the receiver: %d %v", status, out)
	}
	if _, status, _ := send(t, h, executiveOf("RVV"), http.MethodPut, webhooksPath+"/"+made.id, etag, rule{"name": "Mine", "url": own.URL, "on": true}); status != http.StatusNotFound {
		t.Errorf("another employer changes it: %d", status)
	}
}

type frozenList struct {
	Snapshots []struct {
		SnapshotID  string `json:"snapshot_id"`
		Owner, Hash string
	}
}

// What a predecessor froze is in its heir's list as it was frozen; nobody signs for who is no more.
func TestFrozenFiguresOfAPredecessorAreReadByItsHeirAsTheyWere(t *testing.T) {
	t.Parallel()
	h := testkit.Start(t, module.Module)
	merger := merges(t, h)
	h.Clock.Set(time.Date(2026, 2, 3, 8, 0, 0, 0, time.UTC))
	ask(h, "RPA", 48*time.Hour).posted(t, h)
	testkit.Await(t, soon, "the shift is heard", func() bool { return rates(t, h, lead, "").Events == 2*2+2*2+2+1 })
	h.Clock.Set(merger.Add(-time.Second))
	frozen, status, _ := send(t, h, executiveOf("RPA"), http.MethodPost, "/api/analytics/v1/snapshots", "", rule{"form": "safer_staffing", "month": "2026-02"})
	if status != http.StatusCreated {
		t.Fatalf("freeze: %d %v", status, frozen)
	}
	path := "/api/analytics/v1/snapshots/" + frozen["snapshot_id"].(string)
	if list, _ := get[frozenList](t, h, executiveOf("R1K"), "/api/analytics/v1/snapshots"); len(list.Snapshots) != 0 {
		t.Errorf("a second before, the heir lists %+v", list)
	}

	h.Clock.Set(merger)
	for _, code := range []string{"R1K", "RPA", "RWF"} {
		list, status := get[frozenList](t, h, executiveOf(code), "/api/analytics/v1/snapshots")
		if status != http.StatusOK || len(list.Snapshots) != 1 || list.Snapshots[0].Owner != "RPA" || list.Snapshots[0].Hash != frozen["hash"] {
			t.Errorf("%s lists %d %+v", code, status, list)
		}
	}
	if list, _ := get[frozenList](t, h, executiveOf("RVV"), "/api/analytics/v1/snapshots"); len(list.Snapshots) != 0 {
		t.Errorf("another employer lists %+v", list)
	}
	if out, status, _ := send(t, h, executiveOf("R1K"), http.MethodPost, path+"/sign", "", rule{"capacity": "finance"}); status != http.StatusConflict {
		t.Errorf("the heir signs: %d %v", status, out)
	}
	if d, status := get[struct{ Differences []any }](t, h, executiveOf("R1K"), path+"/differences"); status != http.StatusOK || len(d.Differences) != 0 {
		t.Errorf("what is different now: %d %+v", status, d)
	}
	for path, want := range map[string]string{"/fill-rate/returns": "by Employer RPA", "/fill-rate/snapshots/" + frozen["snapshot_id"].(string): "By Employer RPA"} {
		if body, status := page(t, h, executiveOf("R1K"), path); status != http.StatusOK || !strings.Contains(strings.Join(strings.Fields(body), " "), want) {
			t.Errorf("%s does not say %q: %d", path, want, status)
		}
	}
}
