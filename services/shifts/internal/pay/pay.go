// Package pay says what a shift pays: which hours are paid at which rate, shown before a worker accepts and locked when
// they do. All money is whole pence, all lengths are elapsed minutes, all rules read the clock of Europe/London.
package pay

import "time"

// Work is a stretch of work with its unpaid break. Seconds do not count.
type Work struct {
	StartsAt, EndsAt time.Time
	BreakMinutes     int
}

// Net is the elapsed minutes less the break, never below nothing.
func (w Work) Net() int { return max(0, w.elapsed()-max(0, w.BreakMinutes)) }

func (w Work) elapsed() int {
	return int(w.EndsAt.Truncate(time.Minute).Sub(w.StartsAt.Truncate(time.Minute)) / time.Minute)
}

// Kind says why a line is paid as it is.
type Kind string

// The kinds of lines. The first four are for time; the others are added to it and have no minutes.
const (
	Basic           Kind = "basic"
	Unsocial        Kind = "unsocial"
	SundayOrHoliday Kind = "sunday_or_holiday"
	Night           Kind = "night"
	HighCostArea    Kind = "high_cost_area"
	HolidayPay      Kind = "holiday_pay"
)

// Kinds are all kinds in the order in which lines are shown.
var Kinds = []Kind{Basic, Unsocial, Night, SundayOrHoliday, HighCostArea, HolidayPay}

// Line is one row of a split: so many minutes at so much an hour.
type Line struct {
	Kind Kind
	// Minutes is 0 for what is paid beside the hours.
	Minutes int
	// RatePence is the rate an hour before the uplift. Uplift is what comes on top, in basis points: 3000 is 30 %. For
	// holiday pay there is no rate and the uplift is the share of all other lines.
	RatePence, Uplift int64
	// Pence is what the line pays.
	Pence int64
}

// Terms are all the figures by which worked time is paid. Locked with a booking they need nothing else: not the rate
// card, not the employer's policy, not the calendar, all of which may have changed by the time the shift is worked.
type Terms struct {
	// BasicPence is the basic pay an hour.
	BasicPence int64
	// Windows are the hours that are paid otherwise; the first that fits a minute counts.
	Windows []Window
	// NightMajority lifts the plain weekday hours of a shift that lies more than half in the night to the rate Unsocial.
	NightMajority bool
	Break         BreakRule
	Rounding      Rounding
	// HighCostPence is paid for each hour beside the basic pay and is not enhanced.
	HighCostPence int64
	// HolidayPay is rolled-up holiday pay in basis points of everything else; 0 when holiday is paid when it is taken.
	HolidayPay int64
	// Holidays are the public holidays from two days before the shift to two days after it.
	Holidays []Day
}

// Basis says where the terms come from.
type Basis struct {
	// CardID and CardVersion name the rate card; empty when the employer has none for this work.
	CardID      string
	CardVersion int64
	// PolicyVersion is the version of the employer's pay policy; 0 is the default.
	PolicyVersion int64
	// Rate is shift, worker or top_of_band; Band the band whose rate and percentages count.
	Rate RateFrom
	Band string
	// Escalated tells that the shift's rate was above its standard rate.
	Escalated bool
}

// RateFrom says whose rate is paid.
type RateFrom string

// Where a basic rate comes from.
const (
	FromShift     RateFrom = "shift"
	FromWorker    RateFrom = "worker"
	FromTopOfBand RateFrom = "top_of_band"
)

// Quote is what a shift pays one worker.
type Quote struct {
	Lines []Line
	// TotalPence is the sum of the lines.
	TotalPence int64
	Terms      Terms
	Basis      Basis
}

// Minutes is the paid time, the sum over all lines.
func (q Quote) Minutes() int {
	n := 0
	for _, l := range q.Lines {
		n += l.Minutes
	}
	return n
}
