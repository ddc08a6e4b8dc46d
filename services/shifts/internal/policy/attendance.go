package policy

import "time"

// KindAttendance is the time around a shift: check-in, worked hours, and the answer to a dispute.
const KindAttendance Kind = "attendance"

// Attendance is when a worker can be checked in, and how far worked hours may reach beyond the booked ones.
type Attendance struct {
	// CheckInBeforeMinutes is how long before the start check-in opens. It stays open until the end of the shift.
	CheckInBeforeMinutes int `json:"check_in_before_minutes"`
	// HoursBeforeMinutes and HoursAfterMinutes are how far worked hours may reach beyond the booked ones.
	HoursBeforeMinutes int `json:"hours_before_minutes"`
	HoursAfterMinutes  int `json:"hours_after_minutes"`
	// ReplyDays is how long the employer has to answer a dispute.
	ReplyDays int `json:"reply_days"`
	// RestLeastMinutes is the shortest rest of a shift that is posted again when its worker leaves early.
	RestLeastMinutes int `json:"rest_least_minutes"`
}

// DefaultAttendance is the policy of an employer that has stored none. ‡ The figures are Muster's own proposals, for the adopter to
// set: an hour for arriving and handover before, four hours for what overruns, and a week to answer, so that an answer
// comes before the weekly pay run after it; two hours is the shortest rest of a shift for which somebody will travel.
func DefaultAttendance() Attendance {
	return Attendance{CheckInBeforeMinutes: 60, HoursBeforeMinutes: 60, HoursAfterMinutes: 240, ReplyDays: 7, RestLeastMinutes: 120}
}

// Kind implements Settings.
func (Attendance) Kind() Kind { return KindAttendance }

// Title implements Settings.
func (Attendance) Title() string { return "Check-in and worked hours" }

// Validate implements Settings.
func (a Attendance) Validate() error {
	var ps Problems
	within := func(n, least, most int, field string) {
		ps.Unless(n >= least && n <= most, field, "Give a whole number from %d to %d.", least, most)
	}
	within(a.CheckInBeforeMinutes, 0, 24*60, "check_in_before_minutes")
	within(a.HoursBeforeMinutes, 0, 24*60, "hours_before_minutes")
	within(a.HoursAfterMinutes, 0, 24*60, "hours_after_minutes")
	within(a.ReplyDays, 1, 90, "reply_days")
	within(a.RestLeastMinutes, 15, 24*60, "rest_least_minutes")
	return ps.Err()
}

// CheckInOpens is the first moment at which a worker can be checked in for a shift that starts then. It is elapsed time.
func (a Attendance) CheckInOpens(startsAt time.Time) time.Time {
	return startsAt.Add(-time.Duration(a.CheckInBeforeMinutes) * time.Minute)
}
