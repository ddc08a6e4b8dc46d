package pay

import (
	"slices"

	"github.com/muster-ics/muster/pkg/bankholiday"
)

// Holiday is one public holiday.
type Holiday struct {
	Day  Day
	Name string
}

// BankHolidays are the bank holidays of England and Wales that are known, oldest first. An employer adds others, or takes one
// out, in its pay policy.
func BankHolidays() []Holiday { return slices.Clone(bankHolidays) }

// LastKnownHoliday is the last day of the last year of which the bank holidays are known.
var LastKnownHoliday = NewDay(bankholiday.LastYear, 12, 31)

func isBankHoliday(d Day) bool {
	_, found := slices.BinarySearchFunc(bankHolidays, d, func(h Holiday, d Day) int { return int(h.Day - d) })
	return found
}

var bankHolidays = func() []Holiday {
	all := bankholiday.All()
	out := make([]Holiday, len(all))
	for i, h := range all {
		out[i] = Holiday{Day: NewDay(h.Year, h.Month, h.Day), Name: h.Name}
	}
	return out
}()
