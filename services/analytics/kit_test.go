package analytics_test

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/deployments"
	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/testkit"
)

// soon is how long a test waits for what should take milliseconds.
const soon = 15 * time.Second

var (
	lead     = auth.Principal{Subject: "lead-1", Name: "Lee Lead", Role: auth.Lead, ICS: testkit.ICS}
	employer = auth.Principal{Subject: "emp-1", Name: "Erin Employer", Role: auth.Employer, Employer: "RVV", ICS: testkit.ICS}
	worker   = auth.Principal{Subject: "wrk-1", Role: auth.Worker, WorkerID: id.New().String(), Employer: "RVV", ICS: testkit.ICS}
)

// demand is one shift that a test speaks of as the shifts service would.
type demand struct {
	state   shifts.ShiftState
	version int64
}

// ask makes a shift of an employer that starts in a while from now.
func ask(h *testkit.Harness, ods string, in time.Duration) *demand {
	start := h.Clock.Now().Add(in).Truncate(time.Minute)
	return &demand{state: shifts.ShiftState{
		ShiftID: id.New().String(), PostingID: id.New().String(), Employer: ods, Site: ods + "01", Ward: "KINGS_A",
		StaffGroup: "nursing_midwifery", Role: "registered_nurse", Band: "5", StartsAt: start, EndsAt: start.Add(12 * time.Hour),
		BreakMinutes: 60, NetMinutes: 660, Reason: "vacancy", RatePence: 1845,
		Requirements: shifts.Requirements{Competencies: []shifts.Competency{}},
		PostedAt:     h.Clock.Now(), BankClosesAt: start.Add(-time.Hour),
	}}
}

// say makes the next event of the shift.
func (d *demand) say(t testing.TB, h *testkit.Harness, status shifts.ShiftStatus, by shifts.Channel) events.Envelope {
	t.Helper()
	d.version++
	d.state.Status, d.state.FilledBy = status, by
	var e events.Event
	switch status {
	case shifts.ShiftOpen:
		if e = (shifts.ShiftPostedV1{Shift: d.state}); d.version > 1 {
			e = shifts.ShiftReopenedV1{Shift: d.state}
		}
	case shifts.ShiftFilled:
		e = shifts.ShiftFilledV1{Shift: d.state}
	case shifts.ShiftWithdrawn:
		e = shifts.ShiftWithdrawnV1{Shift: d.state}
	case shifts.ShiftCancelled:
		e = shifts.ShiftCancelledV1{Shift: d.state}
	case shifts.ShiftLapsed:
		e = shifts.ShiftLapsedV1{Shift: d.state}
	default:
		t.Fatalf("no event says %s", status)
	}
	env, err := events.New(e, events.Meta{
		ID: id.New().String(), Time: h.Clock.Now(), ICS: testkit.ICS, ODS: d.state.Employer,
		AggregateID: d.state.ShiftID, AggregateVersion: d.version, Actor: "test",
	})
	if err != nil {
		t.Fatal(err)
	}
	return env
}

func (d *demand) posted(t testing.TB, h *testkit.Harness) *demand {
	testkit.Send(t, h.Bus, "shifts", d.say(t, h, shifts.ShiftOpen, ""))
	return d
}

func (d *demand) filled(t testing.TB, h *testkit.Harness, by shifts.Channel) *demand {
	testkit.Send(t, h.Bus, "shifts", d.say(t, h, shifts.ShiftFilled, by))
	return d
}

// approved tells of the approved hours of a booking of the shift by the employer's own bank.
func (d *demand) approved(t testing.TB, h *testkit.Harness, booking string, version int64, minutes int) {
	t.Helper()
	s, at := d.state, h.Clock.Now()
	e := shifts.BookingApprovedV1{Booking: shifts.BookingState{
		BookingID: booking, ShiftID: s.ShiftID, WorkerID: id.New().String(), HomeEmployer: s.Employer, HostEmployer: s.Employer,
		Site: s.Site, Ward: s.Ward, StaffGroup: s.StaffGroup, Role: s.Role, Band: s.Band, StartsAt: s.StartsAt, EndsAt: s.EndsAt,
		NetMinutes: s.NetMinutes, RatePence: s.RatePence, Requirements: s.Requirements, Status: shifts.BookingWorked,
		Channel: shifts.OwnBank, HeldAt: s.PostedAt, Reasons: []reason.Reason{},
		Attendance: shifts.Attendance{Hours: "approved", WorkedMinutes: minutes, ApprovedAt: &at},
	}}
	testkit.Publish(t, h.Bus, "shifts", e, events.Meta{
		AggregateID: booking, AggregateVersion: version, ODS: s.Employer, Time: at,
	})
}

