package passports_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/muster-ics/muster/events"
	contract "github.com/muster-ics/muster/events/passports"
	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/service"
	"github.com/muster-ics/muster/pkg/testkit"
	"github.com/muster-ics/muster/services/passports"
)

const wait = 15 * time.Second

// world is the service with shifts played by the test: it speaks only HTTP and events.
type world struct {
	*testkit.Harness
	t     *testing.T
	heard *testkit.Collector
}

func start(t *testing.T) *world {
	t.Helper()
	return startWith(t, func(*service.Deps) {})
}

// startWith starts the service with something else than the test kit gives it.
func startWith(t *testing.T, change func(*service.Deps)) *world {
	t.Helper()
	m := passports.Module
	m.New = func(d service.Deps) (service.Service, error) {
		change(&d)
		return passports.Module.New(d)
	}
	h := testkit.Start(t, m)
	return &world{Harness: h, t: t, heard: testkit.Collect(t, h.Bus, "passports")}
}

func verifier(ods string) auth.Principal {
	return auth.Principal{Subject: "verifier-" + strings.ToLower(ods), Role: auth.Employer, Employer: ods, ICS: testkit.ICS, Duties: []string{auth.Verify, auth.Health}}
}

func asWorker(workerID string) auth.Principal {
	return auth.Principal{Subject: "worker-" + workerID, Role: auth.Worker, WorkerID: workerID, Employer: "RVV", ICS: testkit.ICS}
}

type reply struct {
	status int
	header http.Header
	raw    []byte
}

func (r reply) into(t *testing.T, v any) {
	t.Helper()
	if err := json.Unmarshal(r.raw, v); err != nil {
		t.Fatalf("%v in %s", err, r.raw)
	}
}

type problem struct {
	Code   string
	Detail string
	Errors []struct{ Location, Message string }
}

func (r reply) problem(t *testing.T) problem {
	t.Helper()
	if ct := r.header.Get("Content-Type"); ct != "application/problem+json" {
		t.Fatalf("want a problem, got %d %s: %s", r.status, ct, r.raw)
	}
	var p problem
	r.into(t, &p)
	return p
}

func (w *world) call(who auth.Principal, method, path, body string) reply {
	w.t.Helper()
	return w.callWith(who, method, path, body, id.New().String())
}

func (w *world) callWith(who auth.Principal, method, path, body, key string) reply {
	w.t.Helper()
	if !strings.HasPrefix(path, "/passport") {
		path = "/api/passports/v1" + path
	}
	req, err := http.NewRequestWithContext(w.t.Context(), method, w.URL+path, bytes.NewReader([]byte(body)))
	if err != nil {
		w.t.Fatal(err)
	}
	if who.Subject != "" {
		req.Header.Set("Authorization", "Bearer "+w.Token(who))
	}
	if method == http.MethodPut {
		req.Header.Set("Content-Type", "application/json")
	}
	if method == http.MethodPost {
		req.Header.Set("Content-Type", "application/json")
		req.Header.Set("Idempotency-Key", key)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		w.t.Fatal(err)
	}
	return read(w.t, res)
}

func read(t *testing.T, res *http.Response) reply {
	t.Helper()
	defer func() { _ = res.Body.Close() }()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return reply{status: res.StatusCode, header: res.Header, raw: raw}
}

// must fails the test unless the status is the one wanted.
func (w *world) must(status int, r reply) reply {
	w.t.Helper()
	if r.status != status {
		w.t.Fatalf("want %d, got %d: %s", status, r.status, r.raw)
	}
	return r
}

// Canaries are names that must be found nowhere but sealed.
const (
	canaryGiven  = "Zebedee-Canary"
	canaryFamily = "Quillfeather-Canary"
	canaryEmail  = "zebedee.canary@example.org"
	canaryNumber = "98Z7654Q"
)

type enrolment map[string]any

// nurse is a whole record, fit for a band 5 shift on an adult ward at RVV.
func nurse() enrolment {
	return enrolment{
		"given_name": canaryGiven, "family_name": canaryFamily, "email": canaryEmail, "home_employer": "RVV",
		"engagements": []any{map[string]any{
			"employer": "RVV", "kind": "bank", "staff_group": "nursing_midwifery", "role": "registered_nurse", "band": "5", "from": "2020-01-06",
		}},
		"registrations": []any{map[string]any{"body": "NMC", "number": "98z 7654q", "status": "registered", "valid_until": "2099-01-31"}},
		"checks": []any{
			map[string]any{"type": "identity", "outcome": "satisfied", "method": "documents_in_person", "checked_on": "2020-01-02"},
			map[string]any{"type": "right_to_work", "outcome": "satisfied", "checked_on": "2020-01-02"},
			map[string]any{"type": "references", "outcome": "satisfied", "checked_on": "2020-01-02"},
			map[string]any{"type": "dbs", "outcome": "satisfied", "level": "enhanced_barred", "workforce": "both", "checked_on": "2024-01-02"},
			map[string]any{"type": "occupational_health", "outcome": "satisfied", "level": "fit", "checked_on": "2020-01-02"},
		},
		"competencies": []any{map[string]any{"framework": "cstf", "code": "FIRE", "level": 1, "achieved_on": "2025-06-01", "valid_until": "2099-06-01"}},
	}
}

