package availability_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/clock"

	"github.com/muster-ics/muster/services/shifts/internal/availability"
	"github.com/muster-ics/muster/services/shifts/internal/walltime"
	"github.com/muster-ics/muster/services/shifts/internal/workingtime"
)

func TestPatternsAreReadAsPeopleMeanThem(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name                      string
		first, last, starts, ends string
		weeks                     int
		want                      string // in UTC
	}{
		{"a whole day in summer", "2026-06-09", "2026-06-09", "00:00", "00:00", 1, "8T23:00-9T23:00"},
		{"school hours", "2026-06-09", "2026-06-09", "09:00", "15:30", 1, "9T08:00-9T14:30"},
		{"a night ends on the next day", "2026-01-13", "2026-01-13", "19:30", "07:30", 1, "13T19:30-14T07:30"},
		{"from an hour to the end of the day", "2026-01-13", "2026-01-13", "12:00", "00:00", 1, "13T12:00-14T00:00"},
		{"a holiday to the end of its last day", "2026-01-05", "2026-01-09", "00:00", "00:00", 1, "5T00:00-10T00:00"},
		{"a holiday to an hour of its last day", "2026-01-05", "2026-01-09", "18:00", "12:00", 1, "5T18:00-9T12:00"},
		{"a weekday for three weeks, over the change of clocks", "2026-03-24", "2026-03-24", "09:00", "17:00", 3, "24T09:00-24T17:00 31T08:00-31T16:00 7T08:00-7T16:00"},
		{"the short night of 29 March 2026", "2026-03-28", "2026-03-28", "22:00", "06:00", 1, "28T22:00-29T05:00"},
		{"to a time that the clocks skip: the later reading", "2026-03-28", "2026-03-28", "22:00", "01:30", 1, "28T22:00-29T01:30"},
		{"from a time that the clocks skip: the earlier reading", "2026-03-29", "2026-03-29", "01:30", "09:00", 1, "29T00:30-29T08:00"},
		{"the long night of 25 October 2026", "2026-10-24", "2026-10-24", "22:00", "06:00", 1, "24T21:00-25T06:00"},
		{"from a time that comes twice: the first", "2026-10-25", "2026-10-25", "01:30", "09:00", 1, "25T00:30-25T09:00"},
		{"to a time that comes twice: the second", "2026-10-24", "2026-10-24", "20:00", "01:30", 1, "24T19:00-25T01:30"},
		{"every week, also in the week that skips the time", "2026-03-22", "2026-03-22", "01:30", "02:30", 2, "22T01:30-22T02:30 29T00:30-29T01:30"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := availability.Pattern{First: day(t, c.first), Last: day(t, c.last), Starts: hour(t, c.starts), Ends: hour(t, c.ends), Weeks: c.weeks}
			var got []string
			for _, s := range p.Spans() {
				got = append(got, s.From.Format("2T15:04")+"-"+s.Until.Format("2T15:04"))
			}
			if strings.Join(got, " ") != c.want {
				t.Errorf("it is %s, want %s", strings.Join(got, " "), c.want)
			}
		})
	}
}

func TestWhatIsSaidIsKeptOnceAndDroppedWhenOver(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 6, 10, 12, 0, 0, 0, time.UTC)
	weekly := availability.Pattern{First: day(t, "2026-06-09"), Last: day(t, "2026-06-09"), Starts: hour(t, "09:00"), Ends: hour(t, "15:30"), Weeks: 3}.Spans()
	said := availability.With(nil, weekly, now)
	if len(said) != 3 {
		t.Fatalf("%d are kept, want all: whoever says it may mean the past", len(said))
	}
	said = availability.With(said, weekly[1:], now)
	if len(said) != 2 || !said[0].From.Equal(weekly[1].From) {
		t.Errorf("kept %v, want the two ahead, once each", said)
	}
	if left := availability.Without(said, weekly[1:2], now); len(left) != 1 || !left[0].From.Equal(weekly[2].From) {
		t.Errorf("left %v, want the last week", left)
	}
}

func TestSeriesAreShownOnce(t *testing.T) {
	t.Parallel()
	tuesdays := availability.Pattern{First: day(t, "2026-03-17"), Last: day(t, "2026-03-17"), Starts: hour(t, "09:00"), Ends: hour(t, "15:30"), Weeks: 4}.Spans()
	holiday := availability.Pattern{First: day(t, "2026-03-20"), Last: day(t, "2026-03-29"), Weeks: 1}.Spans()
	without := slices.Concat(tuesdays[:1], tuesdays[2:]) // one Tuesday is taken away
	for _, c := range []struct {
		name  string
		spans []workingtime.Span
		want  []int
	}{
		{"nothing", nil, nil},
		{"every week, over the change of clocks", tuesdays, []int{4}},
		{"with a holiday between", availability.With(tuesdays, holiday, time.Time{}), []int{4, 1}},
		{"a week is left out", without, []int{1, 2}},
	} {
		var got []int
		for _, s := range availability.Series(c.spans) {
			got = append(got, len(s))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: series of %v, want %v", c.name, got, c.want)
		}
	}
	if h := tuesdays[3].From.In(clock.London).Hour(); h != 9 {
		t.Errorf("the last Tuesday begins at %d", h)
	}
}

func day(t *testing.T, s string) walltime.Day {
	t.Helper()
	d, err := walltime.ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func hour(t *testing.T, s string) walltime.Clock {
	t.Helper()
	c, err := walltime.ParseClock(s)
	if err != nil {
		t.Fatal(err)
	}
	return c
}
