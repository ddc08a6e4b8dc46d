package pay

// Scheme is a way in which hours are enhanced.
type Scheme string

// The schemes.
const (
	// AfC is Agenda for Change section 2: a percentage by band on Saturdays, weekday nights, Sundays and public holidays.
	AfC Scheme = "afc"
	// CoreUnsocial is two flat rates, as most local banks pay doctors.
	CoreUnsocial Scheme = "core_unsocial"
	// Resident is the 2016 terms of doctors in training: 37 % from 21:00 to 07:00 ‡. Their weekend allowance is paid by
	// the year and not by the hour, so it is no part of a shift's pay.
	Resident Scheme = "resident"
	// Flat is one rate at all hours.
	Flat Scheme = "flat"
)

// Schemes are all schemes.
var Schemes = []Scheme{AfC, CoreUnsocial, Resident, Flat}

// schemeOf is the scheme of a band without a rate card.
func schemeOf(band string) Scheme {
	if bandRank(band) >= 0 {
		return AfC
	}
	return Flat
}

// enhancement is what Agenda for Change pays on top, in basis points.
type enhancement struct{ unsocial, sundayOrHoliday int64 }

// afcEnhancements is by band. Source: Agenda for Change section 2 as published by Cambridge University Hospitals
// (cuhstaffportal.co.uk/workforce-2/pay/unsociable-hours-payments) ‡; owner: NHS Staff Council. An employer with other
// percentages keeps them on its rate cards.
func afcEnhancement(band string) enhancement {
	switch band {
	case "2":
		return enhancement{4100, 8300}
	case "3":
		return enhancement{3500, 6900}
	}
	return enhancement{3000, 6000}
}

// afcWindows are the hours of section 2: Sundays and public holidays from midnight to midnight; Saturdays from midnight
// to midnight and weekdays from 20:00 to 06:00. A public holiday on a Saturday is a public holiday.
func afcWindows(e enhancement) []Window {
	return []Window{
		{Kind: SundayOrHoliday, Days: Sunday | PublicHoliday, From: 0, To: minutesADay, Uplift: e.sundayOrHoliday},
		{Kind: Unsocial, Days: Saturday, From: 0, To: minutesADay, Uplift: e.unsocial},
		{Kind: Unsocial, Days: Weekdays, From: 0, To: nightTo, Uplift: e.unsocial},
		{Kind: Unsocial, Days: Weekdays, From: nightFrom, To: minutesADay, Uplift: e.unsocial},
	}
}

// coreUnsocialWindows are the hours of a second flat rate: weekends, public holidays and weekdays from 19:00 to 07:00 ‡.
// There is no national rule; an employer with other hours keeps them on its rate cards.
func coreUnsocialWindows(pence int64) []Window {
	return []Window{
		{Kind: Unsocial, Days: Saturday | Sunday | PublicHoliday, From: 0, To: minutesADay, FlatPence: pence},
		{Kind: Unsocial, Days: Weekdays, From: 0, To: 7 * 60, FlatPence: pence},
		{Kind: Unsocial, Days: Weekdays, From: 19 * 60, To: minutesADay, FlatPence: pence},
	}
}

// residentWindows are the nights of doctors in training, source: NHS Employers, terms and conditions of service for NHS
// doctors and dentists in training (England) 2016, schedule 2 ‡.
func residentWindows() []Window {
	return []Window{
		{Kind: Night, Days: EveryDay, From: 0, To: 7 * 60, Uplift: 3700},
		{Kind: Night, Days: EveryDay, From: 21 * 60, To: minutesADay, Uplift: 3700},
	}
}
