package shifts_test

import (
	"bufio"
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/passports"
	es "github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/testkit"
)

// fit is a passport that lacks nothing for the test's postings.
func (w *world) fit(who auth.Principal, role, group string) passports.PassportState {
	return passports.PassportState{WorkerID: who.WorkerID, HomeEmployer: who.Employer, Status: "active",
		Engagements: []passports.Engagement{{EngagementID: id.New().String(), Employer: who.Employer, Kind: "bank", StaffGroup: group, Role: role, Band: "5", From: w.Clock.Now().Add(-time.Hour)}},
		Checks: []passports.Check{{Type: "identity", Outcome: "satisfied"}, {Type: "right_to_work", Outcome: "satisfied"}, {Type: "references", Outcome: "satisfied"},
			{Type: "occupational_health", Outcome: "satisfied"}},
		Competencies:  []passports.Competency{{Framework: "cstf", Code: "FIRE", Level: 1}},
		Registrations: []passports.Registration{{Body: "NMC", Effect: passports.Allow}}, Holds: []passports.Hold{}}
}

// enrol makes workers known and waits until the list of open shifts could name them.
func (w *world) enrol(states ...passports.PassportState) {
	w.t.Helper()
	for _, s := range states {
		w.tell("passports", passports.WorkerEnrolledV1{Passport: s}, s.WorkerID)
	}
	testkit.Await(w.t, within, "the workers are known", func() bool {
		n := 0
		_ = w.DB.Pool.QueryRow(w.t.Context(), "select count(*) from workers").Scan(&n)
		return n >= len(states)
	})
}

type told struct {
	N               int64
	NoticeID        string `json:"notice_id"`
	Kind, Headline  string
	Detail, Link    string
	ShiftIDs        []string   `json:"shift_ids"`
	MustAcknowledge bool       `json:"must_acknowledge"`
	AcknowledgedAt  *time.Time `json:"acknowledged_at"`
}

type inbox struct {
	Notices []told
	Unread  int
}

func (w *world) inbox(who auth.Principal) (in inbox) {
	w.t.Helper()
	var got answer
	testkit.Await(w.t, within, "the limit admits another look", func() bool {
		got = w.call(who, "GET", base+"/notices", nil)
		return got.status != http.StatusTooManyRequests
	})
	if got.status != http.StatusOK {
		w.t.Fatalf("GET /notices = %d: %s", got.status, got.raw)
	}
	got.into(w.t, &in)
	return in
}

// awaitNotices waits until the worker has been told n things.
func (w *world) awaitNotices(who auth.Principal, n int) inbox {
	w.t.Helper()
	var in inbox
	testkit.Await(w.t, within, "the worker is told", func() bool {
		in = w.inbox(who)
		return len(in.Notices) >= n
	})
	return in
}

func TestThoseWhoCouldTakeAShiftAreToldOfIt(t *testing.T) {
	t.Parallel()
	w := start(t)
	fits, lacks, elsewhere, off := nurse(host), nurse(host), nurse(host), nurse(host)
	unfit := w.fit(lacks, "registered_nurse", "nursing_midwifery")
	unfit.Competencies = []passports.Competency{}
	w.enrol(w.fit(fits, "registered_nurse", "nursing_midwifery"), unfit, w.fit(elsewhere, "healthcare_assistant", "clinical_support"), w.fit(off, "registered_nurse", "nursing_midwifery"))
	w.must(200, off, "PUT", "/alert-settings", map[string]any{"off": true, "quiet": map[string]int{"from": 0, "until": 0}, "per_hour": 6}, header("If-Match", `"0"`))
	for _, who := range []auth.Principal{fits, lacks, elsewhere} {
		w.awake(who)
	}
	five := w.must(201, staff(host), "POST", "/shifts", w.posting(func(b map[string]any) { b["places"] = 5 }))
	var made struct{ Shifts []es.ShiftState }
	five.into(t, &made)

	testkit.Await(t, within, "all five are one notice", func() bool {
		in := w.inbox(fits)
		return len(in.Notices) == 1 && len(in.Notices[0].ShiftIDs) == 5
	})
	in := w.inbox(fits)
	if n := in.Notices[0]; in.Unread != 1 || n.Kind != "open_shift" || !strings.Contains(n.Detail, "Site RVV") || !strings.HasPrefix(n.Link, "/shifts/"+n.ShiftIDs[0]) {
		t.Errorf("told %+v", in)
	}
	for name, who := range map[string]auth.Principal{"lacks a competence": lacks, "has another role": elsewhere, "wants no alerts": off} {
		if in := w.inbox(who); len(in.Notices) > 0 {
			t.Errorf("a worker who %s was told %+v", name, in.Notices)
		}
	}
	w.must(403, staff(host), "GET", "/notices", nil)
	w.must(204, fits, "POST", "/notices/read", map[string]any{"up_to": in.Notices[0].N})
	if got := w.inbox(fits).Unread; got != 0 {
		t.Errorf("%d unread after reading", got)
	}
}

