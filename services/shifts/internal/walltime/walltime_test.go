package walltime_test

import (
	"errors"
	"testing"
	"time"

	"github.com/muster-ics/muster/services/shifts/internal/walltime"
)

func span(t *testing.T, starts, ends string) walltime.Span {
	t.Helper()
	s, err := walltime.ParseClock(starts)
	if err != nil {
		t.Fatal(err)
	}
	e, err := walltime.ParseClock(ends)
	if err != nil {
		t.Fatal(err)
	}
	return walltime.Span{Starts: s, Ends: e}
}

func day(t *testing.T, s string) walltime.Day {
	t.Helper()
	d, err := walltime.ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// In the night from 28 to 29 March 2026 clocks go forward: 00:59 GMT is followed by 02:00 BST. In the night from 24 to
// 25 October 2026 they go back: 01:59 BST is followed by 01:00 GMT.
func TestShiftsByTheClockOnTheWall(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, day, from, to string
		zone                walltime.Zone
		starts, ends        string // in UTC; empty starts: refused
		hours               float64
		trouble             string // the end that is not clear
	}{
		{"a night in winter", "2026-01-14", "20:00", "07:30", "", "2026-01-14T20:00Z", "2026-01-15T07:30Z", 11.5, ""},
		{"a night in summer", "2026-07-14", "20:00", "07:30", "", "2026-07-14T19:00Z", "2026-07-15T06:30Z", 11.5, ""},
		{"a long day", "2026-07-14", "07:30", "20:00", "", "2026-07-14T06:30Z", "2026-07-14T19:00Z", 12.5, ""},
		{"a whole day", "2026-07-14", "08:00", "08:00", "", "2026-07-14T07:00Z", "2026-07-15T07:00Z", 24, ""},
		{"until midnight", "2026-07-14", "16:00", "00:00", "", "2026-07-14T15:00Z", "2026-07-14T23:00Z", 8, ""},
		{"over the end of the year", "2026-12-31", "20:00", "07:30", "", "2026-12-31T20:00Z", "2027-01-01T07:30Z", 11.5, ""},
		{"over the end of February in a leap year", "2028-02-28", "20:00", "07:30", "", "2028-02-28T20:00Z", "2028-02-29T07:30Z", 11.5, ""},

		{"spring: the night is an hour shorter", "2026-03-28", "20:00", "07:30", "", "2026-03-28T20:00Z", "2026-03-29T06:30Z", 10.5, ""},
		{"spring: the night before is not", "2026-03-27", "20:00", "07:30", "", "2026-03-27T20:00Z", "2026-03-28T07:30Z", 11.5, ""},
		{"spring: the night after is not", "2026-03-29", "20:00", "07:30", "", "2026-03-29T19:00Z", "2026-03-30T06:30Z", 11.5, ""},
		{"spring: the long day is not", "2026-03-29", "07:30", "20:00", "", "2026-03-29T06:30Z", "2026-03-29T19:00Z", 12.5, ""},
		{"spring: a day from 08:00 to 08:00 has 23 hours", "2026-03-28", "08:00", "08:00", "", "2026-03-28T08:00Z", "2026-03-29T07:00Z", 23, ""},
		{"spring: a start at 00:59 is there", "2026-03-29", "00:59", "08:00", "", "2026-03-29T00:59Z", "2026-03-29T07:00Z", 6 + 1.0/60, ""},
		{"spring: a start at 01:00 is not there", "2026-03-29", "01:00", "08:00", "", "", "", 0, "starts"},
		{"spring: a start at 01:59 is not there", "2026-03-29", "01:59", "08:00", "", "", "", 0, "starts"},
		{"spring: a start at 02:00 is there", "2026-03-29", "02:00", "08:00", "", "2026-03-29T01:00Z", "2026-03-29T07:00Z", 6, ""},
		{"spring: an end at 01:30 is not there", "2026-03-28", "17:30", "01:30", "", "", "", 0, "ends"},
		{"spring: naming a clock does not make it be there", "2026-03-29", "01:30", "08:00", "GMT", "", "", 0, "starts"},

		{"autumn: the night is an hour longer", "2026-10-24", "20:00", "07:30", "", "2026-10-24T19:00Z", "2026-10-25T07:30Z", 12.5, ""},
		{"autumn: the night before is not", "2026-10-23", "20:00", "07:30", "", "2026-10-23T19:00Z", "2026-10-24T06:30Z", 11.5, ""},
		{"autumn: the night after is not", "2026-10-25", "20:00", "07:30", "", "2026-10-25T20:00Z", "2026-10-26T07:30Z", 11.5, ""},
		{"autumn: a day from 08:00 to 08:00 has 25 hours", "2026-10-24", "08:00", "08:00", "", "2026-10-24T07:00Z", "2026-10-25T08:00Z", 25, ""},
		{"autumn: a start at 00:59 comes once", "2026-10-25", "00:59", "08:00", "", "2026-10-24T23:59Z", "2026-10-25T08:00Z", 8 + 1.0/60, ""},
		{"autumn: a start at 01:00 comes twice", "2026-10-25", "01:00", "08:00", "", "", "", 0, "starts"},
		{"autumn: the first 01:30", "2026-10-25", "01:30", "08:00", "BST", "2026-10-25T00:30Z", "2026-10-25T08:00Z", 7.5, ""},
		{"autumn: the second 01:30", "2026-10-25", "01:30", "08:00", "GMT", "2026-10-25T01:30Z", "2026-10-25T08:00Z", 6.5, ""},
		{"autumn: an end at 01:30 comes twice", "2026-10-24", "17:30", "01:30", "", "", "", 0, "ends"},
		{"autumn: an end at the first 01:30", "2026-10-24", "17:30", "01:30", "BST", "2026-10-24T16:30Z", "2026-10-25T00:30Z", 8, ""},
		{"autumn: an end at the second 01:30", "2026-10-24", "17:30", "01:30", "GMT", "2026-10-24T16:30Z", "2026-10-25T01:30Z", 9, ""},
		{"autumn: a start at 02:00 comes once", "2026-10-25", "02:00", "08:00", "", "2026-10-25T02:00Z", "2026-10-25T08:00Z", 6, ""},
		{"autumn: naming a clock where none is in doubt changes nothing", "2026-10-24", "20:00", "07:30", "GMT", "2026-10-24T19:00Z", "2026-10-25T07:30Z", 12.5, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := span(t, c.from, c.to)
			starts, ends, err := s.Moments(day(t, c.day), c.zone)
			if c.starts == "" {
				var trouble *walltime.Trouble
				var unclear *walltime.Unclear
				if !errors.As(err, &trouble) || !errors.As(err, &unclear) || trouble.Field != c.trouble {
					t.Fatalf("%v to %v, %v", starts, ends, err)
				}
				return
			}
			const minute = "2006-01-02T15:04Z"
			if err != nil || starts.Format(minute) != c.starts || ends.Format(minute) != c.ends {
				t.Fatalf("%v to %v, %v", starts, ends, err)
			}
			if got := ends.Sub(starts).Hours(); got < c.hours-1e-9 || got > c.hours+1e-9 {
				t.Errorf("%v hours, want %v", got, c.hours)
			}
			if change := s.Change(day(t, c.day), c.zone); change != ends.Sub(starts)-s.Shown() {
				t.Errorf("changes by %s", change)
			}
		})
	}
}

