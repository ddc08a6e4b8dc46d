package workingtime

import "testing"

func TestTheHostsOwnCaps(t *testing.T) {
	t.Parallel()
	pol := DefaultPolicy()
	pol.WeeklyRest, pol.Average, pol.DayAfterNight.Weight = Off, Warn, Hard
	judgeAll(t, []golden{
		{name: "60 h in 7 days", diary: "2-5 Mar 07:00-19:30 b30", want: "7 Mar 07:00-19:30 b30"},
		{name: "60 h 1 min in 7 days", diary: "2-5 Mar 07:00-19:30 b30", want: "7 Mar 07:00-19:31 b30", codes: "LOCAL_WEEK_HOURS", says: "60 h 1 min in 7 days; the limit is 60 h", from: "9 Mar 07:00"},
		{name: "62 h 30 min", diary: "2-5 Mar 07:00-20:00 b30", want: "7 Mar 07:00-20:00 b30", codes: "LOCAL_WEEK_HOURS", says: "62 h 30 min"},
		{name: "breaks are taken off", diary: "2-5 Mar 07:00-20:00 b60", want: "7 Mar 07:00-20:00 b60"},
		// Tuesday 10:00 to Tuesday 10:00: the first shift of the week is half within.
		{name: "7 days slide", diary: "3 Mar 07:00-19:30 b30, 4-6 Mar 07:00-19:30 b30, 8 Mar 07:00-19:30 b30", want: "10 Mar 07:00-19:30 b30"},
		{name: "13 h", want: "2 Mar 07:00-20:00 b60"},
		{name: "13 h 1 min", want: "2 Mar 07:00-20:01 b60", codes: "LOCAL_SHIFT_LENGTH", says: "At this employer a shift is at most 13 h"},
		{name: "four nights", diary: "2-4 Mar 20:00-07:00 b60", want: "5 Mar 20:00-07:00 b60"},
		{name: "a fifth", diary: "2-5 Mar 20:00-07:00 b60", want: "6 Mar 20:00-07:00 b60", codes: "LOCAL_NIGHTS", says: "5 nights in a row", from: "7 Mar 20:00"},
		{name: "a night between two runs", diary: "2-3 Mar 20:00-07:00 b60, 5-6 Mar 20:00-07:00 b60", want: "4 Mar 20:00-07:00 b60", codes: "LOCAL_NIGHTS"},
		{name: "a day shift 24 h after a night", diary: "2 Mar 20:00-08:00 b60", want: "4 Mar 08:00-16:00 b30"},
		{name: "23 h 30 min after", diary: "2 Mar 20:00-08:00 b60", want: "4 Mar 07:30-16:00 b30", codes: "LOCAL_DAY_AFTER_NIGHT", says: "23 h 30 min after your night", from: "4 Mar 08:00"},
		{name: "23 h by the wall in October are 24", diary: "24 Oct 20:00-08:00 b60", want: "26 Oct 08:00-16:00 b30"},
		{name: "a night before a day shift", diary: "4 Mar 07:30-16:00 b30", want: "2 Mar 20:00-08:00 b60", codes: "LOCAL_DAY_AFTER_NIGHT", says: "Your day shift"},
		{name: "a night after a night", diary: "2 Mar 20:00-08:00 b60", want: "3 Mar 20:00-08:00 b60"},
		{name: "6 h need no break", want: "2 Mar 08:00-14:00"},
		{name: "more than 6 h do", want: "2 Mar 08:00-14:01 b19", codes: "WTR_BREAK", says: "19 minutes"},
		{name: "20 minutes will do", want: "2 Mar 08:00-20:00 b20"},
	}, Worker{}, pol)
}

func TestAPolicyThatCannotBeAppliedSaysWhatToChange(t *testing.T) {
	t.Parallel()
	if m := DefaultPolicy().Mistakes(); len(m) != 0 {
		t.Errorf("the default: %v", m)
	}
	for field, spoil := range map[string]func(*Policy){
		"average":               func(p *Policy) { p.Average = Off },
		"contract":              func(p *Policy) { p.Contract = "" },
		"weekly_rest":           func(p *Policy) { p.WeeklyRest = "sometimes" },
		"max_week_hours.limit":  func(p *Policy) { p.MaxWeekHours.Limit = 600 },
		"max_nights.limit":      func(p *Policy) { p.MaxNights.Limit = 0 },
		"max_nights.weight":     func(p *Policy) { p.MaxNights.Weight = "" },
		"day_after_night.limit": func(p *Policy) { p.DayAfterNight.Limit = 10 },
	} {
		p := DefaultPolicy()
		spoil(&p)
		if m := p.Mistakes(); len(m) != 1 || m[0].Field != field || m[0].Message == "" {
			t.Errorf("%s: %v", field, m)
		}
	}
}