// awake ends a worker's quiet hours, since tests run at all hours.
func (w *world) awake(who auth.Principal, rules ...map[string]any) {
	w.t.Helper()
	body := map[string]any{"quiet": map[string]int{"from": 0, "until": 0}, "per_hour": 3, "rules": rules}
	w.must(200, who, "PUT", "/alert-settings", body, header("If-Match", `"0"`))
}

func TestAnEventThatComesAgainTellsNothingAgain(t *testing.T) {
	t.Parallel()
	w := start(t)
	who := nurse(host)
	w.enrol(w.fit(who, "registered_nurse", "nursing_midwifery"))
	w.awake(who)
	first := w.post(nil)
	w.awaitNotices(who, 1)
	env := w.await("muster.shifts.shift.posted.v1", first.ShiftID)
	ev, err := events.Open(env)
	if err != nil {
		t.Fatal(err)
	}
	again := events.Meta{ID: id.New().String(), AggregateID: env.AggregateID, AggregateVersion: env.AggregateVersion}
	testkit.Publish(t, w.Bus, "shifts", ev, again)
	second := w.post(at(w.Clock.Now().Add(96*time.Hour).Truncate(time.Minute), 8))
	in := w.awaitNotices(who, 2)
	if len(in.Notices) != 2 || in.Notices[0].ShiftIDs[0] != second.ShiftID || len(in.Notices[1].ShiftIDs) != 1 {
		t.Errorf("told %+v", in.Notices)
	}
}

func TestWhatComesOnTopOfAnHoursAlertsIsOneDigest(t *testing.T) {
	t.Parallel()
	w := start(t)
	who := nurse(host)
	w.enrol(w.fit(who, "registered_nurse", "nursing_midwifery"))
	w.awake(who)
	for day := range 6 {
		w.post(at(w.Clock.Now().Add(time.Duration(48+24*day)*time.Hour).Truncate(time.Minute), 8))
	}
	testkit.Await(t, within, "all six are told", func() bool {
		n := 0
		for _, x := range w.inbox(who).Notices {
			n += len(x.ShiftIDs)
		}
		return n == 6
	})
	kinds := map[string]int{}
	for _, n := range w.inbox(who).Notices {
		kinds[n.Kind]++
	}
	// The hour may end between two of them: then there are two digests.
	if kinds["open_shift"] != 3 || kinds["digest"] < 1 || kinds["digest"] > 2 {
		t.Errorf("told by %v", kinds)
	}
}

func TestRulesOfTheWorkerDecide(t *testing.T) {
	t.Parallel()
	w := start(t)
	here, better := nurse(host), nurse(host)
	w.enrol(w.fit(here, "registered_nurse", "nursing_midwifery"), w.fit(better, "registered_nurse", "nursing_midwifery"))
	w.awake(here, map[string]any{"wards": []string{"ward_7"}})
	w.awake(better, map[string]any{"min_hourly_pence": 2000})
	w.post(nil)
	paid := w.post(func(b map[string]any) {
		at(w.Clock.Now().Add(96*time.Hour).Truncate(time.Minute), 8)(b)
		b["rate_pence"], b["ward"] = 2500, "ward_9"
	})
	in := w.awaitNotices(better, 1)
	if len(in.Notices) != 1 || in.Notices[0].ShiftIDs[0] != paid.ShiftID {
		t.Errorf("who wants £20 an hour was told %+v", in.Notices)
	}
	if in := w.awaitNotices(here, 1); len(in.Notices) != 1 || !strings.Contains(in.Notices[0].Detail, "Ward 7") {
		t.Errorf("who wants ward 7 was told %+v", in.Notices)
	}
}

