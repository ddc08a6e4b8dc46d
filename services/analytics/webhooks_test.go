package analytics_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/testkit"
	module "github.com/muster-ics/muster/services/analytics"
)

const webhooksPath = "/api/analytics/v1/webhooks"

var executive = auth.Principal{Subject: "emp-9", Role: auth.Employer, Employer: "RVV", Duties: []string{auth.Executive}, ICS: testkit.ICS}

// came is one call of a receiver.
type came struct {
	head http.Header
	body []byte
}

// verified checks a call as the specification tells receivers to.
func (c came) verified(secret string) bool {
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(secret, "whsec_"))
	if err != nil {
		return false
	}
	mac := hmac.New(sha256.New, key)
	_, _ = io.WriteString(mac, c.head.Get("Webhook-Id")+"."+c.head.Get("Webhook-Timestamp")+"."+string(c.body))
	want := "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil))
	return slices.Contains(strings.Fields(c.head.Get("Webhook-Signature")), want)
}

func (c came) is() (typ, alertID string) {
	var m struct {
		Type string
		Data struct {
			AlertID string `json:"alert_id"`
		}
	}
	_ = json.Unmarshal(c.body, &m)
	return m.Type, m.Data.AlertID
}

// receiver is somebody's program outside; it answers as it is told.
type receiver struct {
	*httptest.Server
	mu     sync.Mutex
	calls  []came
	status int
}

func newReceiver(t testing.TB) *receiver {
	r := &receiver{status: http.StatusNoContent}
	r.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		body, _ := io.ReadAll(req.Body)
		r.mu.Lock()
		defer r.mu.Unlock()
		r.calls = append(r.calls, came{req.Header, body})
		w.Header().Set("Location", "/elsewhere")
		w.WriteHeader(r.status)
	}))
	t.Cleanup(r.Close)
	return r
}

func (r *receiver) answers(status int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.status = status
}

func (r *receiver) all() []came {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.calls)
}

// of are the calls of one type.
func (r *receiver) of(typ string) (out []came) {
	for _, c := range r.all() {
		if got, _ := c.is(); got == typ {
			out = append(out, c)
		}
	}
	return out
}

type hook struct{ id, etag, secret string }

func addHook(t testing.TB, h *testkit.Harness, who auth.Principal, url string) hook {
	t.Helper()
	out, status, etag := send(t, h, who, http.MethodPost, webhooksPath, "", rule{"name": "Control room", "url": url})
	if status != http.StatusCreated {
		t.Fatalf("POST %s: %d %v", webhooksPath, status, out)
	}
	return hook{out["webhook_id"].(string), etag, out["secret"].(string)}
}

type deliveryLog struct {
	Deliveries []struct {
		DeliveryID string `json:"delivery_id"`
		State      string
		Type       string
		Tries      int
		Status     int
		Said       string
	}
}

func logOf(t testing.TB, h *testkit.Harness, who auth.Principal, query string) deliveryLog {
	t.Helper()
	out, status := get[deliveryLog](t, h, who, "/api/analytics/v1/webhook-deliveries"+query)
	if status != http.StatusOK {
		t.Fatalf("the log answers %d", status)
	}
	return out
}