func TestWhatIsNotClearSaysWhatToDo(t *testing.T) {
	t.Parallel()
	_, err := walltime.At(day(t, "2026-03-29"), 90, walltime.Unsaid)
	if err == nil || err.Error() != "Clocks go forward on Sunday 29 March 2026 and never show 01:30. Use 00:30, or the time an hour later." {
		t.Error(err)
	}
	_, err = walltime.At(day(t, "2026-10-25"), 90, walltime.Unsaid)
	if err == nil || err.Error() != "Clocks go back on Sunday 25 October 2026 and show 01:30 twice. Say BST for the first or GMT for the second." {
		t.Error(err)
	}
}

func TestDaysAndTimesThatAreNone(t *testing.T) {
	t.Parallel()
	for _, s := range []string{"", "2026-02-30", "2026-2-3", "29/03/2026", "1999-12-31", "3000-01-01", "2026-03-29T00:00"} {
		if d, err := walltime.ParseDay(s); err == nil {
			t.Errorf("%q is %s", s, d)
		}
	}
	for _, s := range []string{"", "24:00", "7:30", "07:60", "07:30:00", "7pm", "-1:00"} {
		if c, err := walltime.ParseClock(s); err == nil {
			t.Errorf("%q is %s", s, c)
		}
	}
	d := day(t, "2026-02-27")
	if d.Plus(2).String() != "2026-03-01" || d.Plus(2).DaysSince(d) != 2 || !d.Before(d.Plus(1)) || d.Weekday() != time.Friday {
		t.Error(d.Plus(2))
	}
	// Half an hour after midnight in London is still yesterday in UTC in summer.
	if got := walltime.DayOf(time.Date(2026, 7, 14, 23, 30, 0, 0, time.UTC)); got.String() != "2026-07-15" {
		t.Error(got)
	}
}
