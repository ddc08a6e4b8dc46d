package eligibility

import (
	"slices"

	"github.com/muster-ics/muster/events/reason"

	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// disclosureReasons ask whether the worker lets the host see the passport for the whole shift. One's own employer has it.
// Whose passport tells nothing of disclosures is not judged.
func (f *Facts) disclosureReasons(w Worker, s shift.State) []reason.Reason {
	if w.Disclosures == nil || s.Employer == w.HomeEmployer {
		return nil
	}
	if slices.ContainsFunc(w.Disclosures, func(d Disclosure) bool { return d.lets(&s) }) {
		return nil
	}
	return []reason.Reason{notShared(f.name(s.Employer))}
}

const consentMissing = "CONSENT_MISSING"

// lets tells whether it lets the host of the shift see the passport for all of it.
func (d Disclosure) lets(s *shift.State) bool {
	return d.Host == s.Employer && !d.From.After(s.StartsAt) && validAt(d.Until, s.EndsAt)
}

func notShared(host string) reason.Reason {
	return hard(consentMissing, "You have not said that "+host+" may see your passport for this shift.", "Open Share my passport and say yes to "+host+".")
}
