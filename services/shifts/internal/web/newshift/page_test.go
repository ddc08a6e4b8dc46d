package newshift

import (
	"net/url"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/fault"

	"github.com/muster-ics/muster/pkg/web/pagetest"

	"github.com/muster-ics/muster/services/shifts/internal/web/workform"
)

func TestARefusedFormKeepsWhatWasEntered(t *testing.T) {
	t.Parallel()
	s := Stories()[1]
	p := pagetest.Render(t, s.Component, s.Principal)
	p.Has("error-summary", "The end must be after the start.", "Write one competency a line")
	if p.Value("ward") != "ward_7" {
		t.Error("the ward is lost")
	}
	p.One("post")
}

func form(change map[string]string) url.Values {
	v := url.Values{"site": {"RVV01"}, "ward": {"ward_7"}, "date": {"2026-03-28"}, "starts_at": {"19:30"}, "ends_at": {"07:30"}, "break_minutes": {"60"},
		"staff_group": {"nursing_midwifery"}, "role": {"registered_nurse"}, "band": {"5"}, "rate_pence": {"£18.45"}, "reason": {"vacancy"}, "places": {"2"},
		"competencies": {"cstf FIRE 1\n\nclinical IV 2\r\n"}}
	for k, s := range change {
		v.Set(k, s)
	}
	return v
}

func TestTheFormIsReadInLondonTime(t *testing.T) {
	t.Parallel()
	p, err := read(form(nil), "RVV")
	if err != nil {
		t.Fatal(err)
	}
	// The clocks go forward in this night: twelve hours by the wall are eleven.
	if p.EndsAt.Sub(p.StartsAt) != 11*time.Hour || p.StartsAt.Location() != time.UTC {
		t.Errorf("%v to %v", p.StartsAt, p.EndsAt)
	}
	if p.RatePence != 1845 || p.Places != 2 || len(p.Requirements.Competencies) != 2 || p.Employer != "RVV" {
		t.Errorf("%+v", p)
	}
}

func TestWhatCannotBeReadNamesItsInput(t *testing.T) {
	t.Parallel()
	for field, typed := range map[string]string{
		"date": "28/03/2026", "starts_at": "7pm", "ends_at": "", "break_minutes": "an hour", "places": "1.5", "rate_pence": "18,45", "competencies": "FIRE",
	} {
		t.Run(field, func(t *testing.T) {
			t.Parallel()
			_, err := read(form(map[string]string{field: typed}), "RVV")
			f := fault.Of(err)
			if err == nil || f.Kind != fault.Invalid || f.Fields[0].Location != "form."+field {
				t.Errorf("%v", err)
			}
		})
	}
}

func TestFaultsOfNestedFieldsPointAtTheForm(t *testing.T) {
	t.Parallel()
	f := workform.OnTheForm(fault.New(fault.Invalid, "x", "x").WithFields(fault.Field{Location: "body.requirements.competencies[1].level"}, fault.Field{Location: "body.ward"}))
	if f.Fields[0].Location != "form.competencies" || f.Fields[1].Location != "body.ward" {
		t.Errorf("%+v", f.Fields)
	}
}

func TestATemplateAsksForThreeThings(t *testing.T) {
	t.Parallel()
	s := Stories()[2]
	p := pagetest.Render(t, s.Component, s.Principal)
	for _, name := range []string{"ward", "starts_at", "role", "rate_pence", "clock"} {
		if p.Value(name) != "" {
			t.Errorf("it asks for %s", name)
		}
	}
	if p.Value("date") != "2026-10-24" || p.Value("places") != "1" {
		t.Error("day and places are not filled in")
	}
	for _, id := range []string{"post", "repeat", "without-template", "templates"} {
		p.One(id)
	}
}

func TestATimeThatComesTwiceIsAskedForAndNotGuessed(t *testing.T) {
	t.Parallel()
	s := Stories()[3]
	p := pagetest.Render(t, s.Component, s.Principal)
	p.Has("error-summary", "show 01:30 twice")
	if !(workform.Form{Values: url.Values{"clock": {"BST"}}}).AsksClock() || (workform.Form{}).AsksClock() {
		t.Error("the clock is asked for at the wrong moment")
	}
	f := form(map[string]string{"date": "2026-10-24", "ends_at": "01:30"})
	if _, err := read(f, "RVV"); fault.Of(err).Fields[0].Location != "body.date" {
		t.Errorf("%v", err)
	}
	f.Set("clock", "GMT")
	if p, err := read(f, "RVV"); err != nil || p.EndsAt.Sub(p.StartsAt) != 7*time.Hour {
		t.Errorf("%v, %v", p, err)
	}
}