func register(t testing.TB, h *testkit.Harness, ods, name string) {
	testkit.Publish(t, h.Bus, "deployments", deployments.EmployerRegisteredV1{Employer: deployments.EmployerState{
		ODS: ods, Name: name, Kind: "acute", ICS: testkit.ICS, Since: h.Clock.Now(),
	}}, events.Meta{AggregateID: ods, ODS: ods, Time: h.Clock.Now()})
}

// The parts of the API's answers that tests look at.
type (
	figures struct {
		Minutes, Shifts struct {
			OwnBank           int64 `json:"own_bank"`
			CollaborativeBank int64 `json:"collaborative_bank"`
			Unfilled          int64 `json:"unfilled"`
		}
		WithdrawnShifts int64    `json:"withdrawn_shifts"`
		FillRate        *float64 `json:"fill_rate"`
		BankFill        *float64 `json:"bank_fill"`
		WorkedMinutes   struct {
			OwnBank int64 `json:"own_bank"`
		} `json:"worked_minutes"`
		WorkedBankFill *float64 `json:"worked_bank_fill"`
	}
	cell struct {
		figures
		Cell, ICS, Employer string
		AsOf                time.Time `json:"as_of"`
	}
	report struct {
		Events    int64
		Watermark time.Time
		Cells     []cell
		Cursor    string
		Totals    struct {
			Overall   figures
			Employers []struct {
				figures
				Employer, Name string
			}
		}
		DataAge []struct {
			Employer, Name string
			Seconds        *int64
		} `json:"data_age"`
	}
	watermark struct {
		Events int64
		Hash   string
	}
)

// fetch gets an answer as it is; its body has been read.
func fetch(t testing.TB, h *testkit.Harness, who auth.Principal, path string) (body []byte, res *http.Response) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, h.URL+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+h.Token(who))
	res, err = http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	body, err = io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return body, res
}

// get asks the API and decodes a 200; any other status is returned with the body undecoded.
func get[T any](t testing.TB, h *testkit.Harness, who auth.Principal, path string) (out T, status int) {
	t.Helper()
	body, res := fetch(t, h, who, path)
	if res.StatusCode == http.StatusOK {
		if err := json.Unmarshal(body, &out); err != nil {
			t.Fatalf("%s: %v in %s", path, err, body)
		}
	}
	return out, res.StatusCode
}

func rates(t testing.TB, h *testkit.Harness, who auth.Principal, query string) report {
	t.Helper()
	r, status := get[report](t, h, who, "/api/analytics/v1/fill-rates"+query)
	if status != http.StatusOK {
		t.Fatalf("GET /fill-rates%s: %d", query, status)
	}
	return r
}

// message is one server-sent event.
type message struct{ id, name, data string }

// listen opens a stream. Its channel ends when stop is called or the server ends it.
func listen(t testing.TB, h *testkit.Harness, who auth.Principal, path, lastEventID string) (ch <-chan message, stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, h.URL+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+h.Token(who))
	req.Header.Set("Accept", "text/event-stream")
	if lastEventID != "" {
		req.Header.Set("Last-Event-ID", lastEventID)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	if res.StatusCode != http.StatusOK || !strings.HasPrefix(res.Header.Get("Content-Type"), "text/event-stream") {
		t.Fatalf("%s: %s %s", path, res.Status, res.Header.Get("Content-Type"))
	}
	out := make(chan message, 1024)
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer close(out)
		defer func() { _ = res.Body.Close() }()
		var m message
		for lines := bufio.NewScanner(res.Body); lines.Scan(); {
			field, value, _ := strings.Cut(lines.Text(), ": ")
			switch field {
			case "id":
				m.id = value
			case "event":
				m.name = value
			case "data":
				m.data += value
			case "":
				if m.data != "" {
					out <- m
				}
				m = message{}
			}
		}
	}()
	return out, func() { cancel(); <-done }
}

// next waits for the next message.
func next(t testing.TB, ch <-chan message) message {
	t.Helper()
	select {
	case m, open := <-ch:
		if !open {
			t.Fatal("the stream has ended")
		}
		return m
	case <-time.After(soon):
		t.Fatal("nothing came on the stream")
	}
	return message{}
}
