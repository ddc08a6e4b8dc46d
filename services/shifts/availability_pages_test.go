package shifts_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/id"
)

func TestAvailabilityWorksAsPlainForms(t *testing.T) {
	t.Parallel()
	w := start(t)
	who := w.settled(host)
	send := func(path string, form url.Values) (int, string) {
		form.Set("idempotency_key", id.New().String())
		status, to, _ := w.open(who, "POST", path, form)
		return status, to
	}
	_, _, p := w.open(who, "GET", "/my-shifts", nil)
	p.One("availability")
	_, _, p = w.open(who, "GET", "/my-availability", nil)
	p.One("none")

	s := w.post(nil)
	day := s.StartsAt.In(clock.London).Format(time.DateOnly)
	if status, to := send("/my-availability", url.Values{"first": {day}, "weeks": {"3"}}); status != 303 || to != "/my-availability?done=added" {
		t.Fatalf("adding answers %d, %s", status, to)
	}
	_, _, p = w.open(who, "GET", "/my-availability?done=added", nil)
	p.Has("times", "all day, 3 times")
	p.One("success")
	if seen := string(w.must(200, who, "GET", "/open-shifts", nil).raw); !strings.Contains(seen, "OWN_UNAVAILABLE") {
		t.Errorf("the shift of that day is shown without a warning: %s", seen)
	}
	for _, wrong := range []url.Values{{}, {"first": {"soon"}}, {"first": {"2020-01-01"}}, {"first": {day}, "weeks": {"53"}}, {"first": {day}, "starts": {"25:00"}}, {"first": {day}, "last": {"2020-01-01"}}} {
		if status, _ := send("/my-availability", wrong); status != 422 {
			t.Errorf("%v answers %d", wrong, status)
		}
	}
	var kept struct {
		Unavailable []struct{ From, Until string }
	}
	w.must(200, who, "GET", "/my-availability", nil).into(t, &kept)
	if len(kept.Unavailable) != 3 {
		t.Fatalf("%d times are kept, want those of three weeks", len(kept.Unavailable))
	}
	var all []string
	for _, s := range kept.Unavailable[1:] {
		all = append(all, s.From+"/"+s.Until)
	}
	if status, _ := send("/my-availability/remove", url.Values{"span0": all}); status != 303 {
		t.Fatalf("removing answers %d", status)
	}
	w.must(200, who, "GET", "/my-availability", nil).into(t, &kept)
	if len(kept.Unavailable) != 1 {
		t.Errorf("%d are left, want the first", len(kept.Unavailable))
	}
	for _, wrong := range []url.Values{{}, {"span0": {"mine"}}} {
		if status, _ := send("/my-availability/remove", wrong); status != 422 {
			t.Errorf("removing %v answers %d", wrong, status)
		}
	}
	if status, _, _ := w.open(staff(host), "GET", "/my-availability", nil); status != 403 {
		t.Errorf("a ward's page of availability answers %d", status)
	}
}
