package repeat_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/services/shifts/internal/repeat"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
	"github.com/muster-ics/muster/services/shifts/internal/walltime"
)

func on(s string) walltime.Day {
	d, err := walltime.ParseDay(s)
	if err != nil {
		panic(err)
	}
	return d
}

func until(s string) *walltime.Day { d := on(s); return &d }

const mon, tue, wed, thu, fri, sat, sun = time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday, time.Saturday, time.Sunday

func TestDaysOfAPattern(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		p    repeat.Pattern
		days string
	}{
		"every Monday until a day, which counts": {
			repeat.Pattern{From: on("2026-03-02"), Until: until("2026-03-16"), EveryWeeks: 1, Weekdays: []time.Weekday{mon}}, "03-02 03-09 03-16"},
		"three nights a week, five of them": {
			repeat.Pattern{From: on("2026-03-02"), Count: 5, EveryWeeks: 1, Weekdays: []time.Weekday{fri, sat, sun}}, "03-06 03-07 03-08 03-13 03-14"},
		"every second week counts from the week of the first day": {
			repeat.Pattern{From: on("2026-03-05"), Count: 4, EveryWeeks: 2, Weekdays: []time.Weekday{mon, thu}}, "03-05 03-16 03-19 03-30"},
		"a Sunday belongs to the week before it": {
			repeat.Pattern{From: on("2026-03-08"), Count: 2, EveryWeeks: 2, Weekdays: []time.Weekday{sun}}, "03-08 03-22"},
		"a Monday begins a week, so it is not of the Sunday before": {
			repeat.Pattern{From: on("2026-03-08"), Count: 2, EveryWeeks: 2, Weekdays: []time.Weekday{mon}}, "03-16 03-30"},
		"days left out are made up for when days are counted": {
			repeat.Pattern{From: on("2026-03-02"), Count: 3, EveryWeeks: 1, Weekdays: []time.Weekday{tue}, Except: []walltime.Day{on("2026-03-10"), on("2026-03-11")}}, "03-03 03-17 03-24"},
		"days left out are not made up for when there is a last day": {
			repeat.Pattern{From: on("2026-03-02"), Until: until("2026-03-17"), EveryWeeks: 1, Weekdays: []time.Weekday{tue}, Except: []walltime.Day{on("2026-03-10")}}, "03-03 03-17"},
		"over both changes of the clock a day is a day": {
			repeat.Pattern{From: on("2026-03-28"), Count: 3, EveryWeeks: 1, Weekdays: []time.Weekday{sat, sun}}, "03-28 03-29 04-04"},
		"every twelfth week over the end of the year": {
			repeat.Pattern{From: on("2026-12-30"), Count: 2, EveryWeeks: 12, Weekdays: []time.Weekday{wed}}, "12-30 03-24"},
	} {
		days, err := c.p.Days()
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		var got []string
		for _, d := range days {
			got = append(got, d.String()[5:])
		}
		if strings.Join(got, " ") != c.days {
			t.Errorf("%s: %v, want %s", name, got, c.days)
		}
	}
}

func TestAPatternThatCannotBeRightSaysWhatToChange(t *testing.T) {
	t.Parallel()
	right := repeat.Pattern{From: on("2026-03-02"), Count: 3, EveryWeeks: 1, Weekdays: []time.Weekday{mon}}
	for name, c := range map[string]struct {
		spoil func(*repeat.Pattern)
		field string
	}{
		"no weekday":                      {func(p *repeat.Pattern) { p.Weekdays = nil }, "weekdays"},
		"every 0 weeks":                   {func(p *repeat.Pattern) { p.EveryWeeks = 0 }, "every_weeks"},
		"every 13 weeks":                  {func(p *repeat.Pattern) { p.EveryWeeks = 13 }, "every_weeks"},
		"neither a last day nor many":     {func(p *repeat.Pattern) { p.Count = 0 }, "until"},
		"both a last day and many":        {func(p *repeat.Pattern) { p.Until = until("2026-03-20") }, "until"},
		"a last day before the first":     {func(p *repeat.Pattern) { p.Count, p.Until = 0, until("2026-03-01") }, "until"},
		"a last day in two years":         {func(p *repeat.Pattern) { p.Count, p.Until = 0, until("2028-03-01") }, "until"},
		"1001 days":                       {func(p *repeat.Pattern) { p.Count = 1001 }, "count"},
		"minus one day":                   {func(p *repeat.Pattern) { p.Count = -1 }, "count"},
		"more Mondays than 400 days have": {func(p *repeat.Pattern) { p.Count = 59 }, "count"},
		"every day left out": {func(p *repeat.Pattern) {
			p.Count, p.Until, p.Except = 0, until("2026-03-02"), []walltime.Day{on("2026-03-02")}
		}, "weekdays"},
	} {
		p := right
		c.spoil(&p)
		_, err := p.Days()
		var wrong *shift.Invalid
		if !errors.As(err, &wrong) || wrong.Problems[0].Field != c.field {
			t.Errorf("%s: %v", name, err)
		}
	}
	right.Count = 58
	if days, err := right.Days(); err != nil || len(days) != 58 {
		t.Errorf("as many Mondays as 400 days have: %d, %v", len(days), err)
	}
}
