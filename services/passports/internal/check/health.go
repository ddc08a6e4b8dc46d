package check

import (
	"slices"

	"github.com/muster-ics/muster/services/passports/internal/refusal"
)

// BarsNights tells whether occupational health bars work between 23:00 and 06:00 in London.
func (c Check) BarsNights() bool { return slices.Contains(c.r.Restrictions, NoNights) }

// WardAgrees tells whether the ward must agree to restrictions before the shift: any but no_nights, and those that were
// not named.
func (c Check) WardAgrees() bool {
	if !c.Restricted() {
		return false
	}
	return len(c.r.Restrictions) == 0 || slices.ContainsFunc(c.r.Restrictions, func(r string) bool { return r != NoNights })
}

func checkHealth(no *refusal.List, r Record, known Restrictions) {
	no.Unless(r.Level == "" || slices.Contains(HealthLevels, r.Level), "level", "Give the functional outcome: fit, fit_with_adjustments, fit_with_restrictions or not_fit.")
	no.Unless(r.Level != "not_fit" || r.Outcome != Satisfied, "outcome", "A person found not fit has not satisfied the check.")
	no.Unless(len(r.Restrictions) == 0 || r.Level == "fit_with_restrictions", "restrictions", "Restrictions go with the outcome fit_with_restrictions only.")
	for i, code := range r.Restrictions {
		no.OneOf("restrictions", code, known.Codes())
		no.Unless(!slices.Contains(r.Restrictions[:i], code), "restrictions", "Name each restriction once.")
	}
	barred := slices.Contains(r.Restrictions, noEPP)
	no.Unless(!barred || r.EPPClearedUntil == nil, "epp_cleared_until", "Exposure-prone procedures cannot be cleared and restricted at once.")
}
