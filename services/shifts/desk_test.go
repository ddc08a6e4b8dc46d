package shifts_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
)

func TestTheDeskIsDrawnAnewWhenAShiftChanges(t *testing.T) {
	t.Parallel()
	w := start(t)
	desk := staff(host)
	page := w.call(desk, http.MethodGet, "/desk", nil)
	if page.status != 200 || !strings.Contains(string(page.raw), "every shift of the next 72 hours is filled") {
		t.Fatalf("an empty desk: %d %s", page.status, page.raw)
	}
	drawn := w.eventsOf(desk, "/desk/stream?last_event_id=1", "")
	w.post(nil) // The stream goes on behind its first message; this one or the next is behind it.
	s := w.post(at(w.Clock.Now().Add(30*time.Minute).Truncate(time.Minute), 8))
	for !strings.Contains(next(t, drawn), "gap-"+s.ShiftID) {
		continue
	}
	text := string(w.call(desk, http.MethodGet, "/desk", nil).raw)
	if first, second := strings.Index(text, "gap-"+s.ShiftID), strings.Index(text, "Starts in 47 h"); first < 0 || second < first {
		t.Errorf("the gap in half an hour does not come before the one in two days")
	}
	if !strings.Contains(text, "Nobody on the banks could take it") {
		t.Error("it does not say that nobody could come")
	}
	for name, c := range map[string]struct {
		who    auth.Principal
		path   string
		status int
	}{
		"another employer's people": {staff(other), "/desk", 200},
		"a worker":                  {nurse(host), "/desk", 403},
		"a lead, of one employer":   {lead(), "/desk?employer=" + host, 200},
		"a wildcard as an employer": {lead(), "/desk/stream?employer=*", 422},
	} {
		if got := w.call(c.who, http.MethodGet, c.path, nil); got.status != c.status {
			t.Errorf("%s: %d, want %d", name, got.status, c.status)
		}
	}
	if strings.Contains(string(w.call(staff(other), http.MethodGet, "/desk", nil).raw), s.ShiftID) {
		t.Error("another employer sees the gap")
	}
}
