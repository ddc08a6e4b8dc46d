package alertrules_test

import (
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
	"github.com/muster-ics/muster/services/analytics/internal/web/alertrules"
)

func story(t *testing.T, n int) pagetest.Page {
	t.Helper()
	s := alertrules.Stories()[n]
	return pagetest.Render(t, s.Component, s.Principal)
}

func TestRulesAreToldInWords(t *testing.T) {
	t.Parallel()
	p := story(t, 0)
	p.Has("rules", "Fewer than 85% of the hours that start within 24 hours are filled.", "Nursing and midwifery", "Registered nurse", "Nights", "Told: Everybody who sees it", "Off", "A rule of East Kent Hospitals")
	if on, off := len(p.All("switch-on")), len(p.All("switch-off")); on != 1 || off != 1 {
		t.Errorf("%d can be turned on and %d off", on, off)
	}
	story(t, 1).Has("none", "nobody is called")
	if n := len(story(t, 2).All("kinds")); n != 1 {
		t.Errorf("%d lists of kinds", n)
	}
}

func TestTheFormSaysWhatTheRuleWouldHaveDone(t *testing.T) {
	t.Parallel()
	p := story(t, 4)
	p.Has("tried", "In the last 28 days this rule would have called 12 times, about 3 employers. The longest call stood for 5 h 20 min. 2 would stand now.", "every 15 min")
	if p.Value("raise") != "85" || p.Value("clear") != "90" || p.Value("hours_ahead") != "24" || p.Value("version") != "4" {
		t.Errorf("the form has %s, %s, %s at version %s", p.Value("raise"), p.Value("clear"), p.Value("hours_ahead"), p.Value("version"))
	}
	story(t, 6).Has("tried", "Nothing is known of the past yet")
}

func TestWhatWasTypedStays(t *testing.T) {
	t.Parallel()
	p := story(t, 5)
	p.Has("error-summary", "for example 85 or 82.5")
	if p.Value("raise") != "many" || p.Value("name") != "Nights" || p.Value("clear") != "90" {
		t.Error("what was typed is lost")
	}
}
