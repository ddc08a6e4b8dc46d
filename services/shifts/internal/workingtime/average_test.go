package workingtime

import (
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/clock"
)

// weeks is the same week of work in each of n from a Monday: hours of each day from 07:00.
func weeks(monday time.Time, n int, hours ...int) []Entry {
	var out []Entry
	for w := range n {
		for d, h := range hours {
			if h == 0 {
				continue
			}
			s := time.Date(monday.Year(), monday.Month(), monday.Day()+7*w+d, 7, 0, 0, 0, clock.London)
			out = append(out, Entry{Kind: Substantive, StartsAt: s, EndsAt: s.Add(time.Duration(h) * time.Hour), NetMinutes: h * 60})
		}
	}
	return out
}

func TestFortyEightHoursAWeekOnAverage(t *testing.T) {
	t.Parallel()
	monday := time.Date(2026, 3, 2, 0, 0, 0, 0, clock.London)
	later := func(weeks int) time.Time { return monday.AddDate(0, 0, 7*weeks) }
	ended := later(16)
	aWeekOff := as(Leave, on(t, "2-8 Mar 00:00-23:59"))
	// 17 weeks from 2 March end on 28 June; 26 weeks on 30 August.
	for _, c := range []struct {
		name  string
		w     Worker
		diary []Entry
		want  string
		says  string // empty for a yes
	}{
		{"17 weeks of 47 h bear 17 h more", Worker{}, weeks(monday, 17, 12, 0, 12, 0, 12, 11), "28 Jun 07:00-24:00", ""},
		{"and not 17 h 1 min", Worker{}, weeks(monday, 17, 12, 0, 12, 0, 12, 11), "28 Jun 06:59-24:00", "48 h a week on average over the 17 weeks from Mon 2 Mar; the limit is 48 h"},
		{"17 weeks of 48 h bear none", Worker{}, weeks(monday, 17, 12, 0, 12, 0, 12, 12), "28 Jun 07:00-08:00", "48 h 4 min a week"},
		{"nor do they in their middle", Worker{}, weeks(monday, 17, 12, 0, 12, 0, 12, 12), "3 May 07:00-08:00", "48 h 4 min a week"},
		{"a break is no working time", Worker{}, weeks(monday, 17, 12, 0, 12, 0, 12, 11), "28 Jun 06:00-24:00 b60", ""},
		{"an opt-out lifts it", Worker{OptOut: &Span{From: monday}}, weeks(monday, 17, 12, 0, 12, 0, 12, 12), "28 Jun 07:00-15:00", ""},
		{"an opt-out that has ended does not", Worker{OptOut: &Span{From: monday, Until: &ended}}, weeks(monday, 17, 12, 0, 12, 0, 12, 12), "28 Jun 07:00-15:00", "48 h 28 min a week"},
		{"an opt-out that is yet to come does not", Worker{OptOut: &Span{From: later(17)}}, weeks(monday, 17, 12, 0, 12, 0, 12, 12), "28 Jun 07:00-15:00", "48 h 28 min a week"},
		{"60 h in one week after 16 quiet ones", Worker{}, weeks(monday, 1, 12, 12, 12, 12), "6 Mar 07:00-19:00", ""},
		{"60 h in the first week of a new starter", Worker{Since: later(0)}, weeks(monday, 1, 12, 12, 12, 12), "6 Mar 07:00-19:00", "60 h a week on average over the 1 week from Mon 2 Mar"},
		{"48 h in the first week of a new starter", Worker{Since: later(0)}, weeks(monday, 1, 12, 12, 12), "6 Mar 07:00-19:00", ""},
		{"two weeks after the start both count", Worker{Since: later(0)}, weeks(monday, 2, 12, 12, 12), "13 Mar 07:00-19:00", ""},
		// The second week has 66 h by itself, but the first one has 36 h.
		{"the two weeks come to more", Worker{Since: later(0)}, together(weeks(monday, 2, 12, 12, 12), weeks(later(1), 1, 0, 0, 0, 12)), "13 Mar 07:00-20:00", "48 h 30 min a week on average over the 2 weeks"},
		{"a start half a year ago is no start", Worker{Since: later(-40)}, weeks(monday, 1, 12, 12, 12, 12), "6 Mar 07:00-19:00", ""},
		// (A + B) / C: the week of leave is left out and the week after the 17 counts in its place.
		{"leave does not lower the average", Worker{Since: monday}, together(aWeekOff, weeks(later(1), 17, 12, 0, 12, 0, 12, 12)), "28 Jun 07:00-08:00", "48 h 4 min a week on average over the 17 weeks from Mon 2 Mar"},
		{"without leave the empty week would", Worker{Since: monday}, weeks(later(1), 16, 12, 0, 12, 0, 12, 12), "28 Jun 07:00-08:00", ""},
		{"a resident doctor has 26 weeks", Worker{Contract: ResidentDoctor2016}, weeks(monday, 17, 12, 0, 12, 0, 12, 12), "28 Jun 07:00-15:00", ""},
		{"and all 26 of them full", Worker{Contract: ResidentDoctor2019}, weeks(monday, 26, 12, 0, 12, 0, 12, 12), "30 Aug 07:00-15:00", "over the 26 weeks from Mon 2 Mar"},
		{"who has opted out 56 h", Worker{Contract: ResidentDoctor2019, OptOut: &Span{}}, weeks(monday, 26, 12, 0, 12, 8, 12, 12), "30 Aug 07:00-15:00", "the limit is 56 h"},
		// In the week of 23 to 29 March the night shift is an hour shorter, in October an hour longer.
		{"a March night of 11 h", Worker{Since: later(3)}, weeks(later(3), 1, 12, 12, 12, 1), "28 Mar 20:00-08:00", ""},
		{"an October night of 13 h", Worker{Since: time.Date(2026, 10, 19, 0, 0, 0, 0, clock.London)}, weeks(time.Date(2026, 10, 19, 0, 0, 0, 0, clock.London), 1, 12, 12, 12), "24 Oct 20:00-08:00", "49 h a week"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			fs := average{ParamsOf(c.w.Contract), c.w}.check(on(t, c.want)[0], c.diary)
			if c.says == "" != (len(fs) == 0) || (len(fs) > 0 && !strings.Contains(fs[0].message, c.says)) {
				t.Errorf("%+v, want %q", fs, c.says)
			}
		})
	}
}