func encode(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

type standing struct {
	WorkerID        string `json:"worker_id"`
	PassportVersion int64  `json:"passport_version"`
	Status          string `json:"status"`
	RevocationFloor int64  `json:"revocation_floor"`
	HoldID          string `json:"hold_id"`
}

func (w *world) enrol(e enrolment) string {
	w.t.Helper()
	var s standing
	w.must(http.StatusCreated, w.call(verifier("RVV"), http.MethodPost, "/workers", encode(w.t, e))).into(w.t, &s)
	return s.WorkerID
}

func (w *world) change(workerID, path, body string) standing {
	w.t.Helper()
	r := w.call(verifier("RVV"), http.MethodPost, "/workers/"+workerID+path, body)
	if r.status != http.StatusOK && r.status != http.StatusCreated {
		w.t.Fatalf("%s: %d %s", path, r.status, r.raw)
	}
	var s standing
	r.into(w.t, &s)
	return s
}

// booking is a held booking of the worker at RWF, in two days.
func (w *world) booking(workerID string) shifts.BookingState {
	from := w.Clock.Now().Add(48 * time.Hour).Truncate(time.Hour)
	return shifts.BookingState{
		BookingID: id.New().String(), ShiftID: id.New().String(), WorkerID: workerID, HomeEmployer: "RVV", HostEmployer: "RWF", Site: "RWF03", Ward: "AMU",
		StaffGroup: "nursing_midwifery", Role: "registered_nurse", Band: "5", StartsAt: from, EndsAt: from.Add(12 * time.Hour), NetMinutes: 660, RatePence: 1845,
		Requirements: shifts.Requirements{RegistrationBody: "NMC", DBSLevel: "enhanced", DBSWorkforce: "adult", Competencies: []shifts.Competency{{Framework: "cstf", Code: "FIRE", Level: 1}}},
		Status:       shifts.BookingHeld, Channel: shifts.CollaborativeBank, HeldAt: w.Clock.Now(), Reasons: []reason.Reason{},
	}
}

func (w *world) tell(ev events.Event, b shifts.BookingState, version int64) events.Envelope {
	w.t.Helper()
	return testkit.Publish(w.t, w.Bus, "shifts", ev, events.Meta{AggregateID: b.BookingID, AggregateVersion: version, ODS: b.HostEmployer})
}

// request asks for a booking of a worker who, unless something else was said before, lets the host see the passport.
func (w *world) request(b shifts.BookingState) events.Envelope {
	w.t.Helper()
	w.saidYes(b.WorkerID, b.HostEmployer)
	return w.tell(shifts.BookingRequestedV1{Booking: b}, b, 1)
}

func (w *world) confirm(b shifts.BookingState) {
	w.t.Helper()
	at := w.Clock.Now()
	b.Status, b.ConfirmedAt = shifts.BookingConfirmed, &at
	w.tell(shifts.BookingConfirmedV1{Booking: b}, b, 2)
	w.awaitReliance(b.BookingID, "confirmed")
}

// saidYes is a worker who said yes to a host long ago: it is part of the passport as it stands and no version of its own.
func (w *world) saidYes(workerID, host string) {
	w.t.Helper()
	ctx := w.t.Context()
	conn, err := pgx.Connect(ctx, w.DB.OwnerURL)
	if err != nil {
		w.t.Fatal(err)
	}
	defer func() { _ = conn.Close(ctx) }()
	if _, err := conn.Exec(ctx, "alter table disclosures disable trigger trail"); err != nil {
		w.t.Fatal(err)
	}
	if _, err := conn.Exec(ctx, `insert into disclosures (id, worker_id, host, from_at, version)
		select gen_random_uuid(), id, $2, enrolled_at, 1 from workers where id = $1 and home_employer <> $2 on conflict do nothing`, workerID, host); err != nil {
		w.t.Fatal(err)
	}
	if _, err := conn.Exec(ctx, "alter table disclosures enable trigger trail"); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) awaitReliance(bookingID, state string) {
	w.t.Helper()
	testkit.Await(w.t, wait, "booking "+bookingID+" is kept as "+state, func() bool {
		var got string
		err := w.DB.Pool.QueryRow(w.t.Context(), "select state from reliances where booking_id = $1", bookingID).Scan(&got)
		return err == nil && got == state
	})
}

// answer awaits what the service says of a booking at a version of its clearance.
func (w *world) answer(bookingID string, version int64) events.Event {
	w.t.Helper()
	return w.await(func(e events.Envelope) bool {
		return events.EntityOf(e.Type) == "passports.booking" && e.AggregateID == bookingID && e.AggregateVersion == version
	})
}

func (w *world) cleared(b shifts.BookingState) contract.BookingClearedV1 {
	w.t.Helper()
	w.request(b)
	ev, ok := w.answer(b.BookingID, 1).(contract.BookingClearedV1)
	if !ok {
		w.t.Fatalf("want the booking cleared, got %+v", w.answer(b.BookingID, 1))
	}
	return ev
}

func (w *world) passportEvent(workerID string, version int64) events.Event {
	w.t.Helper()
	return w.await(func(e events.Envelope) bool { return e.AggregateID == workerID && e.AggregateVersion == version })
}

func (w *world) await(want func(events.Envelope) bool) events.Event {
	w.t.Helper()
	ev, err := events.Open(w.heard.Await(w.t, wait, want))
	if err != nil {
		w.t.Fatal(err)
	}
	return ev
}

func codes(rs []reason.Reason) []string {
	out := []string{}
	for _, r := range rs {
		out = append(out, r.Code)
	}
	return out
}
