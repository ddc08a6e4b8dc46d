package shifts_test

import (
	"net/url"
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
)

// TestAnAnswerThatNoPageOffersIsRefused sends forms with one answer that their page does not have: none of them may count
// as the other answer.
func TestAnAnswerThatNoPageOffersIsRefused(t *testing.T) {
	t.Parallel()
	w := start(t)
	s := w.scene()
	for _, c := range []struct{ person, path, action, field, value string }{
		{"executive", "/policies/cancellation", "/policies/cancellation", "statutory__on", "perhaps"},
		{"worker", "/my-alerts", "/my-alerts", "alerts", "perhaps"},
		{"worker", "/my-alerts", "/my-alerts", "urgent", "on"},
		{"worker", "/open-shifts/several", "/open-shifts/several", "choice", "some"},
		{"post", "/templates/" + s.ids["templates"], "/templates/" + s.ids["templates"], "epp", "on"},
		{"executive", "/ladders/all", "/ladders/all", "use_tier_1", "on"},
		{"executive", "/ladders/all", "/ladders/all", "ceiling_tier_2", "30"},
	} {
		f, found := filled{}, false
		got, err := s.ask(c.person, "GET", c.path, nil, "")
		if err != nil {
			t.Fatal(err)
		}
		for _, form := range pagetest.Parse(t, string(got.raw)).Forms() {
			if form.Action == c.action {
				f, found = filled{c.person, c.path, form}, true
				break
			}
		}
		if !found {
			t.Errorf("%s has no form %s", c.path, c.action)
			continue
		}
		before := w.kept()
		values := url.Values{}
		for k, v := range f.Values {
			values[k] = v
		}
		values[c.field] = []string{c.value}
		answer := s.sendForm(f, values)
		if answer.status != 422 {
			t.Errorf("%s with %s=%s answers %d", c.path, c.field, c.value, answer.status)
		}
		pagetest.Parse(t, string(answer.raw)).One("error-summary")
		if after := w.kept(); after != before {
			t.Errorf("%s with %s=%s is refused, and something changed: %s, then %s", c.path, c.field, c.value, before, after)
		}
	}
}

func TestWhoComesLateReadsThatTheShiftIsTakenAndMayWait(t *testing.T) {
	t.Parallel()
	w := start(t)
	who, late := w.enrolled(), w.enrolled()
	s := w.post(nil)
	w.confirmed(who, s.ShiftID)
	status, _, p := w.open(late, "GET", "/shifts/"+s.ShiftID+"/accept", nil)
	if status != 409 {
		t.Errorf("the page of a taken shift answers %d", status)
	}
	p.Has("error-summary", "Somebody took this shift")
	p.One("wait")
	// What was called off is nobody's to know of.
	gone := w.post(nil)
	w.must(200, staff(host, "post"), "POST", "/shifts/"+gone.ShiftID+"/withdraw", map[string]any{"why": "no_longer_needed"})
	if status, _, _ := w.open(late, "GET", "/shifts/"+gone.ShiftID+"/accept", nil); status != 404 {
		t.Errorf("the page of a shift that was called off answers %d", status)
	}
}
