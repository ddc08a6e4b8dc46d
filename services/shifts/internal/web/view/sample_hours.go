package view

import (
	"time"

	"github.com/muster-ics/muster/services/shifts/internal/workingtime"
)

// SampleHours are a student's hours in a week that is nearly full.
func SampleHours() Hours {
	rest := time.Date(2026, 3, 11, 18, 30, 0, 0, time.UTC)
	return HoursOf(workingtime.Meter{
		Worked: 10 * time.Hour, Booked: 8*time.Hour + 30*time.Minute, Average: 41*time.Hour + 10*time.Minute, AverageLimit: 48 * time.Hour, Weeks: 17, RestUntil: &rest,
		Caps: []workingtime.CapMeter{{Code: "VISA_STUDENT_CAP", Used: 18*time.Hour + 30*time.Minute, Limit: 20 * time.Hour}, {Code: "LOCAL_WEEK_HOURS", Used: 18*time.Hour + 30*time.Minute, Limit: 60 * time.Hour}},
	})
}
