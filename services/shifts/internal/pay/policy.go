package pay

import "fmt"

// PayTo says whose rate a shift pays.
type PayTo string

// Whose rate counts.
const (
	ToShiftGrade  PayTo = "shift_grade"
	ToWorkerGrade PayTo = "worker_grade"
	ToHigher      PayTo = "higher"
)

// LowerBand says what a worker of a higher band gets for a lower band's shift.
type LowerBand string

// The rules for a lower band's shift.
const (
	LowerShiftRate LowerBand = "shift_rate"
	LowerTopOfBand LowerBand = "top_of_band"
)

// Policy is how an employer pays its bank. It is stored as it stands here.
type Policy struct {
	// PayTo is shift_grade (default: the rate that the shift shows), worker_grade (the worker's own band, whose rate
	// comes from a rate card or else from the pay point WorkerPoint) or higher (whichever comes to more for this shift).
	PayTo PayTo `json:"pay_to" enum:"shift_grade,worker_grade,higher" doc:"Whose rate a shift pays: the shift's, the worker's own band, or whichever comes to more."`
	// LowerBand is shift_rate (default) or top_of_band: a lower band's shift at the top point of that band. It counts
	// where the shift's grade is paid.
	LowerBand LowerBand `json:"lower_band_shift" enum:"shift_rate,top_of_band" doc:"What a worker of a higher band gets for a lower band's shift."`
	// WorkerPoint is the pay point of a band without a rate card. The default, intermediate, is the middle point for bands
	// 5 and up and the top for bands 2 to 4, as published by East Lancashire Hospitals ‡.
	WorkerPoint Point `json:"worker_point" enum:"entry,intermediate,top" doc:"The pay point of a worker's band that has no rate card."`
	// NightMajority pays a weekday shift that lies more than half in 20:00 to 06:00 at the unsocial rate throughout
	// (Agenda for Change section 2 ‡). On by default.
	NightMajority bool `json:"night_majority_rule" doc:"A weekday shift more than half inside 20:00 to 06:00 takes the unsocial rate throughout."`
	// Break is least_paid (default) or middle.
	Break BreakRule `json:"break_from" enum:"least_paid,middle" doc:"Which hours the unpaid break is taken from."`
	// Rounding is half_up (default) or up, to a whole penny for each line.
	Rounding Rounding `json:"rounding" enum:"half_up,up" doc:"How each line comes to whole pence."`
	// HolidayPay is rolled-up holiday pay in basis points: 1207 is the 12.07 % of 5.6 weeks a year ‡. 0, the default, is
	// none: holiday is then paid when it is taken.
	HolidayPay int64 `json:"holiday_pay_basis_points" minimum:"0" maximum:"5000" doc:"Rolled-up holiday pay in hundredths of a percent, 1207 for 12.07 %; 0 for none."`
	// ExtraHolidays are paid as public holidays beside the bank holidays; NotHolidays are bank holidays that are not.
	ExtraHolidays []ExtraHoliday `json:"extra_holidays,omitempty" maxItems:"100" doc:"Days that are paid as public holidays beside the bank holidays."`
	NotHolidays   []string       `json:"not_holidays,omitempty" maxItems:"100" doc:"Bank holidays that are not paid as such."`
}

// ExtraHoliday is a day that an employer pays as a public holiday.
type ExtraHoliday struct {
	Date string `json:"date" doc:"A date like 2026-12-26." maxLength:"10"`
	Name string `json:"name" doc:"What people call it." maxLength:"80"`
}

// DefaultPolicy is the policy of an employer that has not made its own.
func DefaultPolicy() Policy {
	return Policy{PayTo: ToShiftGrade, LowerBand: LowerShiftRate, WorkerPoint: Intermediate, NightMajority: true, Break: LeastPaid, Rounding: HalfUp}
}

// Validate gives an *Invalid with every problem of the policy, or nil.
func (p Policy) Validate() error {
	var ps problems
	ps.unless(p.PayTo == ToShiftGrade || p.PayTo == ToWorkerGrade || p.PayTo == ToHigher, "pay_to", "Choose shift_grade, worker_grade or higher.")
	ps.unless(p.LowerBand == LowerShiftRate || p.LowerBand == LowerTopOfBand, "lower_band_shift", "Choose shift_rate or top_of_band.")
	ps.unless(p.WorkerPoint == Entry || p.WorkerPoint == Intermediate || p.WorkerPoint == Top, "worker_point", "Choose entry, intermediate or top.")
	ps.unless(p.Break == LeastPaid || p.Break == Middle, "break_from", "Choose least_paid or middle.")
	ps.unless(p.Rounding == HalfUp || p.Rounding == Up, "rounding", "Choose half_up or up.")
	ps.unless(p.HolidayPay >= 0 && p.HolidayPay <= 5000, "holiday_pay_basis_points", "Give hundredths of a percent from 0 to 5000; 1207 is 12.07 %%.")
	ps.unless(len(p.ExtraHolidays) <= 100, "extra_holidays", "Give at most 100 days.")
	ps.unless(len(p.NotHolidays) <= 100, "not_holidays", "Give at most 100 days.")
	for i, h := range p.ExtraHolidays {
		_, err := ParseDay(h.Date)
		ps.unless(err == nil, fmt.Sprintf("extra_holidays[%d].date", i), "Give a date like 2026-12-26.")
		ps.unless(h.Name != "" && len(h.Name) <= 80, fmt.Sprintf("extra_holidays[%d].name", i), "Give the day a name of at most 80 letters.")
	}
	for i, d := range p.NotHolidays {
		_, err := ParseDay(d)
		ps.unless(err == nil, fmt.Sprintf("not_holidays[%d]", i), "Give a date like 2026-12-28.")
	}
	return ps.err()
}

// Holiday tells whether a day is paid as a public holiday.
func (p Policy) Holiday(d Day) bool {
	for _, h := range p.ExtraHolidays {
		if h.Date == d.String() {
			return true
		}
	}
	if !isBankHoliday(d) {
		return false
	}
	for _, not := range p.NotHolidays {
		if not == d.String() {
			return false
		}
	}
	return true
}
