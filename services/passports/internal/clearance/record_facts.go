package clearance

import (
	"slices"

	"github.com/muster-ics/muster/services/passports/internal/check"
	"github.com/muster-ics/muster/services/passports/internal/competency"
)

// newestOf is the check of a type that counts among those done by one employer.
func newestOf(all []check.Check, t check.Type, by string) (check.Check, bool) {
	return check.Newest(slices.DeleteFunc(slices.Clone(all), func(c check.Check) bool { return c.Record().By.Org != by }), t)
}

func noNights(c check.Check) bool { return c.BarsNights() }

func provisional(r competency.Record) bool { return r.Provisional }
