package workingtime

import (
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/clock"
)

func TestStudentsHaveTheirCapInEachWeekOfTerm(t *testing.T) {
	t.Parallel()
	date := func(month time.Month, day int) time.Time {
		return time.Date(2026, month, day, 0, 0, 0, 0, clock.London)
	}
	end := date(3, 28)
	degree := Worker{Visa: &Visa{Kind: StudentDegree, Terms: []Span{{From: date(1, 12), Until: &end}}}}
	judgeAll(t, []golden{
		{name: "20 h in a week", diary: "2 Mar 08:00-18:00", want: "6 Mar 08:00-18:00"},
		{name: "20 h 1 min in a week", diary: "2 Mar 08:00-18:00", want: "6 Mar 08:00-18:01", codes: "VISA_STUDENT_CAP", says: "20 h 1 min in the week from Mon 2 Mar; your student visa allows 20 h", from: "9 Mar 08:00"},
		{name: "it is not averaged", diary: "2 Mar 08:00-18:00, 23 Feb 08:00-09:00", want: "6 Mar 08:00-19:00", codes: "VISA_STUDENT_CAP"},
		{name: "the week ends at midnight on Sunday", diary: "2 Mar 08:00-18:00, 6 Mar 08:00-15:00", want: "8 Mar 21:00-07:00"},
		{name: "and a minute before is of this week", diary: "2 Mar 08:00-18:00, 6 Mar 08:00-15:00", want: "8 Mar 20:59-07:00", codes: "VISA_STUDENT_CAP", says: "20 h 1 min"},
		{name: "a week with a day of term is one of term", diary: "23 Mar 08:00-18:00", want: "29 Mar 08:00-19:00", codes: "VISA_STUDENT_CAP"},
		{name: "vacation", diary: "30 Mar 08:00-18:00", want: "3 Apr 08:00-19:00"},
		// The week from 23 March is 167 hours long; its Sunday ends at midnight of summer time.
		{name: "the Sunday of the March change ends at its own midnight", diary: "23 Mar 08:00-18:00, 25 Mar 08:00-17:00", want: "29 Mar 23:00-07:00"},
	}, degree, lawOnly())

	below := Worker{Visa: &Visa{Kind: StudentBelowDegree}}
	judgeAll(t, []golden{
		{name: "10 h below degree level", want: "6 Mar 08:00-18:00"},
		{name: "and no more, also while no term dates are known", want: "6 Aug 08:00-18:01", codes: "VISA_STUDENT_CAP", says: "allows 10 h"},
	}, below, lawOnly())
}

func TestASecondJobIsCappedUnlessTheSponsorStaysTheEmployer(t *testing.T) {
	t.Parallel()
	w := Worker{Visa: &Visa{Kind: SkilledWorker, Sponsor: "RVV"}}
	sponsor := on(t, "2-4 Mar 08:00-20:00")
	at := func(host, employer, when string) Entry {
		e := on(t, when)[0]
		e.Host, e.Employer = host, employer
		return e
	}
	elsewhere := employedBy("RPA", on(t, "5 Mar 08:00-18:00"))
	for _, c := range []struct {
		golden
		want  Entry
		diary []Entry
	}{
		{golden{name: "the sponsor's own shifts have no cap"}, at("RVV", "RVV", "6 Mar 08:00-20:00"), sponsor},
		{golden{name: "20 h for another employer"}, at("RPA", "RPA", "7 Mar 08:00-18:00"), together(sponsor, elsewhere)},
		{golden{name: "20 h 30 min for another employer", codes: "VISA_SECOND_JOB_CAP", says: "20 h 30 min for other employers than your sponsor in the week from Mon 2 Mar", from: "9 Mar 08:00"},
			at("RPA", "RPA", "7 Mar 08:00-18:30"), together(sponsor, elsewhere)},
		{golden{name: "at a partner, with the sponsor as the employer"}, at("RPA", "RVV", "7 Mar 08:00-20:00"), together(sponsor, elsewhere)},
		{golden{name: "and those hours do not count for the next"}, at("RN7", "RN7", "7 Mar 08:00-18:00"),
			together(employedBy("RVV", on(t, "2-4 Mar 08:00-20:00")), []Entry{at("RPA", "RVV", "5 Mar 08:00-20:00")})},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			check(t, Judge(c.want, w, c.diary, Policy{WeeklyRest: Off, Average: Warn, NightAverage: Off, Break: Off, Contract: Hard,
				MaxWeekHours: Cap{Weight: Off}, MaxShiftHours: Cap{Weight: Off}, MaxNights: Cap{Weight: Off}, DayAfterNight: Cap{Weight: Off}}), c.golden)
		})
	}
}
