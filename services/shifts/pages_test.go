package shifts_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/clock"

	"github.com/muster-ics/muster/pkg/web/pagetest"
)

// open reads a page as a browser does, and follows no redirect.
func (w *world) open(who auth.Principal, method, path string, form url.Values) (int, string, pagetest.Page) {
	w.t.Helper()
	opts := []option{header("Accept", "text/html"), header("Content-Type", "application/x-www-form-urlencoded"), header("Idempotency-Key", "")}
	a, err := w.try(who, method, path, form.Encode(), opts...)
	if err != nil {
		w.t.Fatal(err)
	}
	return a.status, a.header.Get("Location"), pagetest.Parse(w.t, string(a.raw))
}

func TestAWardPostsAndAWorkerAcceptsInTwoTapsWithoutScripts(t *testing.T) {
	t.Parallel()
	w := start(t)
	ward, who := staff(host), nurse(host)

	status, _, p := w.open(ward, "GET", "/shifts/new", nil)
	if status != 200 {
		t.Fatalf("the form answers %d", status)
	}
	day := w.Clock.Now().In(clock.London).AddDate(0, 0, 2)
	form := url.Values{"idempotency_key": {p.Value("idempotency_key")}, "site": {site}, "ward": {"ward_7"}, "date": {day.Format(time.DateOnly)},
		"starts_at": {"19:30"}, "ends_at": {"07:30"}, "break_minutes": {"60"}, "staff_group": {"nursing_midwifery"}, "role": {"registered_nurse"},
		"band": {"5"}, "rate_pence": {"18.45"}, "reason": {"vacancy"}, "places": {"0"}}
	status, _, p = w.open(ward, "POST", "/shifts/new", form)
	if status != 422 {
		t.Fatalf("no places answers %d", status)
	}
	p.Has("error-summary", "Ask for 1 to 50 places.")
	form.Set("places", "1")
	form.Set("idempotency_key", p.Value("idempotency_key"))
	status, to, _ := w.open(ward, "POST", "/shifts/new", form)
	if status != 303 || !strings.HasPrefix(to, "/shifts/") {
		t.Fatalf("posting answers %d, %q", status, to)
	}
	_, _, p = w.open(ward, "GET", to, nil)
	p.Has("shift-status", "Open")
	p.Has("history", "Posted")
	_, _, p = w.open(ward, "GET", "/shifts", nil)
	p.Has("shift-row", "Ward 7", "Open")

	if status, to, _ := w.open(who, "GET", to, nil); status != 303 || !strings.HasSuffix(to, "/accept") {
		t.Errorf("a worker's shift page answers %d, %q", status, to)
	}
	status, _, p = w.open(who, "GET", to+"/accept", nil)
	if status != 200 {
		t.Fatalf("the first tap answers %d", status)
	}
	p.Has("pay", "£18.45 an hour")
	shift := strings.TrimPrefix(to, "/shifts/")
	confirmed := make(chan struct{})
	go func() {
		defer close(confirmed)
		b := w.requested(shift, who)
		w.tell("passports", w.cleared(b, 1), b.BookingID)
	}()
	status, at, _ := w.open(who, "POST", to+"/accept", url.Values{"idempotency_key": {p.Value("idempotency_key")}})
	<-confirmed
	if status != 303 || !strings.HasPrefix(at, "/bookings/") {
		t.Fatalf("the second tap answers %d, %q", status, at)
	}
	_, _, p = w.open(who, "GET", at, nil)
	p.Has("booking-status", "Confirmed")
	p.One("success")
	_, _, p = w.open(who, "GET", "/my-shifts", nil)
	p.Has("coming", "Confirmed", "Ward 7", "Site RVV")

	late := nurse(host)
	status, _, p = w.open(late, "POST", to+"/accept", url.Values{"idempotency_key": {"late"}})
	if status != 409 {
		t.Errorf("too late answers %d", status)
	}
	p.Has("error-summary", "took this shift")
	_, _, p = w.open(ward, "GET", to, nil)
	p.Has("shift-status", "Filled", "Own bank")
	p.One("worker-card")

	status, _, _ = w.open(who, "POST", at+"/withdraw", url.Values{"idempotency_key": {"give back"}, "why": {"changed_plans"}})
	if status != 303 {
		t.Errorf("giving back answers %d", status)
	}
	status, _, _ = w.open(ward, "POST", to+"/withdraw", url.Values{"idempotency_key": {"call off"}, "why": {"ward_closed"}})
	if status != 303 {
		t.Errorf("calling off answers %d", status)
	}
	_, _, p = w.open(ward, "GET", to, nil)
	p.Has("shift-status", "Withdrawn")
}

func TestPagesAreForThoseWhoseWorkTheyAre(t *testing.T) {
	t.Parallel()
	w := start(t)
	s := w.post(nil)
	for _, c := range []struct {
		who    auth.Principal
		path   string
		status int
	}{
		{auth.Principal{}, "/shifts", 303}, {auth.Principal{}, "/open-shifts", 303}, {nurse(host), "/shifts", 403}, {staff(host), "/open-shifts", 403}, {staff(host), "/my-shifts", 403},
		{lead(), "/shifts", 200}, {auditor(), "/shifts/" + s.ShiftID, 200}, {staff(other), "/shifts/" + s.ShiftID, 404}, {nurse(host), "/shifts/new", 403},
		{nurse(host), "/open-shifts", 200}, {nurse(host), "/my-shifts", 200}, {nurse(host), "/bookings/" + s.ShiftID, 404}, {staff(host), "/shifts/none", 404},
		{nurse(host), "/shifts/" + s.ShiftID + "/accept", 200}, {lead(), "/shifts/" + s.ShiftID + "/accept", 403},
	} {
		if status, _, _ := w.open(c.who, "GET", c.path, nil); status != c.status {
			t.Errorf("%s answers %q with %d, want %d", c.path, c.who.Role, status, c.status)
		}
	}
}
