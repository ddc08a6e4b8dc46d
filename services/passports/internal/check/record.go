package check

import (
	"regexp"
	"slices"
	"strings"

	"github.com/muster-ics/muster/services/passports/internal/refusal"
)

// method is a code, so that no document number or remark can slip into it.
var method = regexp.MustCompile(`^[a-z0-9_]{0,40}$`)

// code is the form of the name of a version.
var code = regexp.MustCompile(`^[a-z0-9_]{0,64}$`)

// New records a check that was done, or returns every rule that it breaks as refusals. known are the restrictions that may be
// set.
func New(r Record, known Restrictions) (Check, error) {
	var no refusal.List
	no.OneOf("type", string(r.Type), Types)
	no.OneOf("outcome", string(r.Outcome), Outcomes)
	no.Unless(method.MatchString(r.Method), "method", "Give the method as a code of small letters, digits and _, at most 40 characters.")
	no.Unless(!r.CheckedOn.IsZero(), "checked_on", "Give the day on which the check was done.")
	no.Unless(!r.CheckedOn.After(r.RecordedAt), "checked_on", "A check cannot have been done in the future.")
	no.Unless(r.ValidUntil == nil || r.ValidUntil.After(r.CheckedOn), "valid_until", "The check must be valid for some time after it was done.")
	no.Unless(r.Type == OccupationalHealth || len(r.Restrictions) == 0, "restrictions", "Only a work health assessment sets restrictions.")
	checkLevel(&no, r, known)
	checkParticulars(&no, r)
	no.Unless(r.Type == OccupationalHealth || r.EPPClearedUntil == nil, "epp_cleared_until", "Only an occupational health check clears exposure-prone procedures.")
	checkDates(&no, r)
	no.Unless(code.MatchString(r.StandardVersion), "standard_version", "Give the version of the standard as a code of small letters, digits and _.")
	no.Unless(method.MatchString(r.VerifiedWith), "verified_with", "Give who confirmed it as a code of small letters, digits and _.")
	no.Unless(r.Source.Kind == "" || slices.Contains(SourceKinds, r.Source.Kind), "source", "This source is not known. Use own, import or imported_credential.")
	no.Unless(r.Why == "" || slices.Contains(RecordedWhys, r.Why), "recorded_reason", "This code is not known. Use one of: %s.", strings.Join(RecordedWhys, ", "))
	if err := no.Err(); err != nil {
		return Check{}, err
	}
	r.RankedAt = r.RecordedAt
	return Check{r: r}, nil
}

func checkLevel(no *refusal.List, r Record, known Restrictions) {
	switch r.Type {
	case DBS:
		no.OneOf("level", r.Level, DBSLevels)
		no.OneOf("workforce", r.Workforce, Workforces)
		return
	case OccupationalHealth:
		checkHealth(no, r, known)
	case RightToWork:
		checkRightToWork(no, r)
	default:
		no.Unless(r.Level == "" || method.MatchString(r.Level), "level", "Give the level as a code of small letters, digits and _, at most 40 characters.")
	}
	no.Unless(r.Workforce == "", "workforce", "Only a criminal record check is for a workforce.")
}
