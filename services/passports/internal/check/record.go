package check

import (
	"regexp"
	"slices"

	"github.com/muster-ics/muster/services/passports/internal/refusal"
)

// method is a code, so that no document number or remark can slip into it.
var method = regexp.MustCompile(`^[a-z0-9_]{0,40}$`)

// New records a check that was done, or returns every rule that it breaks as refusals.
func New(r Record) (Check, error) {
	var no refusal.List
	no.OneOf("type", string(r.Type), Types)
	no.OneOf("outcome", string(r.Outcome), Outcomes)
	no.Unless(method.MatchString(r.Method), "method", "Give the method as a code of small letters, digits and _, at most 40 characters.")
	no.Unless(!r.CheckedOn.IsZero(), "checked_on", "Give the day on which the check was done.")
	no.Unless(!r.CheckedOn.After(r.RecordedAt), "checked_on", "A check cannot have been done in the future.")
	no.Unless(r.ValidUntil == nil || r.ValidUntil.After(r.CheckedOn), "valid_until", "The check must be valid for some time after it was done.")
	checkLevel(&no, r)
	no.Unless(r.Type == OccupationalHealth || r.EPPClearedUntil == nil, "epp_cleared_until", "Only an occupational health check clears exposure-prone procedures.")
	if err := no.Err(); err != nil {
		return Check{}, err
	}
	return Check{r: r}, nil
}

func checkLevel(no *refusal.List, r Record) {
	switch r.Type {
	case DBS:
		no.OneOf("level", r.Level, DBSLevels)
		no.OneOf("workforce", r.Workforce, Workforces)
		return
	case OccupationalHealth:
		no.Unless(r.Level == "" || slices.Contains(HealthLevels, r.Level), "level", "Give the functional outcome: fit, fit_with_adjustments, fit_with_restrictions or not_fit.")
		no.Unless(r.Level != "not_fit" || r.Outcome != Satisfied, "outcome", "A person found not fit has not satisfied the check.")
	default:
		no.Unless(r.Level == "" || method.MatchString(r.Level), "level", "Give the level as a code of small letters, digits and _, at most 40 characters.")
	}
	no.Unless(r.Workforce == "", "workforce", "Only a criminal record check is for a workforce.")
}