func TestABadRuleIsRefused(t *testing.T) {
	t.Parallel()
	w := start(t)
	who := nurse(host)
	for name, body := range map[string]any{
		"a part of the day that is none": map[string]any{"quiet": map[string]int{"from": 0, "until": 0}, "per_hour": 3, "rules": []any{map[string]any{"part": "evenings"}}},
		"a day that is none":             map[string]any{"quiet": map[string]int{"from": 0, "until": 1500}, "per_hour": 3},
		"none an hour":                   map[string]any{"quiet": map[string]int{"from": 0, "until": 0}, "per_hour": 0},
		"an unknown field":               map[string]any{"quiet": map[string]int{"from": 0, "until": 0}, "per_hour": 3, "loud": true},
	} {
		if got := w.call(who, "PUT", base+"/alert-settings", body, header("If-Match", `"0"`), header("Content-Type", "application/json")); got.status != 422 || len(got.problem(t).Errors) == 0 {
			t.Errorf("%s: %d %s", name, got.status, got.raw)
		}
	}
	w.awake(who)
	if got := w.call(who, "PUT", base+"/alert-settings", map[string]any{"quiet": map[string]int{"from": 0, "until": 0}, "per_hour": 9}, header("If-Match", `"0"`), header("Content-Type", "application/json")); got.status != 412 {
		t.Errorf("saved over another page's settings: %d", got.status)
	}
}

func TestAWorkerIsToldWhenOthersChangeTheirShift(t *testing.T) {
	t.Parallel()
	w := start(t)
	who, waiting := nurse(host), nurse(host)
	w.enrol(w.fit(who, "registered_nurse", "nursing_midwifery"), w.fit(waiting, "registered_nurse", "nursing_midwifery"))
	w.awake(who)
	w.awake(waiting)
	s := w.post(nil)
	// Who books before the alert goes out is not told of a shift that is theirs.
	w.awaitNotices(who, 1)
	b := w.confirmed(who, s.ShiftID)
	w.awaitNotices(who, 2)
	w.must(200, staff(host), "POST", "/bookings/"+b.BookingID+"/cancel", map[string]any{"why": "no_longer_needed"})
	in := w.awaitNotices(who, 3)
	n := in.Notices[0]
	if n.Kind != "booking" || !n.MustAcknowledge || !strings.Contains(n.Headline, "cancelled") || n.Link != "/bookings/"+b.BookingID {
		t.Errorf("told %+v", n)
	}
	w.must(204, who, "POST", "/notices/"+n.NoticeID+"/acknowledge", map[string]any{})
	if w.inbox(who).Notices[0].AcknowledgedAt == nil {
		t.Error("not acknowledged")
	}
	w.must(404, waiting, "POST", "/notices/"+n.NoticeID+"/acknowledge", map[string]any{})
}

func TestAShiftThatIsGivenBackIsToldAgainButNotToWhoGaveItBack(t *testing.T) {
	t.Parallel()
	w := start(t)
	who, waiting := nurse(host), nurse(host)
	w.enrol(w.fit(who, "registered_nurse", "nursing_midwifery"), w.fit(waiting, "registered_nurse", "nursing_midwifery"))
	w.awake(who)
	w.awake(waiting)
	s := w.post(nil)
	w.awaitNotices(waiting, 1)
	w.awaitNotices(who, 1)
	b := w.confirmed(who, s.ShiftID)
	w.awaitNotices(who, 2)
	w.must(200, who, "POST", "/bookings/"+b.BookingID+"/withdraw", map[string]any{})
	if in := w.awaitNotices(waiting, 2); in.Notices[0].Kind != "open_shift" || in.Notices[0].ShiftIDs[0] != s.ShiftID {
		t.Errorf("told %+v", in.Notices)
	}
	for _, n := range w.inbox(who).Notices[:1] {
		if n.Kind == "open_shift" {
			t.Errorf("who gave it back was told of it: %+v", n)
		}
	}
}

// stream reads server-sent events until the test ends.
func (w *world) stream(who auth.Principal, query, after string) <-chan string {
	w.t.Helper()
	return w.eventsOf(who, base+"/stream"+query, after)
}

func (w *world) eventsOf(who auth.Principal, path, after string) <-chan string {
	w.t.Helper()
	ctx, cancel := context.WithCancel(w.t.Context())
	w.t.Cleanup(cancel)
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, w.URL+path, nil)
	if err != nil {
		w.t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+w.Token(who))
	if after != "" {
		req.Header.Set("Last-Event-ID", after)
	}
	res, err := client.Do(req)
	if err != nil || res.StatusCode != 200 {
		w.t.Fatalf("stream: %v, %v", res, err)
	}
	out := make(chan string, 100)
	go func() {
		defer res.Body.Close()
		defer close(out)
		lines, event := bufio.NewScanner(res.Body), ""
		for lines.Scan() {
			if line := lines.Text(); line != "" {
				event += line + "\n"
				continue
			}
			if strings.HasPrefix(event, "id: ") {
				out <- event
			}
			event = ""
		}
	}()
	return out
}

