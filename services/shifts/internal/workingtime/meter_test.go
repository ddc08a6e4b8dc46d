package workingtime

import (
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/clock"
)

func TestTheMeterReadsTheWeek(t *testing.T) {
	t.Parallel()
	// Wednesday 4 March, 12:00: one shift is over, one is on, one is to come, and one lies half in the next week.
	diary := on(t, "2 Mar 08:00-18:00, 4 Mar 08:00-16:00, 6 Mar 08:00-12:00, 8 Mar 20:00-04:00, 20 Feb 08:00-20:00")
	now := time.Date(2026, 3, 4, 12, 0, 0, 0, clock.London)
	m := MeterOf(Worker{Visa: &Visa{Kind: StudentDegree}}, diary, DefaultPolicy(), now)
	if m.Worked != 14*time.Hour || m.Booked != 12*time.Hour {
		t.Errorf("%s worked, %s booked", m.Worked, m.Booked)
	}
	if m.RestUntil == nil || !m.RestUntil.Equal(time.Date(2026, 3, 5, 3, 0, 0, 0, time.UTC)) {
		t.Errorf("rest until %v", m.RestUntil)
	}
	if len(m.Caps) != 2 || m.Caps[0].Code != "VISA_STUDENT_CAP" || m.Caps[0].Words() != "26 h of 20 h this week" || m.Caps[0].Left() != 0 || m.Caps[1].Words() != "26 h of 60 h this week" {
		t.Errorf("%+v", m.Caps)
	}
	// 42 h of shifts that start in the 17 weeks: (12 + 10 + 8 + 4 + 8) / 17.
	if m.Weeks != 17 || m.Average != (42*time.Hour/17).Round(time.Minute) {
		t.Errorf("%s over %d weeks", m.Average, m.Weeks)
	}
}

func TestTheMeterOfAnEmptyDiaryAndOfWhoHasOptedOut(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 10, 25, 1, 30, 0, 0, time.UTC)
	m := MeterOf(Worker{Since: now, OptOut: &Span{}}, nil, DefaultPolicy(), now)
	if m.Worked+m.Booked+m.Average != 0 || m.Weeks != 1 || !m.OptedOut || m.AverageLimit != 0 || m.RestUntil != nil {
		t.Errorf("%+v", m)
	}
	// The week of the October change has 169 hours.
	if m.WeekTo.Sub(m.WeekFrom) != 169*time.Hour {
		t.Errorf("the week is %s long", m.WeekTo.Sub(m.WeekFrom))
	}
	doctor := MeterOf(Worker{Contract: ResidentDoctor2019}, on(t, "20 Oct 08:00-20:00 b60"), DefaultPolicy(), now)
	if doctor.Caps[0].Code != "TCS_72_IN_168" || doctor.Caps[0].Used != 12*time.Hour || doctor.Worked != 11*time.Hour {
		t.Errorf("%+v", doctor)
	}
}
