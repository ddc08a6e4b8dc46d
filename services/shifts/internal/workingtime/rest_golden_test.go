package workingtime

import "testing"

func TestElevenHoursBetweenShifts(t *testing.T) {
	t.Parallel()
	judgeAll(t, []golden{
		{name: "an empty diary", want: "2 Mar 07:30-20:00"},
		{name: "exactly 11 h", diary: "2 Mar 07:30-20:30", want: "3 Mar 07:30-15:30"},
		{name: "10 h 59 min", diary: "2 Mar 07:30-20:31", want: "3 Mar 07:30-15:30", codes: "REST_11H", says: "10 h 59 min", from: "3 Mar 07:31"},
		{name: "a shift right after it", diary: "3 Mar 02:00-10:00", want: "2 Mar 12:00-20:00", codes: "REST_11H", says: "leaves 6 h before your shift"},
		{name: "one minute of overlap", diary: "2 Mar 07:30-20:01", want: "2 Mar 20:00-23:00", codes: "OVERLAP", from: "3 Mar 07:01"},
		{name: "back to back is no overlap but no rest", diary: "2 Mar 07:30-20:00", want: "2 Mar 20:00-23:00", codes: "REST_11H", says: "leaves 0 h"},
		// The clocks go forward on 29 March at 01:00: from 20:30 to 07:30 are 10 hours.
		{name: "the March night is an hour short", diary: "28 Mar 08:00-20:30", want: "29 Mar 07:30-15:30", codes: "REST_11H", says: "10 h", from: "29 Mar 08:30"},
		{name: "an hour later in March", diary: "28 Mar 08:00-20:30", want: "29 Mar 08:30-15:30"},
		// They go back on 25 October at 02:00: from 21:30 to 07:30 are 11 hours.
		{name: "the October night is an hour long", diary: "24 Oct 09:00-21:30", want: "25 Oct 07:30-15:30"},
		{name: "and no more than an hour", diary: "24 Oct 09:00-21:31", want: "25 Oct 07:30-15:30", codes: "REST_11H", says: "10 h 59 min"},
	}, Worker{}, lawOnly())
}

func TestAClearDayInEachWeek(t *testing.T) {
	t.Parallel()
	opted := Worker{OptOut: &Span{}}
	judgeAll(t, []golden{
		{name: "six long days leave the Sunday", diary: "2-6 Mar 07:30-18:00", want: "7 Mar 07:30-18:00"},
		// Sunday 1 to Saturday 14 March: work every day of the fortnight.
		{name: "no day off in a fortnight", diary: "23-28 Feb 07:30-15:30, 1-7 Mar 07:30-15:30, 9-15 Mar 07:30-15:30", want: "8 Mar 07:30-15:30",
			codes: "REST_WEEKLY", says: "week from Mon 2 Mar", from: "16 Mar 07:30"},
		// 13 days from Monday: week 1 has no clear day, but the week before it and week 2 have two.
		{name: "48 h in the fortnight make up for a week", diary: "2-7 Mar 07:30-15:30, 9-13 Mar 07:30-15:30", want: "8 Mar 07:30-15:30"},
		// Sunday 29 March has 23 hours: a day off on it alone is no clear day, unless the evening before or the morning after adds to it.
		{name: "the short Sunday alone is 23 h", diary: "16-22 Mar 07:30-15:30, 23-27 Mar 14:00-23:00, 30-31 Mar 07:30-15:30, 1-5 Apr 07:30-15:30", want: "28 Mar 15:00-24:00",
			codes: "REST_WEEKLY", says: "week from Mon 23 Mar"},
		{name: "an hour from the Saturday makes it 24", diary: "16-22 Mar 07:30-15:30, 23-27 Mar 14:00-22:00, 30-31 Mar 07:30-15:30, 1-5 Apr 07:30-15:30", want: "28 Mar 15:00-23:00"},
	}, opted, lawOnly())
}

func TestNobodyWorksWhileOffSick(t *testing.T) {
	t.Parallel()
	sick := as(Sick, on(t, "2 Mar 00:00-23:59"))
	for want, codes := range map[string]string{"2 Mar 07:30-15:30": "HOLD_SICK", "3 Mar 07:30-15:30": ""} {
		check(t, Judge(on(t, want)[0], Worker{}, sick, lawOnly()), golden{codes: codes})
	}
	leave := as(Leave, on(t, "2 Mar 00:00-23:59"))
	check(t, Judge(on(t, "2 Mar 07:30-15:30")[0], Worker{}, leave, lawOnly()), golden{})
}
