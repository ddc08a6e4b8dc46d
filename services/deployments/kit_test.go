package deployments_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/events"
	contracts "github.com/muster-ics/muster/events/deployments"
	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/testkit"
	"github.com/muster-ics/muster/services/deployments"
)

const wait = 10 * time.Second

// world is the service with its neighbours played by the test: it speaks only HTTP and events.
type world struct {
	*testkit.Harness
	t     *testing.T
	heard *testkit.Collector
}

func start(t *testing.T) *world {
	t.Helper()
	h := testkit.Start(t, deployments.Module)
	return &world{Harness: h, t: t, heard: testkit.Collect(t, h.Bus, "deployments")}
}

func lead() auth.Principal {
	return auth.Principal{Subject: "lead-1", Role: auth.Lead, ICS: testkit.ICS}
}

func person(ods string, duties ...string) auth.Principal {
	return auth.Principal{Subject: "person-" + strings.ToLower(ods), Role: auth.Employer, Employer: ods, ICS: testkit.ICS, Duties: duties}
}

func worker(ods string) auth.Principal {
	return auth.Principal{Subject: "worker-1", Role: auth.Worker, WorkerID: "0190a000-0000-7000-8000-000000000001", Employer: ods, ICS: testkit.ICS}
}

type answer struct {
	status int
	header http.Header
	raw    []byte
}

func (a answer) into(t *testing.T, v any) {
	t.Helper()
	if err := json.Unmarshal(a.raw, v); err != nil {
		t.Fatalf("%v in %s", err, a.raw)
	}
}

func (a answer) code(t *testing.T) string {
	t.Helper()
	var p struct{ Code string }
	a.into(t, &p)
	return p.Code
}

func (w *world) call(who auth.Principal, method, path, body string) answer {
	w.t.Helper()
	return w.callWithKey(who, method, path, body, id.New().String())
}