func next(t *testing.T, from <-chan string) string {
	t.Helper()
	select {
	case e := <-from:
		return e
	case <-time.After(within):
		t.Fatal("nothing came on the stream")
		return ""
	}
}

func idOf(event string) string {
	line, _, _ := strings.Cut(event, "\n")
	return strings.TrimPrefix(line, "id: ")
}

func TestStreamsGoOnWhereTheyWereLeft(t *testing.T) {
	t.Parallel()
	w := start(t)
	who := nurse(host)
	w.enrol(w.fit(who, "registered_nurse", "nursing_midwifery"))
	w.awake(who)
	first := w.post(nil)
	w.awaitNotices(who, 1)

	desk := w.stream(staff(host), "?last_event_id=1", "")
	mine := w.stream(who, "", "0")
	told := next(t, mine)
	if !strings.Contains(told, "event: notice") || !strings.Contains(told, first.ShiftID) {
		t.Errorf("the worker was sent %s", told)
	}
	second := w.post(at(w.Clock.Now().Add(96*time.Hour).Truncate(time.Minute), 8))
	if e := next(t, mine); !strings.Contains(e, second.ShiftID) {
		t.Errorf("the worker was sent %s", e)
	}
	later := w.stream(who, "", idOf(told))
	if e := next(t, later); !strings.Contains(e, second.ShiftID) {
		t.Errorf("who came back was sent %s", e)
	}
	var seen string
	for !strings.Contains(seen, second.ShiftID) {
		e := next(t, desk)
		if !strings.Contains(e, "event: shift") {
			t.Fatalf("the desk was sent %s", e)
		}
		seen += e
	}
	if got := w.call(staff(other), "GET", base+"/stream?employer="+host, nil); got.status != 404 {
		t.Errorf("another employer's shifts: %d", got.status)
	}
	if got := w.call(lead(), "GET", base+"/stream?employer=*", nil); got.status != 422 {
		t.Errorf("a subject's wildcard as an employer: %d", got.status)
	}
}

func TestACalendarShowsWhatIsBookedAndStrikesThroughWhatIsNot(t *testing.T) {
	t.Parallel()
	w := start(t)
	who := nurse(host)
	w.enrol(w.fit(who, "registered_nurse", "nursing_midwifery"))
	s := w.post(nil)
	b := w.confirmed(who, s.ShiftID)
	address := func() string {
		var made struct{ Path string }
		w.must(201, who, "POST", "/calendar", map[string]any{}).into(t, &made)
		return made.Path
	}
	path := address()
	feed := w.call(auth.Principal{}, "GET", path, nil)
	text := string(feed.raw)
	if feed.status != 200 || !strings.HasPrefix(feed.header.Get("Content-Type"), "text/calendar") || !strings.Contains(text, "UID:"+b.BookingID+"@muster\r\n") || !strings.Contains(text, "STATUS:CONFIRMED\r\n") {
		t.Fatalf("%d %s", feed.status, text)
	}
	if strings.Contains(text, who.WorkerID) {
		t.Error("the feed names the worker")
	}
	if got := w.call(auth.Principal{}, "GET", path, nil, header("If-None-Match", feed.header.Get("ETag"))); got.status != 304 {
		t.Errorf("asked again: %d", got.status)
	}
	w.must(200, staff(host), "POST", "/bookings/"+b.BookingID+"/cancel", map[string]any{"why": "no_longer_needed"})
	struck := w.call(auth.Principal{}, "GET", path, nil, header("If-None-Match", feed.header.Get("ETag")))
	if text := string(struck.raw); !strings.Contains(text, "STATUS:CANCELLED\r\n") || !strings.Contains(text, "SEQUENCE:3\r\n") {
		t.Errorf("after the cancellation %d %s", struck.status, text)
	}
	renewed := address()
	for name, gone := range map[string]string{"an address that was replaced": path, "nobody's": path[:len(path)-10] + "AAAAAA.ics", "nonsense": base + "/calendar/x.ics"} {
		if got := w.call(auth.Principal{}, "GET", gone, nil); got.status != 404 {
			t.Errorf("%s: %d", name, got.status)
		}
	}
	w.must(204, who, "POST", "/calendar/end", map[string]any{})
	if got := w.call(auth.Principal{}, "GET", renewed, nil); got.status != 404 {
		t.Errorf("an address that was ended: %d", got.status)
	}
}
