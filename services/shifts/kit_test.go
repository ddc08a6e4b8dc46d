package shifts_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/deployments"
	"github.com/muster-ics/muster/events/passports"
	"github.com/muster-ics/muster/events/reason"
	es "github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/testkit"

	"github.com/muster-ics/muster/services/shifts"
)

const (
	within = 10 * time.Second
	base   = "/api/shifts/v1"
	host   = "RVV"
	other  = "RPA"
	site   = "RVV01"
)

// world is the service with its neighbours played by the test: it speaks only HTTP and events.
type world struct {
	*testkit.Harness
	t     *testing.T
	heard *testkit.Collector
	// asked are the bookings that requested has given already.
	asked map[string]bool
}

func start(t *testing.T) *world {
	t.Helper()
	h := testkit.Start(t, shifts.Module)
	w := &world{Harness: h, t: t, heard: testkit.Collect(t, h.Bus, "shifts"), asked: map[string]bool{}}
	for _, ods := range []string{host, other} {
		w.tell("deployments", deployments.EmployerRegisteredV1{Employer: deployments.EmployerState{
			ODS: ods, Name: "Employer " + ods, Kind: "acute", ICS: testkit.ICS, Since: w.Clock.Now()}}, ods)
		w.tell("deployments", deployments.SiteRegisteredV1{Site: deployments.SiteState{
			ODS: ods + "01", Employer: ods, Name: "Site " + ods, Town: "Ashford", Lat: 51.1, Lon: 0.9}}, ods+"01")
	}
	testkit.Await(t, within, "the sites are known", func() bool {
		n := 0
		_ = h.DB.Pool.QueryRow(t.Context(), "select count(*) from sites").Scan(&n)
		return n == 2
	})
	return w
}

func (w *world) tell(service string, ev events.Event, aggregate string) {
	w.t.Helper()
	testkit.Publish(w.t, w.Bus, service, ev, events.Meta{AggregateID: aggregate})
}

func staff(ods string, duties ...string) auth.Principal {
	if duties == nil {
		duties = []string{auth.Post}
	}
	return auth.Principal{Subject: "staff-" + strings.ToLower(ods) + strings.Join(duties, "-"), Role: auth.Employer, Employer: ods, ICS: testkit.ICS, Duties: duties}
}

func lead() auth.Principal {
	return auth.Principal{Subject: "lead-1", Role: auth.Lead, ICS: testkit.ICS}
}

func auditor() auth.Principal {
	return auth.Principal{Subject: "auditor-1", Role: auth.Auditor, ICS: testkit.ICS}
}

func nurse(home string) auth.Principal {
	worker := id.New().String()
	return auth.Principal{Subject: "worker-" + worker, Role: auth.Worker, WorkerID: worker, Employer: home, ICS: testkit.ICS}
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

type problem struct {
	Code, Detail string
	Status       int
	Reasons      []reason.Reason
	Errors       []struct{ Location, Message string }
	Alternatives []struct {
		ShiftID string `json:"shift_id"`
	}
}

func (a answer) problem(t *testing.T) (p problem) {
	t.Helper()
	if ct := a.header.Get("Content-Type"); ct != "application/problem+json" {
		t.Errorf("a refusal comes as %q: %s", ct, a.raw)
	}
	a.into(t, &p)
	return p
}

func (a answer) booking(t *testing.T) (b es.BookingState) {
	t.Helper()
	a.into(t, &b)
	return b
}

func (a answer) shift(t *testing.T) (s es.ShiftState) {
	t.Helper()
	a.into(t, &s)
	return s
}

// client follows no redirect: where an answer leads is part of it.
var client = &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}

type option func(*http.Request)

func header(name, value string) option {
	return func(r *http.Request) { r.Header.Set(name, value) }
}

func (w *world) call(who auth.Principal, method, path string, body any, opts ...option) answer {
	w.t.Helper()
	res, err := w.try(who, method, path, body, opts...)
	if err != nil {
		w.t.Fatal(err)
	}
	return res
}

