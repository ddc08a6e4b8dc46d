package workingtime

import (
	"fmt"

	"github.com/muster-ics/muster/events/reason"
)

// Weight is what breaking a rule of a host's policy means for a booking.
type Weight string

// The weights. Off leaves the rule out.
const (
	Hard     Weight = "hard"
	Approval Weight = "approval"
	Warn     Weight = "warn"
	Off      Weight = "off"
)

// Cap is a limit of the host employer's own, in hours or in shifts, and what passing it means.
type Cap struct {
	Limit  float64 `json:"limit" minimum:"0" maximum:"168"`
	Weight Weight  `json:"weight" enum:"hard,approval,warn,off"`
}

// Policy is how a host employer applies working-time rules on its shifts. The regulations let hospitals derogate from
// weekly rest, breaks and night limits with compensatory rest, so their weight is the host's to say. Eleven hours
// between shifts and visa limits are not.
type Policy struct {
	WeeklyRest   Weight `json:"weekly_rest" enum:"hard,approval,warn,off" doc:"24 h clear in each week, or 48 h in a fortnight."`
	Average      Weight `json:"average" enum:"hard,approval,warn" doc:"48 h a week on average, unless the worker has opted out."`
	NightAverage Weight `json:"night_average" enum:"hard,approval,warn,off" doc:"Night workers: 8 h in each 24 on average."`
	Break        Weight `json:"break" enum:"hard,approval,warn,off" doc:"20 minutes of break in more than 6 h."`
	// Contract is the weight of the limits in the terms of resident doctors.
	Contract Weight `json:"contract" enum:"hard,approval,warn" doc:"The limits of a resident doctor's contract."`

	MaxWeekHours  Cap `json:"max_week_hours" doc:"Hours of work in any 7 days, at all employers together."`
	MaxShiftHours Cap `json:"max_shift_hours" doc:"Hours from the start of a shift to its end."`
	MaxNights     Cap `json:"max_nights" doc:"Nights in a row."`
	DayAfterNight Cap `json:"day_after_night" doc:"Hours from the end of a night to the start of a shift that is none."`
}

// DefaultPolicy holds for a host that has set none: usual bank policies cap at 60 h a week, 12.5 to 13 h a shift and 3 to
// 4 nights ‡.
func DefaultPolicy() Policy {
	return Policy{
		WeeklyRest: Approval, Average: Hard, NightAverage: Warn, Break: Warn, Contract: Hard,
		MaxWeekHours: Cap{60, Hard}, MaxShiftHours: Cap{13, Approval}, MaxNights: Cap{4, Hard}, DayAfterNight: Cap{24, Warn},
	}
}

// Mistake is a setting that could not be applied.
type Mistake struct{ Field, Message string }

// Mistakes are what keeps the policy from being applied; none for a good one.
func (p Policy) Mistakes() []Mistake {
	var out []Mistake
	weight := func(field string, w Weight, off bool) {
		if _, ok := w.reason(); !ok && (w != Off || !off) {
			choice := "Choose hard, approval or warn."
			if off {
				choice = "Choose hard, approval, warn or off."
			}
			out = append(out, Mistake{field, choice})
		}
	}
	limit := func(field string, c Cap, from, to float64) {
		weight(field+".weight", c.Weight, true)
		if c.Weight != Off && (c.Limit < from || c.Limit > to) {
			out = append(out, Mistake{field + ".limit", fmt.Sprintf("Give a number from %g to %g.", from, to)})
		}
	}
	weight("weekly_rest", p.WeeklyRest, true)
	weight("average", p.Average, false)
	weight("night_average", p.NightAverage, true)
	weight("break", p.Break, true)
	weight("contract", p.Contract, false)
	limit("max_week_hours", p.MaxWeekHours, 10, 100)
	limit("max_shift_hours", p.MaxShiftHours, 4, 24)
	limit("max_nights", p.MaxNights, 1, 14)
	limit("day_after_night", p.DayAfterNight, 11, 72)
	return out
}

// reason is the weight of a reason that a rule of this weight gives.
func (w Weight) reason() (reason.Weight, bool) {
	switch w {
	case Hard:
		return reason.Hard, true
	case Approval:
		return reason.Approval, true
	case Warn:
		return reason.Soft, true
	}
	return "", false
}
