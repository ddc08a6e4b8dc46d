package workingtime

import "time"

// Contract names the terms that a worker works under, with their version.
type Contract string

// The contracts whose limits are known. A worker without one works under the regulations alone.
const (
	WTR1998            Contract = "wtr_1998"
	ResidentDoctor2016 Contract = "resident_doctor_2016"
	ResidentDoctor2019 Contract = "resident_doctor_2019"
)

// Params are the limits of one contract. A zero limit is none. All figures ‡: sources differ, and an adopter verifies
// them.
type Params struct {
	Contract Contract
	// Rest is the least time between two shifts (Working Time Regulations 1998, reg 10). It stands in the database too.
	Rest time.Duration
	// WeeklyRest is the least clear time in each week, or twice as long in one of its fortnights (reg 11).
	WeeklyRest time.Duration
	// MaxAverage is the most working time a week on average over ReferenceWeeks; OptOutAverage holds for who has opted
	// out in writing, 0 for no limit then (reg 4 and 5).
	MaxAverage, OptOutAverage time.Duration
	ReferenceWeeks            int
	// Night is at least NightShare hours between NightFrom and NightTo, hours of the London day (reg 2).
	NightFrom, NightTo int
	NightPart          time.Duration
	// A night worker, of whose shifts at least one in NightWorkerOneIn is a night, works at most NightAverage a week on
	// average: 8 h in each 24 less the weekly day of rest (reg 6); an opt-out does not lift it.
	NightWorkerOneIn int
	NightAverage     time.Duration
	// BreakAfter is the length from which BreakMinutes of break are due (reg 12).
	BreakAfter   time.Duration
	BreakMinutes int

	// What follows is of the terms of resident doctors (TCS 2016, Schedule 3; refreshed 2019). Lengths are elapsed, since
	// their breaks are paid.

	// MaxIn168 is the most in any 168 consecutive hours.
	MaxIn168 time.Duration
	// MaxShift is the longest shift.
	MaxShift time.Duration
	// LongShift is what a long shift exceeds; after MaxLongRun of them on consecutive days RunRest is due, and after
	// MaxLateRun that end after LateAfter o'clock.
	LongShift              time.Duration
	MaxLongRun, MaxLateRun int
	LateAfter              int
	// MaxNightRun is the most nights on consecutive days. NightRest is due after a run of at least NightRestFrom nights.
	MaxNightRun, NightRestFrom int
	NightRest                  time.Duration
	// MaxRun is the most shifts on consecutive days; after as many RunRest is due.
	MaxRun  int
	RunRest time.Duration
	// WeekendOneIn is 2 for at most every second weekend of WeekendWeeks.
	WeekendOneIn, WeekendWeeks int
}

var wtr1998 = Params{
	Contract: WTR1998, Rest: 11 * time.Hour, WeeklyRest: 24 * time.Hour, MaxAverage: 48 * time.Hour, ReferenceWeeks: 17,
	NightFrom: 23, NightTo: 6, NightPart: 3 * time.Hour, NightWorkerOneIn: 3, NightAverage: 48 * time.Hour,
	BreakAfter: 6 * time.Hour, BreakMinutes: 20,
}

// ParamsOf gives the limits of a contract; those of the regulations for one that is not known.
func ParamsOf(c Contract) Params {
	p := wtr1998
	switch c {
	case ResidentDoctor2016:
		p.MaxLongRun, p.MaxRun, p.NightRestFrom, p.WeekendOneIn = 5, 8, 3, 2
	case ResidentDoctor2019:
		p.MaxLongRun, p.MaxRun, p.NightRestFrom, p.WeekendOneIn = 4, 7, 1, 3
	default:
		return p
	}
	p.Contract, p.ReferenceWeeks, p.OptOutAverage = c, 26, 56*time.Hour
	p.MaxIn168, p.MaxShift, p.LongShift = 72*time.Hour, 13*time.Hour, 10*time.Hour
	p.MaxLateRun, p.LateAfter, p.MaxNightRun = 4, 23, 4
	p.NightRest, p.RunRest, p.WeekendWeeks = 46*time.Hour, 48*time.Hour, 12
	return p
}
