package pay

import "slices"

// Holiday is one public holiday.
type Holiday struct {
	Day  Day
	Name string
}

// BankHolidays are the bank holidays of England and Wales from 2019 to 2028, oldest first. An employer adds others, or
// takes one out, in its pay policy.
//
// Source: GOV.UK bank holidays (Open Government Licence v3.0); owner: the Cabinet Office; as published in 2026. A holiday
// that falls on a weekend stands here on its substitute day, as it is published.
func BankHolidays() []Holiday { return slices.Clone(bankHolidays) }

// LastKnownHoliday is the last day of the last year of which the bank holidays are known.
var LastKnownHoliday = NewDay(2028, 12, 31)

func isBankHoliday(d Day) bool {
	_, found := slices.BinarySearchFunc(bankHolidays, d, func(h Holiday, d Day) int { return int(h.Day - d) })
	return found
}

var bankHolidays = []Holiday{
	{NewDay(2019, 1, 1), "New Year's Day"},
	{NewDay(2019, 4, 19), "Good Friday"},
	{NewDay(2019, 4, 22), "Easter Monday"},
	{NewDay(2019, 5, 6), "Early May bank holiday"},
	{NewDay(2019, 5, 27), "Spring bank holiday"},
	{NewDay(2019, 8, 26), "Summer bank holiday"},
	{NewDay(2019, 12, 25), "Christmas Day"},
	{NewDay(2019, 12, 26), "Boxing Day"},

	{NewDay(2020, 1, 1), "New Year's Day"},
	{NewDay(2020, 4, 10), "Good Friday"},
	{NewDay(2020, 4, 13), "Easter Monday"},
	{NewDay(2020, 5, 8), "Early May bank holiday (VE day)"},
	{NewDay(2020, 5, 25), "Spring bank holiday"},
	{NewDay(2020, 8, 31), "Summer bank holiday"},
	{NewDay(2020, 12, 25), "Christmas Day"},
	{NewDay(2020, 12, 28), "Boxing Day (substitute day)"},

	{NewDay(2021, 1, 1), "New Year's Day"},
	{NewDay(2021, 4, 2), "Good Friday"},
	{NewDay(2021, 4, 5), "Easter Monday"},
	{NewDay(2021, 5, 3), "Early May bank holiday"},
	{NewDay(2021, 5, 31), "Spring bank holiday"},
	{NewDay(2021, 8, 30), "Summer bank holiday"},
	{NewDay(2021, 12, 27), "Christmas Day (substitute day)"},
	{NewDay(2021, 12, 28), "Boxing Day (substitute day)"},

	{NewDay(2022, 1, 3), "New Year's Day (substitute day)"},
	{NewDay(2022, 4, 15), "Good Friday"},
	{NewDay(2022, 4, 18), "Easter Monday"},
	{NewDay(2022, 5, 2), "Early May bank holiday"},
	{NewDay(2022, 6, 2), "Spring bank holiday"},
	{NewDay(2022, 6, 3), "Platinum Jubilee bank holiday"},
	{NewDay(2022, 8, 29), "Summer bank holiday"},
	{NewDay(2022, 9, 19), "Bank holiday for the State Funeral of Queen Elizabeth II"},
	{NewDay(2022, 12, 26), "Boxing Day"},
	{NewDay(2022, 12, 27), "Christmas Day (substitute day)"},

	{NewDay(2023, 1, 2), "New Year's Day (substitute day)"},
	{NewDay(2023, 4, 7), "Good Friday"},
	{NewDay(2023, 4, 10), "Easter Monday"},
	{NewDay(2023, 5, 1), "Early May bank holiday"},
	{NewDay(2023, 5, 8), "Bank holiday for the coronation of King Charles III"},
	{NewDay(2023, 5, 29), "Spring bank holiday"},
	{NewDay(2023, 8, 28), "Summer bank holiday"},
	{NewDay(2023, 12, 25), "Christmas Day"},
	{NewDay(2023, 12, 26), "Boxing Day"},

	{NewDay(2024, 1, 1), "New Year's Day"},
	{NewDay(2024, 3, 29), "Good Friday"},
	{NewDay(2024, 4, 1), "Easter Monday"},
	{NewDay(2024, 5, 6), "Early May bank holiday"},
	{NewDay(2024, 5, 27), "Spring bank holiday"},
	{NewDay(2024, 8, 26), "Summer bank holiday"},
	{NewDay(2024, 12, 25), "Christmas Day"},
	{NewDay(2024, 12, 26), "Boxing Day"},

	{NewDay(2025, 1, 1), "New Year's Day"},
	{NewDay(2025, 4, 18), "Good Friday"},
	{NewDay(2025, 4, 21), "Easter Monday"},
	{NewDay(2025, 5, 5), "Early May bank holiday"},
	{NewDay(2025, 5, 26), "Spring bank holiday"},
	{NewDay(2025, 8, 25), "Summer bank holiday"},
	{NewDay(2025, 12, 25), "Christmas Day"},
	{NewDay(2025, 12, 26), "Boxing Day"},

	{NewDay(2026, 1, 1), "New Year's Day"},
	{NewDay(2026, 4, 3), "Good Friday"},
	{NewDay(2026, 4, 6), "Easter Monday"},
	{NewDay(2026, 5, 4), "Early May bank holiday"},
	{NewDay(2026, 5, 25), "Spring bank holiday"},
	{NewDay(2026, 8, 31), "Summer bank holiday"},
	{NewDay(2026, 12, 25), "Christmas Day"},
	{NewDay(2026, 12, 28), "Boxing Day (substitute day)"},

	{NewDay(2027, 1, 1), "New Year's Day"},
	{NewDay(2027, 3, 26), "Good Friday"},
	{NewDay(2027, 3, 29), "Easter Monday"},
	{NewDay(2027, 5, 3), "Early May bank holiday"},
	{NewDay(2027, 5, 31), "Spring bank holiday"},
	{NewDay(2027, 8, 30), "Summer bank holiday"},
	{NewDay(2027, 12, 27), "Christmas Day (substitute day)"},
	{NewDay(2027, 12, 28), "Boxing Day (substitute day)"},

	{NewDay(2028, 1, 3), "New Year's Day (substitute day)"},
	{NewDay(2028, 4, 14), "Good Friday"},
	{NewDay(2028, 4, 17), "Easter Monday"},
	{NewDay(2028, 5, 1), "Early May bank holiday"},
	{NewDay(2028, 5, 29), "Spring bank holiday"},
	{NewDay(2028, 8, 28), "Summer bank holiday"},
	{NewDay(2028, 12, 25), "Christmas Day"},
	{NewDay(2028, 12, 26), "Boxing Day"},
}