func (w *world) callWithKey(who auth.Principal, method, path, body, key string) answer {
	w.t.Helper()
	req, err := http.NewRequestWithContext(w.t.Context(), method, w.URL+path, bytes.NewReader([]byte(body)))
	if err != nil {
		w.t.Fatal(err)
	}
	if who.Subject != "" {
		req.Header.Set("Authorization", "Bearer "+w.Token(who))
	}
	if method == http.MethodPost {
		req.Header.Set("Content-Type", "application/json")
		if key != "" {
			req.Header.Set("Idempotency-Key", key)
		}
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
	return answer{status: res.StatusCode, header: res.Header, raw: raw}
}

const base = "/api/deployments/v1"

func (w *world) must(want int, who auth.Principal, method, path string, body any) answer {
	w.t.Helper()
	text, ok := body.(string)
	if !ok && body != nil {
		b, err := json.Marshal(body)
		if err != nil {
			w.t.Fatal(err)
		}
		text = string(b)
	}
	got := w.call(who, method, base+path, text)
	if got.status != want {
		w.t.Fatalf("%s %s = %d, want %d: %s", method, path, got.status, want, got.raw)
	}
	return got
}

func employerBody(ods, kind string) map[string]any {
	return map[string]any{"ods": ods, "name": "Employer " + ods, "kind": kind, "ics": testkit.ICS, "since": "2022-07-01T00:00:00Z"}
}

func siteBody(ods, employer string) map[string]any {
	return map[string]any{"ods": ods, "employer": employer, "name": "Site " + ods, "town": "Ashford", "postcode": "TN24 0LZ", "lat": 51.1, "lon": 0.9}
}

// register puts three employers with a site each on the register.
func (w *world) register() {
	w.t.Helper()
	for _, ods := range []string{"RVV", "RPA", "RWF"} {
		w.must(201, lead(), "POST", "/employers", employerBody(ods, "acute"))
		w.must(201, lead(), "POST", "/sites", siteBody(ods+"01", ods))
	}
}

// agreement as the API shows it.
type agreement struct {
	ID        string `json:"agreement_id"`
	Status    string
	TermsHash string     `json:"terms_hash"`
	Unsigned  []string   `json:"unsigned"`
	EndsAt    *time.Time `json:"ends_at"`
}

func (w *world) clauses(change func(map[string]any)) map[string]any {
	c := map[string]any{
		"title": "Kent nurses", "template": "home_pays", "parties": parties("RVV", "RPA"), "notice": notice(0, "honour"),
		"from": w.Clock.Now().Add(-time.Hour).Format(time.RFC3339),
	}
	if change != nil {
		change(c)
	}
	return c
}

func parties(employers ...string) (out []map[string]any) {
	for _, e := range employers {
		out = append(out, map[string]any{"employer": e})
	}
	return out
}

func notice(days int, booked string) map[string]any {
	return map[string]any{"days": days, "booked": booked}
}

func (w *world) draft(change func(map[string]any)) (a agreement) {
	w.t.Helper()
	w.must(201, person("RVV", auth.Approve), "POST", "/agreements", w.clauses(change)).into(w.t, &a)
	return a
}

func (w *world) offer(a agreement) {
	w.t.Helper()
	w.must(200, person("RVV", auth.Approve), "POST", "/agreements/"+a.ID+"/offer", nil)
}

func (w *world) sign(a agreement, ods string) (out agreement) {
	w.t.Helper()
	w.must(200, person(ods, auth.Executive), "POST", "/agreements/"+a.ID+"/sign",
		map[string]any{"capacity": "chief_people_officer", "terms_hash": a.TermsHash}).into(w.t, &out)
	return out
}

// inForce drafts, offers and signs.
func (w *world) inForce(change func(map[string]any)) agreement {
	w.t.Helper()
	a := w.draft(change)
	w.offer(a)
	w.sign(a, "RVV")
	return w.sign(a, "RPA")
}

// booking is of a worker of RVV for a shift at RPA tomorrow.
func (w *world) booking(change func(*shifts.BookingState)) shifts.BookingState {
	start := w.Clock.Now().Add(24 * time.Hour).Truncate(time.Hour)
	b := shifts.BookingState{
		BookingID: id.New().String(), ShiftID: id.New().String(), WorkerID: id.New().String(), HomeEmployer: "RVV", HostEmployer: "RPA",
		Site: "RPA01", Ward: "w1", StaffGroup: "nursing_midwifery", Role: "registered_nurse", Band: "5",
		StartsAt: start, EndsAt: start.Add(12 * time.Hour), NetMinutes: 690, RatePence: 1845,
		Requirements: shifts.Requirements{Competencies: []shifts.Competency{}}, Status: shifts.BookingHeld,
		Channel: shifts.CollaborativeBank, HeldAt: w.Clock.Now(), Reasons: []reason.Reason{},
	}
	if change != nil {
		change(&b)
	}
	return b
}

func (w *world) request(b shifts.BookingState) events.Envelope {
	w.t.Helper()
	return testkit.Publish(w.t, w.Bus, "shifts", shifts.BookingRequestedV1{Booking: b}, events.Meta{AggregateID: b.BookingID, ODS: b.HostEmployer})
}

func (w *world) withdrawn(b shifts.BookingState) events.Envelope {
	w.t.Helper()
	b.Status = shifts.BookingWithdrawn
	return testkit.Publish(w.t, w.Bus, "shifts", shifts.BookingWithdrawnV1{Booking: b}, events.Meta{AggregateID: b.BookingID, AggregateVersion: 2, ODS: b.HostEmployer})
}

// await gives the deployment in the first event of this kind for a booking.
func (w *world) await(b shifts.BookingState, status string) (contracts.DeploymentState, events.Envelope) {
	w.t.Helper()
	var state contracts.DeploymentState
	env := w.heard.Await(w.t, wait, func(env events.Envelope) bool {
		if events.EntityOf(env.Type) != "deployments.deployment" {
			return false
		}
		var e struct{ Deployment contracts.DeploymentState }
		if err := json.Unmarshal(env.Data, &e); err != nil {
			return false
		}
		state = e.Deployment
		return state.BookingID == b.BookingID && state.Status == status
	})
	if _, err := events.Open(env); err != nil {
		w.t.Fatal(err)
	}
	return state, env
}

// settled waits until everything that was published to the service has been handled.
func (w *world) settled() {
	w.t.Helper()
	w.settledOn("deployments-shifts")
}

// settledOn waits until everything for one durable of the stream of shifts has been handled.
func (w *world) settledOn(durable string) {
	w.t.Helper()
	testkit.Await(w.t, wait, "all messages are handled", func() bool {
		c, err := w.Bus.JS.Consumer(w.t.Context(), "MUSTER_SHIFTS", durable)
		if err != nil {
			return false
		}
		info, err := c.Info(w.t.Context())
		return err == nil && info.NumPending == 0 && info.NumAckPending == 0
	})
}

func body(t *testing.T, v any) string {
	t.Helper()
	if s, ok := v.(string); ok {
		return s
	}
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

var newService = deployments.Module.New
