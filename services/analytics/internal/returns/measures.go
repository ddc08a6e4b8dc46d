package returns

import (
	"github.com/muster-ics/muster/services/analytics/internal/document"
	"github.com/muster-ics/muster/services/analytics/internal/fillrate"
	"github.com/muster-ics/muster/services/analytics/internal/measure"
)

// figure is one measure that a column can ask for.
type figure struct {
	of func(measure.Measures) document.Value
	// says what it is, for the page of mapping files.
	says string
}

func hours(of func(fillrate.Figures) int64, says string) figure {
	return figure{func(m measure.Measures) document.Value { return document.OfHours(of(m.Fill)) }, says}
}

func shifts(of func(fillrate.Figures) int64, says string) figure {
	return figure{func(m measure.Measures) document.Value { return document.OfCount(of(m.Fill)) }, says}
}

func count(of func(measure.Measures) int64, says string) figure {
	return figure{func(m measure.Measures) document.Value { return document.OfCount(of(m)) }, says}
}

func pounds(of func(measure.Measures) int64, says string) figure {
	return figure{func(m measure.Measures) document.Value { return document.OfPounds(of(m)) }, says}
}

func percent(of func(measure.Measures) fillrate.Rate, says string) figure {
	return figure{func(m measure.Measures) document.Value { return document.OfRate(of(m)) }, says}
}

// figures are all measures by name. All are sums over shifts, or ratios of such sums: none is a mean of rates.
var figures = map[string]figure{
	"requested_hours":     hours(func(f fillrate.Figures) int64 { return f.Minutes.NetRequested() }, "hours requested and not withdrawn, unpaid breaks removed"),
	"filled_hours":        hours(func(f fillrate.Figures) int64 { return f.Minutes.Filled() }, "of those, hours that were booked, by bank or agency"),
	"unfilled_hours":      hours(func(f fillrate.Figures) int64 { return f.Minutes.Unfilled }, "of those, hours that nobody was booked for"),
	"own_bank_hours":      hours(func(f fillrate.Figures) int64 { return f.Minutes.OwnBank }, "hours booked by the employer's own bank"),
	"collaborative_hours": hours(func(f fillrate.Figures) int64 { return f.Minutes.CollaborativeBank }, "hours booked by workers of other employers"),
	"bank_hours":          hours(func(f fillrate.Figures) int64 { return f.Minutes.Bank() }, "hours booked by own and collaborative bank"),
	"framework_hours":     hours(func(f fillrate.Figures) int64 { return f.Minutes.FrameworkAgency }, "hours booked from agencies on a framework"),
	"off_framework_hours": hours(func(f fillrate.Figures) int64 { return f.Minutes.OffFrameworkAgency }, "hours booked from agencies off framework"),
	"agency_hours":        hours(func(f fillrate.Figures) int64 { return f.Minutes.Agency() }, "hours booked from agencies"),
	"worked_bank_hours":   hours(func(f fillrate.Figures) int64 { return f.Worked.Bank() }, "hours that bank workers worked, as approved"),
	"worked_hours": hours(func(f fillrate.Figures) int64 { return f.Worked.Bank() + f.Minutes.Agency() },
		"hours that bank workers worked, as approved, and those booked from agencies, whose timesheets are not here"),

	"requested_shifts":     shifts(func(f fillrate.Figures) int64 { return f.Shifts.NetRequested() }, "shifts requested and not withdrawn"),
	"filled_shifts":        shifts(func(f fillrate.Figures) int64 { return f.Shifts.Filled() }, "of those, shifts that were booked"),
	"unfilled_shifts":      shifts(func(f fillrate.Figures) int64 { return f.Shifts.Unfilled }, "of those, shifts that nobody was booked for"),
	"own_bank_shifts":      shifts(func(f fillrate.Figures) int64 { return f.Shifts.OwnBank }, "shifts booked by the employer's own bank"),
	"collaborative_shifts": shifts(func(f fillrate.Figures) int64 { return f.Shifts.CollaborativeBank }, "shifts booked by workers of other employers"),
	"bank_shifts":          shifts(func(f fillrate.Figures) int64 { return f.Shifts.Bank() }, "shifts booked by own and collaborative bank"),
	"framework_shifts":     shifts(func(f fillrate.Figures) int64 { return f.Shifts.FrameworkAgency }, "shifts booked from agencies on a framework"),
	"off_framework_shifts": shifts(func(f fillrate.Figures) int64 { return f.Shifts.OffFrameworkAgency }, "shifts booked from agencies off framework"),
	"agency_shifts":        shifts(func(f fillrate.Figures) int64 { return f.Shifts.Agency() }, "shifts booked from agencies"),
	"withdrawn_shifts":     shifts(func(f fillrate.Figures) int64 { return f.WithdrawnShifts }, "shifts that the employer called off; in no rate"),

	"fill_rate":            percent(func(m measure.Measures) fillrate.Rate { return m.Fill.Minutes.FillRate() }, "filled_hours over requested_hours, as booked"),
	"fill_rate_shifts":     percent(func(m measure.Measures) fillrate.Rate { return m.Fill.Shifts.FillRate() }, "filled_shifts over requested_shifts"),
	"bank_fill":            percent(func(m measure.Measures) fillrate.Rate { return m.Fill.Minutes.BankFill() }, "bank_hours over requested_hours"),
	"bank_share_of_filled": percent(func(m measure.Measures) fillrate.Rate { return m.Fill.Minutes.BankShareOfFilled() }, "bank_hours over filled_hours"),
	"worked_bank_fill":     percent(func(m measure.Measures) fillrate.Rate { return m.Fill.WorkedBankFill() }, "worked_bank_hours over requested_hours"),
	"worked_fill": percent(func(m measure.Measures) fillrate.Rate {
		return fillrate.Rate{Of: m.Fill.Worked.Bank() + m.Fill.Minutes.Agency(), Over: m.Fill.Minutes.NetRequested()}
	}, "worked_hours over requested_hours; above 100 % where more was worked than asked for"),
	"six_weeks_ahead":  percent(measure.Measures.SixWeeksAhead, "share of requested_shifts that were asked for 42 days ahead or more"),
	"bank_first":       percent(measure.Measures.BankFirst, "share of agency_shifts for which the bank had its time"),
	"agency_over_cap":  count(func(m measure.Measures) int64 { return m.Agency.OverCap }, "agency shifts above the price cap"),
	"agency_overrides": count(func(m measure.Measures) int64 { return m.Agency.ByOverride }, "agency shifts let in early by a named override"),
	"agency_charge":    pounds(func(m measure.Measures) int64 { return m.Agency.ChargePence }, "what agencies charge for their hours, in pounds"),
	"did_not_attend":   count(func(m measure.Measures) int64 { return m.Ends.DidNotAttend }, "bookings to which nobody came"),
	"confirmed":        count(func(m measure.Measures) int64 { return m.Ends.Confirmed }, "bookings that were ever confirmed"),
	"given_back":       count(func(m measure.Measures) int64 { return m.Ends.ByWorker.Sum() }, "confirmed bookings that workers gave back"),
	"called_off":       count(func(m measure.Measures) int64 { return m.Ends.ByEmployer.Sum() }, "confirmed bookings that employers called off"),
}
