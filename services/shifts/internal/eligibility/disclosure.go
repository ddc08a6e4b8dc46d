package eligibility

import (
	"slices"

	"github.com/muster-ics/muster/events/reason"

	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// disclosureReasons ask whether the worker lets the host see the passport for the whole shift. One's own employer has it.
// Whose passport tells nothing of disclosures is not judged.
func disclosureReasons(w Worker, s shift.State) []reason.Reason {
	if w.Disclosures == nil || s.Employer == w.HomeEmployer {
		return nil
	}
	shared := slices.ContainsFunc(w.Disclosures, func(d Disclosure) bool {
		return d.Host == s.Employer && !d.From.After(s.StartsAt) && validAt(d.Until, s.EndsAt)
	})
	if shared {
		return nil
	}
	return []reason.Reason{hard("CONSENT_MISSING", "You have not said that "+s.Employer+" may see your passport for this shift.",
		"Open Share my passport and say yes to "+s.Employer+".")}
}
