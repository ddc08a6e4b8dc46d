package view

import (
	"strconv"
	"time"

	"github.com/muster-ics/muster/pkg/clock"

	"github.com/muster-ics/muster/services/shifts/internal/workingtime"
)

// Hours is how a worker's hours stand, in words.
type Hours struct {
	// Week is what is worked and booked this week.
	Week string
	// Average is the weekly average with its limit; empty for a limit that does not hold.
	Average string
	Caps    []HoursCap
	// Rest says until when a rest lasts; empty when none does.
	Rest string
}

// HoursCap is one cap, for a bar and in words.
type HoursCap struct {
	Name, Words string
	// Used and Limit are in minutes. Near tells that less than a tenth is left.
	Used, Limit int
	Near        bool
}

var capNames = map[string]string{
	"VISA_STUDENT_CAP": "Student visa", "VISA_SECOND_JOB_CAP": "Work for other employers than your sponsor",
	"TCS_72_IN_168": "Resident doctor", "LOCAL_WEEK_HOURS": "Your employer's limit",
}

// HoursOf puts a meter into words.
func HoursOf(m workingtime.Meter) Hours {
	h := Hours{Week: workingtime.Hours(m.Worked) + " worked and " + workingtime.Hours(m.Booked) + " booked, with all employers together"}
	if m.AverageLimit > 0 {
		weeks := "this week"
		if m.Weeks > 1 {
			weeks = "the last " + strconv.Itoa(m.Weeks) + " weeks"
		}
		h.Average = workingtime.Hours(m.Average) + " a week over " + weeks + "; the limit is " + workingtime.Hours(m.AverageLimit)
	}
	for _, c := range m.Caps {
		h.Caps = append(h.Caps, HoursCap{Name: capNames[c.Code], Words: c.Words(), Used: int(c.Used / time.Minute), Limit: int(c.Limit / time.Minute), Near: c.Left() < c.Limit/10})
	}
	if m.RestUntil != nil {
		h.Rest = m.RestUntil.In(clock.London).Format("Monday 2 January at 15:04")
	}
	return h
}