func TestNightWorkersAverageEightHoursInEach24(t *testing.T) {
	t.Parallel()
	optedOut := Worker{OptOut: &Span{}, Since: time.Date(2026, 3, 2, 0, 0, 0, 0, clock.London)}
	for _, c := range []struct{ name, diary, want, says string }{
		{"four nights of 12 h", "2-4 Mar 20:00-08:00", "5 Mar 20:00-08:00", ""},
		{"a fifth", "2-5 Mar 20:00-08:00", "6 Mar 20:00-08:00", "60 h a week on average over the 1 week from Mon 2 Mar, 5 of 5 shifts at night"},
		{"a night among days is no night worker's", "2-5 Mar 08:00-20:00", "6 Mar 20:00-08:00", ""},
		{"a third of the shifts at night makes one", "2-3 Mar 20:00-08:00, 5-6 Mar 08:00-20:00", "7 Mar 20:00-08:00", "3 of 5 shifts at night"},
		{"a day shift is not held to it", "2-5 Mar 20:00-08:00", "7 Mar 08:00-20:00", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			fs := nightAverage{ParamsOf(""), optedOut}.check(on(t, c.want)[0], on(t, c.diary))
			if c.says == "" != (len(fs) == 0) || (len(fs) > 0 && !strings.Contains(fs[0].message, c.says)) {
				t.Errorf("%+v, want %q", fs, c.says)
			}
		})
	}
}

func TestANightIsThreeHoursBetween23And6(t *testing.T) {
	t.Parallel()
	p := ParamsOf("")
	for when, want := range map[string]bool{
		"2 Mar 19:30-07:30": true, "2 Mar 07:30-20:00": false, "2 Mar 13:00-02:00": true, "2 Mar 13:00-01:59": false,
		"2 Mar 03:00-12:00": true, "2 Mar 03:01-12:00": false,
		// In the night of 29 March the clock jumps from 01:00 to 02:00: until 03:00 are 3 hours, and from 03:00 to 06:00 too.
		"28 Mar 15:00-03:00": true, "28 Mar 15:00-02:59": false,
		// In the night of 25 October the hour from 01:00 comes twice.
		"24 Oct 15:00-00:59": false, "24 Oct 15:00-02:00": true,
	} {
		if got := p.night(on(t, when)[0]); got != want {
			t.Errorf("%s: %v", when, got)
		}
	}
}
