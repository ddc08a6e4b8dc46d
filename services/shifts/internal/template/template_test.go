package template_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/shift"
	"github.com/muster-ics/muster/services/shifts/internal/template"
	"github.com/muster-ics/muster/services/shifts/internal/walltime"
)

// night is the usual night of a ward: 20:00 to 07:30.
func night() template.Content {
	return template.Content{Name: "Night, RN", Site: "RVV01", Ward: "ward_7", StaffGroup: "nursing_midwifery", Role: "registered_nurse", Band: "5",
		Span: walltime.Span{Starts: 20 * 60, Ends: 7*60 + 30}, BreakMinutes: 60, Reason: "vacancy", CostCode: "C4711", RatePence: 1845}
}

func TestAPostingFromATemplateHasTheTrueLengthOfItsNight(t *testing.T) {
	t.Parallel()
	s, err := template.New(id.New(), "RVV", night())
	if err != nil {
		t.Fatal(err)
	}
	for day, net := range map[walltime.Day]time.Duration{
		{Year: 2026, Month: 3, Day: 27}: 10*time.Hour + 30*time.Minute, {Year: 2026, Month: 3, Day: 28}: 9*time.Hour + 30*time.Minute,
		{Year: 2026, Month: 10, Day: 24}: 11*time.Hour + 30*time.Minute, {Year: 2026, Month: 10, Day: 25}: 10*time.Hour + 30*time.Minute,
	} {
		p, err := s.Posting(template.Ask{Day: day, Places: 2, Reason: "sickness"})
		if err != nil {
			t.Fatal(err)
		}
		if got := p.EndsAt.Sub(p.StartsAt) - time.Hour; got != net || p.Places != 2 || p.Reason != "sickness" || p.Ward != "ward_7" || p.RatePence != 1845 {
			t.Errorf("%s: %s net, %+v", day, got, p)
		}
	}
	if p, _ := s.Posting(template.Ask{Day: walltime.Day{Year: 2026, Month: 3, Day: 1}, Places: 1}); p.Reason != "vacancy" {
		t.Errorf("the reason is %q", p.Reason)
	}
}

func TestATemplateAsksOnTheNightOnWhichItsTimeIsNotClear(t *testing.T) {
	t.Parallel()
	c := night()
	c.Span.Ends = 90
	s, err := template.New(id.New(), "RVV", c)
	if err != nil {
		t.Fatal(err)
	}
	back := walltime.Day{Year: 2026, Month: 10, Day: 24}
	var wrong *shift.Invalid
	if _, err := s.Posting(template.Ask{Day: back, Places: 1}); !errors.As(err, &wrong) || wrong.Problems[0].Field != "date" || !strings.Contains(err.Error(), "twice") {
		t.Errorf("%v", err)
	}
	if p, err := s.Posting(template.Ask{Day: back, Places: 1, Zone: walltime.GMT}); err != nil || p.EndsAt.Sub(p.StartsAt) != 6*time.Hour+30*time.Minute {
		t.Errorf("%v, %v", p, err)
	}
}

func TestATemplateThatCannotBeRightNamesEachField(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		spoil func(*template.Content)
		field string
	}{
		"no name":                   {func(c *template.Content) { c.Name = "" }, "name"},
		"a name of spaces":          {func(c *template.Content) { c.Name = "  " }, "name"},
		"a name of 61 letters":      {func(c *template.Content) { c.Name = strings.Repeat("é", 61) }, "name"},
		"a name with a line break":  {func(c *template.Content) { c.Name = "a\nb" }, "name"},
		"no band":                   {func(c *template.Content) { c.Band = "" }, "band"},
		"no reason":                 {func(c *template.Content) { c.Reason = "" }, "reason"},
		"a break as long as itself": {func(c *template.Content) { c.BreakMinutes = 690 }, "break_minutes"},
		"a rate below nothing":      {func(c *template.Content) { c.RatePence = -1 }, "rate_pence"},
	} {
		content := night()
		c.spoil(&content)
		_, err := template.New(id.New(), "RVV", content)
		var wrong *shift.Invalid
		if !errors.As(err, &wrong) || wrong.Problems[0].Field != c.field {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestARemovedTemplateStaysRemoved(t *testing.T) {
	t.Parallel()
	s, err := template.New(id.New(), "RVV", night())
	if err != nil {
		t.Fatal(err)
	}
	content := night()
	content.Name = "Night, RN, side rooms"
	if s, err = s.Change(content); err != nil || s.Version != 2 || s.Name != content.Name {
		t.Fatalf("%+v, %v", s, err)
	}
	now := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	if s, err = s.Remove(now); err != nil || s.Version != 3 || s.RemovedAt == nil {
		t.Fatalf("%+v, %v", s, err)
	}
	var refusal *shift.Refusal
	if _, err := s.Change(content); !errors.As(err, &refusal) {
		t.Error(err)
	}
	if _, err := s.Remove(now); !errors.As(err, &refusal) {
		t.Error(err)
	}
}