func TestAnAlertIsBroughtToReceiversSignedAndWithoutNames(t *testing.T) {
	t.Parallel()
	h := testkit.Start(t, module.Module)
	register(t, h, "RVV", "East Kent Hospitals")
	leads, own, others := newReceiver(t), newReceiver(t), newReceiver(t)
	hooked := addHook(t, h, lead, leads.URL+"/hook")
	addHook(t, h, executive, own.URL)
	addHook(t, h, auth.Principal{Subject: "emp-8", Role: auth.Employer, Employer: "RPA", Duties: []string{auth.Executive}, ICS: testkit.ICS}, others.URL)
	gap := ask(h, "RVV", 5*time.Hour).posted(t, h)
	testkit.Await(t, soon, "employer and shift are heard", func() bool { return rates(t, h, lead, "").Events == 2 })
	addRule(t, h, lead, fillRule(rule{"name": "Ask Jane Doe"}))

	const raised, cleared = "muster.analytics.alert.raised.v1", "muster.analytics.alert.cleared.v1"
	testkit.Await(t, soon, "both receivers are called", func() bool { return len(leads.of(raised)) == 1 && len(own.of(raised)) == 1 })
	call := leads.of(raised)[0]
	if !call.verified(hooked.secret) || call.verified("whsec_"+base64.StdEncoding.EncodeToString([]byte("another secret of 24 bytes"))) {
		t.Errorf("the signature does not hold: %v", call.head)
	}
	if said := string(call.body); !strings.Contains(said, `"employer_name":"East Kent Hospitals"`) || !strings.Contains(said, `"sees":"0% filled of 1 shift"`) || strings.Contains(said, "Jane") || strings.Contains(said, "lead-1") {
		t.Errorf("the message says %s", said)
	}
	if call.head.Get("Content-Type") != "application/json" {
		t.Errorf("it comes as %s", call.head.Get("Content-Type"))
	}
	one := webhooksPath + "/" + hooked.id
	out, status, etag := send(t, h, lead, http.MethodPost, one+"/secret", hooked.etag, rule{})
	second, _ := out["secret"].(string)
	if status != http.StatusOK || second == "" || second == hooked.secret {
		t.Fatalf("another secret: %d %v", status, out)
	}
	if _, status, _ := send(t, h, lead, http.MethodPost, one+"/secret", etag, rule{}); status != http.StatusConflict {
		t.Errorf("a third secret: %d", status)
	}
	gap.filled(t, h, shifts.OwnBank)
	testkit.Await(t, soon, "it is told that it is over", func() bool { return len(leads.of(cleared)) == 1 })
	if call := leads.of(cleared)[0]; !call.verified(hooked.secret) || !call.verified(second) {
		t.Errorf("while secrets are exchanged both sign: %v", call.head)
	}
	if _, status, _ := send(t, h, lead, http.MethodDelete, one+"/old-secret", etag, rule{}); status != http.StatusOK {
		t.Errorf("the older secret cannot be ended: %d", status)
	}
	if _, status, _ := send(t, h, lead, http.MethodPost, one+"/test", "", rule{}); status != http.StatusNoContent {
		t.Errorf("a test: %d", status)
	}
	testkit.Await(t, soon, "the test comes", func() bool { return len(leads.of("muster.analytics.webhook.test")) == 1 })
	if call := leads.of("muster.analytics.webhook.test")[0]; call.verified(hooked.secret) || !call.verified(second) {
		t.Error("the ended secret signs on, or the new one does not")
	}
	if len(others.all()) != 0 {
		t.Errorf("another employer is told: %s", others.all()[0].body)
	}
	for _, c := range leads.all() {
		if strings.Contains(string(c.body), "acknowledged_by") {
			t.Errorf("somebody is named: %s", c.body)
		}
	}
	if read, _ := get[map[string]any](t, h, lead, one); read["secret"] != nil || read["secrets"] != float64(1) {
		t.Errorf("read again it is %v", read)
	}
}

func TestAReceiverThatIsDownIsTriedAgainGivenUpAndAskedForOnceMore(t *testing.T) {
	t.Parallel()
	h := testkit.Start(t, module.Module)
	down, up, silent := newReceiver(t), newReceiver(t), make(chan struct{})
	hang := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-silent }))
	t.Cleanup(func() { close(silent); hang.Close() })
	down.answers(http.StatusFound) // A redirect is not followed.
	broken := addHook(t, h, lead, down.URL)
	addHook(t, h, lead, hang.URL)
	addHook(t, h, lead, up.URL)
	ask(h, "RVV", 5*time.Hour).posted(t, h)
	testkit.Await(t, soon, "the shift is heard", func() bool { return rates(t, h, lead, "").Events == 1 })
	addRule(t, h, lead, fillRule(nil))
	testkit.Await(t, soon, "the others are called", func() bool { return len(up.all()) == 1 && len(down.all()) == 1 })
	if calls := down.all(); len(calls) != 1 {
		t.Errorf("%d calls of the receiver that is down", len(calls))
	}
	state := func(want string) deliveryLog {
		t.Helper()
		var log deliveryLog
		testkit.Await(t, soon, "the message is "+want, func() bool {
			log = logOf(t, h, lead, "?webhook="+broken.id)
			return len(log.Deliveries) == 1 && log.Deliveries[0].State == want
		})
		return log
	}
	first := state("waiting").Deliveries[0]
	testkit.Await(t, soon, "what was answered is kept", func() bool {
		d := logOf(t, h, lead, "?webhook="+broken.id).Deliveries[0]
		return d.Status == http.StatusFound && d.Said == "The receiver answered 302."
	})
	// As if the day were over: the last try is due.
	if _, err := h.DB.Pool.Exec(t.Context(), "update delivery set tries = 10, due_at = clock_timestamp() where id = $1", first.DeliveryID); err != nil {
		t.Fatal(err)
	}
	dead := state("dead").Deliveries[0]
	if dead.Tries != 11 || len(down.all()) != 2 || down.all()[0].head.Get("Webhook-Id") != first.DeliveryID || down.all()[1].head.Get("Webhook-Id") != first.DeliveryID {
		t.Errorf("given up after %d tries, called %d times", dead.Tries, len(down.all()))
	}
	resend := "/api/analytics/v1/webhook-deliveries/" + first.DeliveryID + "/resend"
	for _, c := range []struct {
		who  auth.Principal
		want int
	}{{worker, http.StatusNotFound}, {employer, http.StatusForbidden}, {executive, http.StatusNotFound}, {auditor, http.StatusForbidden}} {
		if _, status, _ := send(t, h, c.who, http.MethodPost, resend, "", rule{}); status != c.want {
			t.Errorf("sent again by %s: %d, want %d", c.who.Subject, status, c.want)
		}
	}
	down.answers(http.StatusOK)
	if out, status, _ := send(t, h, lead, http.MethodPost, resend, "", rule{}); status != http.StatusNoContent {
		t.Fatalf("sent again: %d %v", status, out)
	}
	if d := state("delivered").Deliveries[0]; d.Tries != 1 || d.Status != http.StatusOK {
		t.Errorf("delivered %+v", d)
	}
	if _, status, _ := send(t, h, lead, http.MethodPost, resend, "", rule{}); status != http.StatusNotFound {
		t.Errorf("what was delivered is sent again: %d", status)
	}
}

