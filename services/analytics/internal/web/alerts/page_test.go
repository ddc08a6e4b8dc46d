package alerts_test

import (
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
	"github.com/muster-ics/muster/services/analytics/internal/web/alerts"
)

func story(t *testing.T, n int) pagetest.Page {
	t.Helper()
	s := alerts.Stories()[n]
	return pagetest.Render(t, s.Component, s.Principal)
}

func TestAnAlertSaysWhereWhatAndWhoHasTakenItOn(t *testing.T) {
	t.Parallel()
	p := story(t, 0)
	p.Has("standing-count", "3 standing now")
	p.Has("standing", "East Kent Hospitals", "Nursing and midwifery", "66.6% filled of 12 shifts", "Nurses' nights", "Tue 10 Mar 2026 at 09:00")
	p.Has("taken", "Taken on by somebody of Medway NHS Foundation Trust on Tue 10 Mar 2026 at 11:00")
	p.Has("quiet", "Quiet until Tue 10 Mar 2026 at 14:00")
	if take, quiet := len(p.All("acknowledge")), len(p.All("snooze")); take != 2 || quiet != 2 {
		t.Errorf("%d can be taken on and %d kept quiet, want 2 and 2", take, quiet)
	}
	p.Has("over", "91.2% filled", "Taken on by you", "nothing was left to judge", "25% above the median")
	p.Has("inbox", "2 not read")
	p.Has("deliveries", "1 given up")
}

func TestWithoutAlertsThePageLeadsToTheRules(t *testing.T) {
	t.Parallel()
	p := story(t, 1)
	p.Has("none-standing", "See what the rules look at")
	if len(p.All("webhooks")) != 0 {
		t.Error("who has no webhooks is led to them")
	}
	story(t, 2).Has("error-summary", "nothing to keep quiet")
}

func TestTheInboxSaysWhatIsNew(t *testing.T) {
	t.Parallel()
	p := story(t, 3)
	p.Has("unread", "2 not read yet")
	p.Has("notices", "Alert", "New", "Nurses' nights: 66.6% filled of 12 shifts.", "Still", "still so since", "Over", "91.2% filled")
	if p.Value("up_to") != "9" {
		t.Errorf("reading marks up to %q", p.Value("up_to"))
	}
	empty := story(t, 4)
	empty.Has("none", "about your employer")
	empty.Has("push-off", "no push messages")
}
