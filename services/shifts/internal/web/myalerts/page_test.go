package myalerts

import (
	"net/url"
	"slices"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/web/pagetest"

	"github.com/muster-ics/muster/services/shifts/internal/alerting"
	"github.com/muster-ics/muster/services/shifts/internal/app"
)

func TestWithoutRulesItSaysThatEverythingIsTold(t *testing.T) {
	t.Parallel()
	s := Stories()[0]
	p := pagetest.Render(t, s.Component, s.Principal)
	p.Has("no-rules", "Every shift that you could take")
	p.Has("push-off", "no push messages")
	if p.Value("quiet_from") != "21:00" || p.Value("per_hour") != "6" {
		t.Errorf("quiet from %s, %s an hour", p.Value("quiet_from"), p.Value("per_hour"))
	}
}

func TestEachRuleCanBeRemoved(t *testing.T) {
	t.Parallel()
	s := Stories()[1]
	p := pagetest.Render(t, s.Component, s.Principal)
	if len(p.All("remove-rule")) != 2 {
		t.Error("not every rule has its button")
	}
	p.One("end-calendar")
}

func TestAWrongRuleIsKeptInTheForm(t *testing.T) {
	t.Parallel()
	s := Stories()[3]
	p := pagetest.Render(t, s.Component, s.Principal)
	p.Has("error-summary", "whole kilometres")
	if p.Value("within_km") != "far" {
		t.Errorf("what was typed is lost: %q", p.Value("within_km"))
	}
}

func TestFormsBecomeSettings(t *testing.T) {
	t.Parallel()
	s, bad := withGeneral(alerting.Settings{Rules: []alerting.Rule{{WithinKM: 3}}}, url.Values{"alerts": {"on"}, "quiet_from": {"22:30"}, "quiet_until": {"06:00"}, "per_hour": {"4"}, "urgent": {"yes"}})
	if bad != nil || s.Quiet.From != 1350 || s.Quiet.Until != 360 || s.PerHour != 4 || !s.UrgentInQuiet || s.Off || len(s.Rules) != 1 {
		t.Errorf("%+v %v", s, bad)
	}
	s, bad = withRule(s, url.Values{"part": {"nights"}, "wards": {"ward_7, ward_8"}, "weekday": {"5", "6"}, "min_hourly": {"£18.45"}, "site": {""}})
	r := s.Rules[len(s.Rules)-1]
	if bad != nil || !slices.Equal(r.Wards, []string{"ward_7", "ward_8"}) || !slices.Equal(r.Weekdays, []time.Weekday{5, 6}) || r.MinHourlyPence != 1845 || r.Sites != nil {
		t.Errorf("%+v %v", r, bad)
	}
	if got := inWords(r, app.Directory{}); got != "Shifts on Ward 7 or Ward 8, starting on Friday, Saturday, only nights, from £18.45 an hour" {
		t.Errorf("in words: %s", got)
	}
	for _, f := range []url.Values{{"within_km": {"far"}}, {"min_hourly": {"NaN"}}, {"min_total": {"-1"}}, {"weekday": {"x"}}} {
		if _, bad := withRule(s, f); bad == nil || len(bad.Fields) != 1 {
			t.Errorf("%v is taken", f)
		}
	}
}