func TestAReceiverThatIsGoneIsTurnedOff(t *testing.T) {
	t.Parallel()
	h := testkit.Start(t, module.Module)
	far := newReceiver(t)
	far.answers(http.StatusGone)
	hooked := addHook(t, h, lead, far.URL)
	send(t, h, lead, http.MethodPost, webhooksPath+"/"+hooked.id+"/test", "", rule{})
	testkit.Await(t, soon, "it is off", func() bool {
		w, _ := get[map[string]any](t, h, lead, webhooksPath+"/"+hooked.id)
		return w["on"] == false && w["off_why"] != nil && w["version"] == float64(2)
	})
	if out, status, _ := send(t, h, lead, http.MethodPost, webhooksPath+"/"+hooked.id+"/test", "", rule{}); status != http.StatusConflict {
		t.Errorf("a test of one that is off: %d %v", status, out)
	}
	if log := logOf(t, h, lead, ""); len(log.Deliveries) != 1 || log.Deliveries[0].State != "dead" {
		t.Errorf("the log is %+v", log)
	}
}

func TestOnlyThoseWhoMayHaveReceivers(t *testing.T) {
	t.Parallel()
	h := testkit.Start(t, module.Module)
	body := rule{"name": "x", "url": "https://alerts.example.nhs.uk"}
	for _, c := range []struct {
		who  auth.Principal
		want int
	}{{worker, http.StatusNotFound}, {employer, http.StatusForbidden}, {auditor, http.StatusForbidden}, {executive, http.StatusCreated}, {lead, http.StatusCreated}} {
		if out, status, _ := send(t, h, c.who, http.MethodPost, webhooksPath, "", body); status != c.want {
			t.Errorf("added by %s: %d %v, want %d", c.who.Subject, status, out, c.want)
		}
	}
	list := func(who auth.Principal) int {
		got, _ := get[struct{ Webhooks []map[string]any }](t, h, who, webhooksPath)
		return len(got.Webhooks)
	}
	if list(lead) != 1 || list(executive) != 1 || list(auditor) != 1 {
		t.Errorf("receivers seen: %d, %d, %d", list(lead), list(executive), list(auditor))
	}
	for range 9 {
		send(t, h, lead, http.MethodPost, webhooksPath, "", body)
	}
	if out, status, _ := send(t, h, lead, http.MethodPost, webhooksPath, "", body); status != http.StatusConflict || out["code"] != "webhooks_many" {
		t.Errorf("an eleventh: %d %v", status, out)
	}
	if out, status, _ := send(t, h, lead, http.MethodPost, webhooksPath, "", rule{"name": "x", "url": "ftp://x"}); status != http.StatusUnprocessableEntity {
		t.Errorf("no address: %d %v", status, out)
	}
}