// try is call for other goroutines than the test's.
func (w *world) try(who auth.Principal, method, path string, body any, opts ...option) (answer, error) {
	text, ok := body.(string)
	if !ok && body != nil {
		b, err := json.Marshal(body)
		if err != nil {
			return answer{}, err
		}
		text = string(b)
	}
	req, err := http.NewRequestWithContext(w.t.Context(), method, w.URL+path, bytes.NewReader([]byte(text)))
	if err != nil {
		return answer{}, err
	}
	if who.Subject != "" {
		req.Header.Set("Authorization", "Bearer "+w.Token(who))
	}
	if method == http.MethodPost {
		req.Header.Set("Content-Type", "application/json")
		req.Header.Set("Idempotency-Key", id.New().String())
	}
	for _, o := range opts {
		o(req)
	}
	res, err := client.Do(req)
	if err != nil {
		return answer{}, err
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	return answer{status: res.StatusCode, header: res.Header, raw: raw}, err
}

func (w *world) must(want int, who auth.Principal, method, path string, body any, opts ...option) answer {
	w.t.Helper()
	got := w.call(who, method, base+path, body, opts...)
	if got.status != want {
		w.t.Fatalf("%s %s = %d, want %d: %s", method, path, got.status, want, got.raw)
	}
	return got
}

// posting is a valid body; change may spoil it.
func (w *world) posting(change func(map[string]any)) map[string]any {
	starts := w.Clock.Now().Truncate(time.Minute).Add(48 * time.Hour)
	body := map[string]any{
		"employer": host, "site": site, "ward": "ward_7", "staff_group": "nursing_midwifery", "role": "registered_nurse", "band": "5",
		"starts_at": starts, "ends_at": starts.Add(12 * time.Hour), "break_minutes": 60, "reason": "vacancy", "rate_pence": 1845,
		"requirements": map[string]any{"registration_body": "NMC", "competencies": []any{map[string]any{"framework": "cstf", "code": "FIRE", "level": 1}}},
	}
	if change != nil {
		change(body)
	}
	return body
}

func at(starts time.Time, hours float64) func(map[string]any) {
	return func(b map[string]any) {
		b["starts_at"], b["ends_at"] = starts, starts.Add(time.Duration(hours*float64(time.Hour)))
	}
}

func (w *world) post(change func(map[string]any)) es.ShiftState {
	w.t.Helper()
	var made struct{ Shifts []es.ShiftState }
	w.must(201, staff(host), "POST", "/shifts", w.posting(change)).into(w.t, &made)
	return made.Shifts[0]
}

// requested waits until the service has asked about the next booking of the shift by the worker.
func (w *world) requested(shift string, worker auth.Principal) es.BookingState {
	w.t.Helper()
	var found es.BookingState
	w.heard.Await(w.t, within, func(env events.Envelope) bool {
		ev, err := events.Open(env)
		if r, ok := ev.(es.BookingRequestedV1); err == nil && ok && r.Booking.ShiftID == shift && r.Booking.WorkerID == worker.WorkerID && !w.asked[r.Booking.BookingID] {
			found = r.Booking
			w.asked[found.BookingID] = true
			return true
		}
		return false
	})
	return found
}

// await waits for an event of a type about an aggregate.
func (w *world) await(name, aggregate string) events.Envelope {
	w.t.Helper()
	return w.heard.Await(w.t, within, func(env events.Envelope) bool { return env.Type == name && env.AggregateID == aggregate })
}

func (w *world) cleared(b es.BookingState, version int64) passports.BookingClearedV1 {
	return passports.BookingClearedV1{BookingID: b.BookingID, ShiftID: b.ShiftID, WorkerID: b.WorkerID, PassportVersion: version,
		ValidUntil: b.EndsAt, DecidedAt: w.Clock.Now(), Reasons: []reason.Reason{}}
}

func (w *world) notCleared(b es.BookingState) passports.BookingNotClearedV1 {
	return passports.BookingNotClearedV1{BookingID: b.BookingID, ShiftID: b.ShiftID, WorkerID: b.WorkerID, PassportVersion: 1, DecidedAt: w.Clock.Now(),
		Reasons: []reason.Reason{{Code: "COMPETENCE_MISSING", Weight: reason.Hard, Message: "No fire training.", Fix: "Book it."}}}
}

func (w *world) deployment(b es.BookingState, status string) deployments.DeploymentState {
	d := deployments.DeploymentState{DeploymentID: id.New().String(), BookingID: b.BookingID, ShiftID: b.ShiftID, WorkerID: b.WorkerID,
		HomeEmployer: b.HomeEmployer, HostEmployer: b.HostEmployer, Site: b.Site, StaffGroup: b.StaffGroup, Band: b.Band,
		StartsAt: b.StartsAt, EndsAt: b.EndsAt, Status: status, Reasons: []reason.Reason{}}
	if status == "authorised" {
		d.AgreementID, d.AgreementVersion = id.New().String(), 1
	} else {
		d.Reasons = []reason.Reason{{Code: "AGREEMENT_NONE", Weight: reason.Hard, Message: "No agreement.", Fix: "Sign one."}}
	}
	return d
}

// accept accepts in the background and gives the answer when it comes.
func (w *world) accept(who auth.Principal, shift string, opts ...option) chan answer {
	got := make(chan answer, 1)
	go func() {
		a, err := w.try(who, "POST", base+"/shifts/"+shift+"/bookings", "{}", opts...)
		if err != nil {
			a.raw = fmt.Append(nil, err)
		}
		got <- a
	}()
	return got
}

func want(t *testing.T, got answer, status int) answer {
	t.Helper()
	if got.status != status {
		t.Fatalf("answered %d, want %d: %s", got.status, status, got.raw)
	}
	return got
}

// confirmed is a worker of the host who has the shift.
func (w *world) confirmed(who auth.Principal, shift string) es.BookingState {
	w.t.Helper()
	got := w.accept(who, shift)
	b := w.requested(shift, who)
	w.tell("passports", w.cleared(b, 1), b.BookingID)
	if b.CrossEmployer() {
		d := w.deployment(b, "authorised")
		w.tell("deployments", deployments.DeploymentAuthorisedV1{Deployment: d}, d.DeploymentID)
	}
	return want(w.t, <-got, 201).booking(w.t)
}

// ownerOf connects as the owner of the tables, for what no service may do.
func ownerOf(t *testing.T, w *world) *pgx.Conn {
	t.Helper()
	c, err := pgx.Connect(t.Context(), w.DB.OwnerURL)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close(context.WithoutCancel(t.Context())) })
	return c
}
