package workingtime

import (
	"slices"
	"testing"
)

// tcs judges by the rules of a contract alone.
func tcs(t *testing.T, c Contract, cases []golden) {
	t.Helper()
	for _, k := range cases {
		t.Run(k.name, func(t *testing.T) {
			t.Parallel()
			rs := Judge(on(t, k.want)[0], Worker{Contract: c, OptOut: &Span{}}, on(t, k.diary), Policy{WeeklyRest: Off, Average: Hard, NightAverage: Off, Break: Off, Contract: Hard,
				MaxWeekHours: Cap{Weight: Off}, MaxShiftHours: Cap{Weight: Off}, MaxNights: Cap{Weight: Off}, DayAfterNight: Cap{Weight: Off}})
			check(t, rs, k)
		})
	}
}

// both are cases on which the two versions of the terms agree.
var both = []golden{
	{name: "a shift of 13 h", want: "2 Mar 08:00-21:00"},
	{name: "a shift of 13 h 1 min", want: "2 Mar 08:00-21:01", codes: "TCS_SHIFT_LENGTH", says: "13 h 1 min"},
	{name: "a March night of 13 h by the wall is 12", want: "28 Mar 20:00-09:00"},
	{name: "an October night of 13 h by the wall is 14", want: "24 Oct 20:00-09:00", codes: "TCS_SHIFT_LENGTH", says: "14 h"},

	{name: "72 h in 168", diary: "2-4 Mar 08:00-20:00, 6-7 Mar 08:00-20:00", want: "8 Mar 08:00-20:00"},
	{name: "72 h 1 min in 168", diary: "2-4 Mar 08:00-20:00, 6-7 Mar 08:00-20:00", want: "8 Mar 07:59-20:00", codes: "TCS_72_IN_168", says: "72 h 1 min in 168 hours; the limit of your contract is 72 h", from: "9 Mar 07:59"},
	// From Thursday to Thursday: in no week from Monday to Sunday are there more than 36 h.
	{name: "the 168 hours slide over the week's end", diary: "5-7 Mar 08:00-20:00, 9-10 Mar 08:00-20:00", want: "11 Mar 08:00-20:01", codes: "TCS_72_IN_168", says: "72 h 1 min", from: "12 Mar 08:00"},

	{name: "four nights in a row", diary: "2-4 Mar 21:00-08:00", want: "5 Mar 21:00-08:00"},
	{name: "five nights in a row", diary: "2-5 Mar 21:00-08:00", want: "6 Mar 21:00-08:00", codes: "TCS_NIGHTS_46H", says: "5 nights in a row"},
	{name: "46 h after four nights", diary: "2-5 Mar 21:00-07:00", want: "8 Mar 05:00-13:00"},
	{name: "45 h 59 min after four nights", diary: "2-5 Mar 21:00-07:01", want: "8 Mar 05:00-13:00", codes: "TCS_NIGHTS_46H", says: "After 4 nights, which end Fri 6 Mar 07:01, 46 h of rest are due, and this would leave 45 h 59 min", from: "8 Mar 05:01"},
	// 30 March is summer time: from Saturday 28 at 08:00 to Monday 30 at 07:00 are 46 h.
	{name: "46 h over the March night", diary: "25-27 Mar 21:00-08:00", want: "30 Mar 07:00-15:00"},
	{name: "46 h over the March night less a minute by the clock", diary: "25-27 Mar 21:00-08:00", want: "30 Mar 06:59-15:00", codes: "TCS_NIGHTS_46H", says: "45 h 59 min"},
	{name: "46 h over the October night come an hour sooner", diary: "21-23 Oct 21:00-08:00", want: "26 Oct 05:00-13:00"},
	{name: "a night that is put before a day shift", diary: "3-5 Mar 21:00-08:00, 9 Mar 05:00-13:00", want: "6 Mar 21:00-08:00", codes: "TCS_NIGHTS_46H", says: "this would leave 45 h", from: ""},

	{name: "four long late shifts", diary: "2-4 Mar 12:30-23:30", want: "5 Mar 12:30-23:30"},
	{name: "a fifth long late shift", diary: "2-5 Mar 12:30-23:30", want: "6 Mar 12:30-23:30", codes: "TCS_CONSECUTIVE", says: "on consecutive days"},
	{name: "a short shift within 48 h of four late ones", diary: "2-5 Mar 12:30-23:30", want: "7 Mar 12:00-18:00", codes: "TCS_CONSECUTIVE", says: "48 h of rest are due", from: "7 Mar 23:30"},
}

