package shifts_test

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
)

// cursorLists are the lists that go on by a cursor, with the name of its parameter and who reads them as what they own.
var cursorLists = map[string]struct {
	param string
	who   func(nurse auth.Principal) auth.Principal
}{
	"/shifts":       {"after", func(auth.Principal) auth.Principal { return staff(host) }},
	"/bookings":     {"after", func(auth.Principal) auth.Principal { return staff(host) }},
	"/applications": {"after", func(n auth.Principal) auth.Principal { return n }},
	"/offers":       {"after", func(n auth.Principal) auth.Principal { return n }},
	"/waiting-list": {"after", func(n auth.Principal) auth.Principal { return n }},
	"/swaps":        {"after", func(n auth.Principal) auth.Principal { return n }},
	"/timesheets":   {"after", func(auth.Principal) auth.Principal { return staff(host, auth.Post, auth.Approve) }},
	"/history":      {"after", func(auth.Principal) auth.Principal { return auditor() }},
	"/open-shifts":  {"cursor", func(n auth.Principal) auth.Principal { return n }},
}

func TestAListTakesNoCursorButItsOwn(t *testing.T) {
	t.Parallel()
	w := start(t)
	who := w.enrolled()
	for i := range 3 {
		s := w.post(at(w.Clock.Now().Add(time.Duration(48+24*i)*time.Hour).Truncate(time.Minute), 8))
		if i < 2 {
			w.confirmed(nurse(host), s.ShiftID)
		}
	}
	own := map[string]string{}
	for _, path := range []string{"/shifts", "/bookings"} {
		var page struct{ Next string }
		w.must(200, staff(host), "GET", path+"?limit=1", nil).into(t, &page)
		if page.Next == "" {
			t.Fatalf("%s has no second page", path)
		}
		own[path] = page.Next
		w.must(200, staff(host), "GET", path+"?limit=1&after="+url.QueryEscape(page.Next), nil)
	}
	broken := map[string]string{
		"no cursor at all": "xyz", "base64 of nothing": "e30", "a cut one": own["/shifts"][:len(own["/shifts"])/2], "one with more behind": own["/shifts"] + "AAAA",
		"SQL": "' or 1=1 --", "a null": "\x00", "letters of other scripts": "é病", "an empty JSON list": "W10", "a JSON null": "bnVsbA",
	}
	for path, l := range cursorLists {
		t.Run(path, func(t *testing.T) {
			try := map[string]string{}
			for name, c := range broken {
				try[name] = c
			}
			for from, c := range own {
				if from != path {
					try["that of "+from] = c
				}
			}
			for name, c := range try {
				a := w.call(l.who(who), "GET", base+path+"?"+l.param+"="+url.QueryEscape(c), nil)
				if a.status < 400 || a.status > 499 {
					t.Errorf("%s: answered %d: %s", name, a.status, a.raw)
					continue
				}
				if p := a.problem(t); p.Code == "" || len(p.Detail) < 10 {
					t.Errorf("%s: nobody can act on %s", name, a.raw)
				}
			}
		})
	}
	// A cursor holds for its filters only, and carries nobody into another employer's rows.
	if a := w.call(staff(host), "GET", base+"/shifts?status=open&after="+url.QueryEscape(own["/shifts"]), nil); a.status != 422 {
		t.Errorf("the cursor of other filters answers %d", a.status)
	}
	for path, c := range own {
		a := w.call(staff(other), "GET", base+path+"?after="+url.QueryEscape(c), nil)
		if a.status >= 500 || strings.Contains(string(a.raw), `"employer":"`+host) || strings.Contains(string(a.raw), `"host_employer":"`+host) {
			t.Errorf("%s: another employer with the cursor is answered %d: %s", path, a.status, a.raw)
		}
	}
}

func TestNoListShowsAnotherEmployersRows(t *testing.T) {
	t.Parallel()
	w := start(t)
	who := w.enrolled()
	s := w.post(nil)
	b := w.confirmed(who, s.ShiftID)
	open := w.post(at(w.Clock.Now().Add(96*time.Hour).Truncate(time.Minute), 8))
	stranger := staff(other, auth.Post, auth.Approve, auth.Executive, auth.Finance, auth.Verify)
	secrets := []string{s.ShiftID, open.ShiftID, b.BookingID, who.WorkerID}
	for _, path := range []string{
		"/shifts", "/shifts?employer=" + host, "/shifts?employer=", "/bookings", "/bookings?shift=" + s.ShiftID, "/applications?shift=" + s.ShiftID,
		"/offers?shift=" + s.ShiftID, "/waiting-list?shift=" + s.ShiftID, "/swaps?shift=" + s.ShiftID, "/timesheets", "/escalations", "/escalations?employer=" + host,
		"/blocks", "/templates", "/rate-cards", "/rate-cards?employer=" + host, "/policies?employer=" + host, "/ladders?employer=" + host, "/imports",
		"/reliability", "/reliability?employer=" + host, "/shifts/" + s.ShiftID + "/history", "/shifts/" + s.ShiftID + "/candidates", "/shifts/" + s.ShiftID + "/ladder",
		"/bookings/" + b.BookingID + "/history", "/bookings/" + b.BookingID + "/conflicts", "/bookings/" + b.BookingID + "/timesheet", "/history", "/notices", "/open-shifts", "/swaps/open",
	} {
		a := w.call(stranger, "GET", base+path, nil)
		switch {
		case a.status >= 500:
			t.Errorf("%s answers %d: %s", path, a.status, a.raw)
		case a.status >= 400:
			if p := a.problem(t); p.Code == "" || len(p.Detail) < 10 {
				t.Errorf("%s: nobody can act on %s", path, a.raw)
			}
		case !json.Valid(a.raw):
			t.Errorf("%s answers no JSON: %s", path, a.raw)
		default:
			for _, secret := range secrets {
				if strings.Contains(string(a.raw), secret) {
					t.Errorf("%s shows another employer's %s", path, secret)
				}
			}
		}
	}
}
