// Package bankholiday knows the bank holidays of England and Wales.
package bankholiday

import (
	"cmp"
	"slices"
	"time"
)

// Holiday is one of them.
type Holiday struct {
	Year  int
	Month time.Month
	Day   int
	Name  string
}

// LastYear is the last year of which they are known.
const LastYear = 2028

// All are the bank holidays of England and Wales from 2019 to LastYear, oldest first.
//
// Source: GOV.UK bank holidays (Open Government Licence v3.0); owner: the Cabinet Office; as published in 2026. A holiday
// that falls on a weekend stands here on its substitute day, as it is published.
func All() []Holiday { return slices.Clone(all) }

// Is tells whether the day of t, in the location of t, is one.
func Is(t time.Time) bool {
	year, month, day := t.Date()
	_, found := slices.BinarySearchFunc(all, Holiday{Year: year, Month: month, Day: day}, func(a, b Holiday) int {
		return cmp.Or(cmp.Compare(a.Year, b.Year), cmp.Compare(a.Month, b.Month), cmp.Compare(a.Day, b.Day))
	})
	return found
}

var all = []Holiday{
	{2019, 1, 1, "New Year's Day"},
	{2019, 4, 19, "Good Friday"},
	{2019, 4, 22, "Easter Monday"},
	{2019, 5, 6, "Early May bank holiday"},
	{2019, 5, 27, "Spring bank holiday"},
	{2019, 8, 26, "Summer bank holiday"},
	{2019, 12, 25, "Christmas Day"},
	{2019, 12, 26, "Boxing Day"},

	{2020, 1, 1, "New Year's Day"},
	{2020, 4, 10, "Good Friday"},
	{2020, 4, 13, "Easter Monday"},
	{2020, 5, 8, "Early May bank holiday (VE day)"},
	{2020, 5, 25, "Spring bank holiday"},
	{2020, 8, 31, "Summer bank holiday"},
	{2020, 12, 25, "Christmas Day"},
	{2020, 12, 28, "Boxing Day (substitute day)"},

	{2021, 1, 1, "New Year's Day"},
	{2021, 4, 2, "Good Friday"},
	{2021, 4, 5, "Easter Monday"},
	{2021, 5, 3, "Early May bank holiday"},
	{2021, 5, 31, "Spring bank holiday"},
	{2021, 8, 30, "Summer bank holiday"},
	{2021, 12, 27, "Christmas Day (substitute day)"},
	{2021, 12, 28, "Boxing Day (substitute day)"},

	{2022, 1, 3, "New Year's Day (substitute day)"},
	{2022, 4, 15, "Good Friday"},
	{2022, 4, 18, "Easter Monday"},
	{2022, 5, 2, "Early May bank holiday"},
	{2022, 6, 2, "Spring bank holiday"},
	{2022, 6, 3, "Platinum Jubilee bank holiday"},
	{2022, 8, 29, "Summer bank holiday"},
	{2022, 9, 19, "Bank holiday for the State Funeral of Queen Elizabeth II"},
	{2022, 12, 26, "Boxing Day"},
	{2022, 12, 27, "Christmas Day (substitute day)"},

	{2023, 1, 2, "New Year's Day (substitute day)"},
	{2023, 4, 7, "Good Friday"},
	{2023, 4, 10, "Easter Monday"},
	{2023, 5, 1, "Early May bank holiday"},
	{2023, 5, 8, "Bank holiday for the coronation of King Charles III"},
	{2023, 5, 29, "Spring bank holiday"},
	{2023, 8, 28, "Summer bank holiday"},
	{2023, 12, 25, "Christmas Day"},
	{2023, 12, 26, "Boxing Day"},

	{2024, 1, 1, "New Year's Day"},
	{2024, 3, 29, "Good Friday"},
	{2024, 4, 1, "Easter Monday"},
	{2024, 5, 6, "Early May bank holiday"},
	{2024, 5, 27, "Spring bank holiday"},
	{2024, 8, 26, "Summer bank holiday"},
	{2024, 12, 25, "Christmas Day"},
	{2024, 12, 26, "Boxing Day"},

	{2025, 1, 1, "New Year's Day"},
	{2025, 4, 18, "Good Friday"},
	{2025, 4, 21, "Easter Monday"},
	{2025, 5, 5, "Early May bank holiday"},
	{2025, 5, 26, "Spring bank holiday"},
	{2025, 8, 25, "Summer bank holiday"},
	{2025, 12, 25, "Christmas Day"},
	{2025, 12, 26, "Boxing Day"},

	{2026, 1, 1, "New Year's Day"},
	{2026, 4, 3, "Good Friday"},
	{2026, 4, 6, "Easter Monday"},
	{2026, 5, 4, "Early May bank holiday"},
	{2026, 5, 25, "Spring bank holiday"},
	{2026, 8, 31, "Summer bank holiday"},
	{2026, 12, 25, "Christmas Day"},
	{2026, 12, 28, "Boxing Day (substitute day)"},

	{2027, 1, 1, "New Year's Day"},
	{2027, 3, 26, "Good Friday"},
	{2027, 3, 29, "Easter Monday"},
	{2027, 5, 3, "Early May bank holiday"},
	{2027, 5, 31, "Spring bank holiday"},
	{2027, 8, 30, "Summer bank holiday"},
	{2027, 12, 27, "Christmas Day (substitute day)"},
	{2027, 12, 28, "Boxing Day (substitute day)"},

	{2028, 1, 3, "New Year's Day (substitute day)"},
	{2028, 4, 14, "Good Friday"},
	{2028, 4, 17, "Easter Monday"},
	{2028, 5, 1, "Early May bank holiday"},
	{2028, 5, 29, "Spring bank holiday"},
	{2028, 8, 28, "Summer bank holiday"},
	{2028, 12, 25, "Christmas Day"},
	{2028, 12, 26, "Boxing Day"},
}
