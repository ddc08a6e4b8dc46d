package eligibility

import (
	"slices"
	"strings"
	"time"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// Override is what named people granted, in passports, in place of one requirement of one shift.
type Override struct {
	Shift id.ID
	// Requirement and Code say what it stands in for, e.g. competency:cstf:FIRE:1 and COMPETENCE_EXPIRES.
	Requirement, Code string
	ExpiresAt         time.Time
}

// competencyKey is what the requirement of a competency is called by.
func competencyKey(need shift.Competency) string {
	return strings.Join([]string{"competency", need.Framework, need.Code, string(rune('0' + need.Level))}, ":")
}

// granted lets an override stand in for a reason of the passport's part: the answer is then yes, and it is told. It has to
// last to the shift's end, and of a competency it is for that one only.
func (f Facts) granted(s shift.State, key string, r reason.Reason) reason.Reason {
	if r.Weight == reason.Soft {
		return r
	}
	stands := slices.ContainsFunc(f.Overrides, func(o Override) bool {
		return o.Shift == s.ID && s.ID != id.Nil && o.Code == r.Code && validAt(&o.ExpiresAt, s.EndsAt) && (key == "" || o.Requirement == key)
	})
	if stands {
		r.Weight, r.From = reason.Soft, nil
		r.Message += " Named people have decided for this one shift that it may be worked all the same."
	}
	return r
}

// grantedAll is granted for reasons that need no key.
func (f Facts) grantedAll(s shift.State, rs []reason.Reason) []reason.Reason {
	for i := range rs {
		rs[i] = f.granted(s, "", rs[i])
	}
	return rs
}