func TestTheTermsOf2016(t *testing.T) {
	t.Parallel()
	tcs(t, ResidentDoctor2016, slices.Concat(both, []golden{
		{name: "five long shifts in a row", diary: "2-5 Mar 08:00-18:30", want: "6 Mar 08:00-18:30"},
		{name: "six long shifts in a row", diary: "2-6 Mar 08:00-18:30", want: "7 Mar 08:00-18:30", codes: "TCS_CONSECUTIVE", says: "6 long shifts on consecutive days; the limit of your contract is 5, then 48 h of rest"},
		{name: "eight shifts in a row", diary: "2-8 Mar 09:00-17:00", want: "9 Mar 09:00-17:00"},
		{name: "nine shifts in a row", diary: "2-9 Mar 09:00-17:00", want: "10 Mar 09:00-17:00", codes: "TCS_CONSECUTIVE", says: "9 shifts", from: "12 Mar 09:00"},
		{name: "a shift after a single night", diary: "2 Mar 21:00-08:00", want: "3 Mar 20:00-22:00"},
		{name: "two nights ask for no 46 h", diary: "2-3 Mar 21:00-08:00", want: "5 Mar 08:00-16:00"},
		{name: "every second weekend", diary: "14 Mar 09:00-17:00, 28 Mar 09:00-17:00, 11 Apr 09:00-17:00, 25 Apr 09:00-17:00, 9 May 09:00-17:00", want: "23 May 09:00-17:00"},
	}))
}

func TestTheTermsOf2019(t *testing.T) {
	t.Parallel()
	tcs(t, ResidentDoctor2019, slices.Concat(both, []golden{
		{name: "four long shifts in a row", diary: "2-4 Mar 08:00-18:30", want: "5 Mar 08:00-18:30"},
		{name: "five long shifts in a row", diary: "2-5 Mar 08:00-18:30", want: "6 Mar 08:00-18:30", codes: "TCS_CONSECUTIVE", says: "the limit of your contract is 4", from: "8 Mar 08:00"},
		{name: "seven shifts in a row", diary: "2-7 Mar 09:00-17:00", want: "8 Mar 09:00-17:00"},
		{name: "eight shifts in a row", diary: "2-8 Mar 09:00-17:00", want: "9 Mar 09:00-17:00", codes: "TCS_CONSECUTIVE", says: "8 shifts"},
		{name: "a seventh day that joins two runs", diary: "2-5 Mar 09:00-17:00, 7-10 Mar 09:00-17:00", want: "6 Mar 09:00-17:00", codes: "TCS_CONSECUTIVE", says: "9 shifts"},
		{name: "46 h after a single night", diary: "2 Mar 21:00-08:00", want: "5 Mar 06:00-14:00"},
		{name: "and not less", diary: "2 Mar 21:00-08:00", want: "5 Mar 05:59-14:00", codes: "TCS_NIGHTS_46H", says: "After 1 night, which end"},
		{name: "a night with a day between is another run", diary: "2 Mar 21:00-08:00", want: "4 Mar 21:00-08:00", codes: "TCS_NIGHTS_46H"},
		{name: "a breach that stands already is not this shift's", diary: "2-10 Mar 09:00-17:00", want: "20 Mar 09:00-17:00"},
		{name: "four of twelve weekends", diary: "7 Mar 09:00-17:00, 28 Mar 09:00-17:00, 18 Apr 09:00-17:00", want: "9 May 09:00-17:00"},
		{name: "five of twelve weekends", diary: "7 Mar 09:00-17:00, 28 Mar 09:00-17:00, 18 Apr 09:00-17:00, 9 May 09:00-17:00", want: "16 May 09:00-17:00", codes: "TCS_WEEKENDS", says: "5 of 12 weekends", from: "30 May 09:00"},
		{name: "a Friday night reaches the weekend", diary: "7 Mar 09:00-17:00, 28 Mar 09:00-17:00, 18 Apr 09:00-17:00, 9 May 09:00-17:00", want: "15 May 15:00-00:01", codes: "TCS_WEEKENDS"},
		{name: "until midnight it does not", diary: "7 Mar 09:00-17:00, 28 Mar 09:00-17:00, 18 Apr 09:00-17:00, 9 May 09:00-17:00", want: "15 May 15:00-24:00"},
	}))
}
