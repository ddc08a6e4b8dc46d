package analytics_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"testing"
	"time"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/analytics"
	"github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/testkit"
	module "github.com/muster-ics/muster/services/analytics"
)

const rulesPath = "/api/analytics/v1/alert-rules"

var auditor = auth.Principal{Subject: "aud-1", Role: auth.Auditor, ICS: testkit.ICS}

type rule map[string]any

// fillRule calls below 85 % within 24 hours, and is over at 90 %.
func fillRule(change rule) rule {
	r := rule{"name": "Nurses soon", "what": "fill_below", "hours_ahead": 24, "raise": 850, "clear": 900, "on": true}
	for k, v := range change {
		r[k] = v
	}
	return r
}

// send does a request that changes something and gives the answer decoded, with its status and ETag.
func send(t testing.TB, h *testkit.Harness, who auth.Principal, method, path, ifMatch string, body any) (out map[string]any, status int, etag string) {
	t.Helper()
	raw, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	req, err := http.NewRequestWithContext(t.Context(), method, h.URL+path, bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+h.Token(who))
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Idempotency-Key", id.New().String())
	if ifMatch != "" {
		req.Header.Set("If-Match", ifMatch)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	answer, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(answer, &out); len(answer) > 0 && err != nil {
		t.Fatalf("%s %s: %s", method, path, answer)
	}
	return out, res.StatusCode, res.Header.Get("ETag")
}

func addRule(t testing.TB, h *testkit.Harness, who auth.Principal, r rule) (ruleID, etag string) {
	t.Helper()
	out, status, etag := send(t, h, who, http.MethodPost, rulesPath, "", r)
	if status != http.StatusCreated {
		t.Fatalf("POST %s: %d %v", rulesPath, status, out)
	}
	return out["rule_id"].(string), etag
}

// alertOf waits for an event of an alert of the rule.
func alertOf(t testing.TB, heard *testkit.Collector, name, ruleID string) analytics.AlertState {
	t.Helper()
	var found analytics.AlertState
	heard.Await(t, soon, func(env events.Envelope) bool {
		var e struct{ Alert analytics.AlertState }
		return env.Type == name && json.Unmarshal(env.Data, &e) == nil && e.Alert.RuleID == ruleID && func() bool { found = e.Alert; return true }()
	})
	return found
}

type alertList struct {
	Alerts []struct {
		AlertID        string `json:"alert_id"`
		RuleName       string `json:"rule_name"`
		Status         string
		Employer       string
		Sees           string
		AcknowledgedBy string `json:"acknowledged_by"`
	}
	NextCursor string `json:"next_cursor"`
}

func TestAnAlertIsRaisedAcknowledgedAndOver(t *testing.T) {
	t.Parallel()
	h := testkit.Start(t, module.Module)
	heard := testkit.Collect(t, h.Bus, "analytics")
	register(t, h, "RVV", "East Kent Hospitals")
	gap := ask(h, "RVV", 5*time.Hour).posted(t, h)
	ask(h, "RVV", 6*time.Hour).posted(t, h).filled(t, h, shifts.OwnBank)
	testkit.Await(t, soon, "both shifts are heard", func() bool { return rates(t, h, lead, "").Events == 4 })
	ruleID, _ := addRule(t, h, lead, fillRule(nil))

	raised := alertOf(t, heard, "muster.analytics.alert.raised.v1", ruleID)
	if raised.Employer != "RVV" || raised.StaffGroup != "nursing_midwifery" || raised.Value != 500 || raised.Shifts != 2 || raised.RuleVersion != 1 {
		t.Errorf("raised %+v", raised)
	}
	list, _ := get[alertList](t, h, employer, "/api/analytics/v1/alerts?standing=true")
	if len(list.Alerts) != 1 || list.Alerts[0].Status != "raised" || list.Alerts[0].RuleName != "Nurses soon" || list.Alerts[0].Sees != "50% filled of 2 shifts" {
		t.Fatalf("the employer reads %+v", list)
	}
	path := "/api/analytics/v1/alerts/" + raised.AlertID + "/acknowledge"
	for _, c := range []struct {
		who  auth.Principal
		want int
	}{{worker, http.StatusNotFound}, {auditor, http.StatusForbidden}, {auth.Principal{Subject: "emp-2", Role: auth.Employer, Employer: "RPA", ICS: testkit.ICS}, http.StatusNotFound}, {employer, http.StatusOK}, {lead, http.StatusOK}} {
		if out, status, _ := send(t, h, c.who, http.MethodPost, path, "", rule{}); status != c.want || status == http.StatusOK && out["acknowledged_by"] != "emp-1" {
			t.Errorf("acknowledged by %s: %d %v", c.who.Role, status, out)
		}
	}
	alertOf(t, heard, "muster.analytics.alert.acknowledged.v1", ruleID)

	gap.filled(t, h, shifts.CollaborativeBank)
	over := alertOf(t, heard, "muster.analytics.alert.cleared.v1", ruleID)
	if over.AlertID != raised.AlertID || over.ClearedValue == nil || *over.ClearedValue != 1000 || over.AcknowledgedBy != "emp-1" {
		t.Errorf("over %+v", over)
	}
	if list, _ := get[alertList](t, h, lead, "/api/analytics/v1/alerts?standing=true"); len(list.Alerts) != 0 {
		t.Errorf("still standing: %+v", list)
	}
	if list, _ := get[alertList](t, h, lead, "/api/analytics/v1/alerts?limit=1"); len(list.Alerts) != 1 || list.Alerts[0].Status != "cleared" || list.NextCursor == "" {
		t.Errorf("all: %+v", list)
	} else if next, _ := get[alertList](t, h, lead, "/api/analytics/v1/alerts?limit=1&cursor="+list.NextCursor); len(next.Alerts) != 0 {
		t.Errorf("after the last: %+v", next)
	}
	for _, e := range heard.All() {
		if e.Type == "muster.analytics.alert.raised.v1" && e.AggregateID != raised.AlertID {
			t.Errorf("another alert was raised: %s", e.Data)
		}
	}
}

func TestARuleThatIsTurnedOffEndsItsAlerts(t *testing.T) {
	t.Parallel()
	h := testkit.Start(t, module.Module)
	heard := testkit.Collect(t, h.Bus, "analytics")
	ask(h, "RVV", 5*time.Hour).posted(t, h)
	ask(h, "RPA", 5*time.Hour).posted(t, h)
	testkit.Await(t, soon, "both shifts are heard", func() bool { return rates(t, h, lead, "").Events == 2 })
	// An employer's rule looks at that employer, whatever it asks for.
	ruleID, etag := addRule(t, h, employer, fillRule(rule{"employer": "RPA", "quiet_minutes": 60}))
	if raised := alertOf(t, heard, "muster.analytics.alert.raised.v1", ruleID); raised.Employer != "RVV" || raised.Owner != "RVV" {
		t.Errorf("raised %+v", raised)
	}
	one := rulesPath + "/" + ruleID
	for _, c := range []struct {
		who     auth.Principal
		ifMatch string
		body    rule
		want    int
	}{
		{lead, etag, fillRule(rule{"clear": 100}), http.StatusUnprocessableEntity},
		{auth.Principal{Subject: "emp-2", Role: auth.Employer, Employer: "RPA", ICS: testkit.ICS}, etag, fillRule(nil), http.StatusNotFound},
		{worker, etag, fillRule(nil), http.StatusNotFound}, {auditor, etag, fillRule(nil), http.StatusForbidden},
		{employer, `"7"`, fillRule(nil), http.StatusPreconditionFailed},
		{employer, etag, fillRule(rule{"on": false}), http.StatusOK},
		{employer, etag, fillRule(nil), http.StatusPreconditionFailed},
	} {
		if out, status, _ := send(t, h, c.who, http.MethodPut, one, c.ifMatch, c.body); status != c.want {
			t.Errorf("PUT by %s of %v with %s: %d %v, want %d", c.who.Role, c.body, c.ifMatch, status, out, c.want)
		}
	}
	if over := alertOf(t, heard, "muster.analytics.alert.cleared.v1", ruleID); over.Employer != "RVV" {
		t.Errorf("over %+v", over)
	}
	if got, status := get[struct {
		Version int64
		On      bool
		Says    string
	}](t, h, employer, one); status != http.StatusOK || got.Version != 2 || got.On || got.Says == "" {
		t.Errorf("the rule is %+v (%d)", got, status)
	}
}

func TestARuleThatCannotBeIsRefusedInWords(t *testing.T) {
	t.Parallel()
	h := testkit.Start(t, module.Module)
	for what, body := range map[string]rule{
		"no name": fillRule(rule{"name": " "}), "over before it is raised": fillRule(rule{"clear": 840}), "no hours": fillRule(rule{"hours_ahead": 0}),
		"an unknown employer": fillRule(rule{"employer": "XXX"}), "an unknown kind": fillRule(rule{"what": "mood"}),
		"an unknown field": fillRule(rule{"colour": "red"}), "silence of a staff group": {"name": "s", "what": "silence", "staff_group": "nursing_midwifery", "raise": 60, "clear": 5, "on": true},
		"a name of spaces beyond measure": fillRule(rule{"name": string(bytes.Repeat([]byte("a"), 81))}),
	} {
		if out, status, _ := send(t, h, lead, http.MethodPost, rulesPath, "", body); status != http.StatusUnprocessableEntity && status != http.StatusBadRequest {
			t.Errorf("%s: %d %v", what, status, out)
		}
	}
	for who, want := range map[*auth.Principal]int{&worker: http.StatusNotFound, &auditor: http.StatusForbidden} {
		if out, status, _ := send(t, h, *who, http.MethodPost, rulesPath, "", fillRule(nil)); status != want {
			t.Errorf("a rule by %s: %d %v", who.Role, status, out)
		}
	}
	if got, _ := get[struct{ Rules []any }](t, h, lead, rulesPath); len(got.Rules) != 0 {
		t.Errorf("kept %+v", got)
	}
}

// TestTwoReplicasRaiseAnAlertOnce lets two instances on one database judge the same rules at the same time.
func TestTwoReplicasRaiseAnAlertOnce(t *testing.T) {
	t.Parallel()
	h := testkit.Start(t, module.Module)
	heard := testkit.Collect(t, h.Bus, "analytics")
	second, err := module.New(h.Deps)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- second.Run(ctx) }()
	ask(h, "RVV", 5*time.Hour).posted(t, h)
	testkit.Await(t, soon, "the shift is heard", func() bool { return rates(t, h, lead, "").Events == 1 })
	var ids []string
	for range 5 {
		ruleID, _ := addRule(t, h, lead, fillRule(nil))
		ids = append(ids, ruleID)
	}
	for _, ruleID := range ids {
		alertOf(t, heard, "muster.analytics.alert.raised.v1", ruleID)
	}
	if list, _ := get[alertList](t, h, lead, "/api/analytics/v1/alerts"); len(list.Alerts) != len(ids) {
		t.Errorf("%d alerts of %d rules", len(list.Alerts), len(ids))
	}
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}
