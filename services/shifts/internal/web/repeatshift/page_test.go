package repeatshift

import (
	"net/url"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web/pagetest"
)

func TestTheDaysAreSeenBeforeTheyArePosted(t *testing.T) {
	t.Parallel()
	s := Stories()[1]
	p := pagetest.Render(t, s.Component, s.Principal)
	p.Has("total", "4 shifts on 2 days, 40 h of work.")
	p.Has("day", "Clocks go forward")
	p.One("post")
	for i, id := range map[int]string{2: "problems", 3: "error-summary", 4: "no-templates"} {
		s := Stories()[i]
		p := pagetest.Render(t, s.Component, s.Principal)
		p.One(id)
		if len(p.All("post")) != 0 {
			t.Errorf("%s: it can be posted", s.Name)
		}
	}
}

func TestAPatternIsReadAsItWasEntered(t *testing.T) {
	t.Parallel()
	form := func() url.Values {
		return url.Values{"template": {"0190a000-0000-7000-8000-0000000000e1"}, "from": {"2026-03-23"}, "count": {"3"}, "every_weeks": {"2"}, "weekdays": {"sunday", "monday"}, "places": {"2"}, "except": {"2026-03-29\r\n2026-04-06"}}
	}
	r, err := read(form())
	if err != nil || r.Places != 2 || r.Pattern.Count != 3 || r.Pattern.EveryWeeks != 2 || len(r.Pattern.Except) != 2 || r.Pattern.Until != nil || r.Pattern.Weekdays[0] != time.Monday || len(r.Pattern.Weekdays) != 2 {
		t.Errorf("%+v, %v", r, err)
	}
	for field, typed := range map[string]string{"template": "x", "from": "23/03/2026", "until": "soon", "count": "many", "every_weeks": "", "places": "1.5", "except": "Christmas"} {
		f := form()
		f.Set(field, typed)
		if _, err := read(f); err == nil || fault.Of(err).Fields[0].Location != "form."+field {
			t.Errorf("%s: %v", field, err)
		}
	}
}
