// Package check is one NHS Employment Check that was done, with its outcome and dates: never the document behind it.
// Records are never changed; the newest of a type counts, and a correction is a new record.
package check

import (
	"time"

	"github.com/muster-ics/muster/pkg/id"
)

// Type is one of the employment check standards. Registration has its own record.
type Type string

// The types of check.
const (
	Identity           Type = "identity"
	RightToWork        Type = "right_to_work"
	References         Type = "references"
	DBS                Type = "dbs"
	OccupationalHealth Type = "occupational_health"
)

// Types are all types, in the order in which people read them.
var Types = []string{string(Identity), string(RightToWork), string(References), string(DBS), string(OccupationalHealth)}

// Outcome is what the check found.
type Outcome string

// The outcomes of a check. Withdrawn ends an earlier one.
const (
	Satisfied    Outcome = "satisfied"
	NotSatisfied Outcome = "not_satisfied"
	Inconclusive Outcome = "inconclusive"
	Withdrawn    Outcome = "withdrawn"
)

// Outcomes are all outcomes.
var Outcomes = []string{string(Satisfied), string(NotSatisfied), string(Inconclusive), string(Withdrawn)}

// DBSLevels are the levels of a criminal record check, lowest first.
var DBSLevels = []string{"basic", "standard", "enhanced", "enhanced_barred"}

// Workforces are who a criminal record check was made for.
var Workforces = []string{"adult", "child", "both"}

// HealthLevels are the functional outcomes of a work health assessment.
var HealthLevels = []string{"fit", "fit_with_adjustments", "fit_with_restrictions", "not_fit"}

// Record is what a check is made of.
type Record struct {
	ID        id.ID
	Type      Type
	Outcome   Outcome
	Method    string
	Level     string
	Workforce string
	// CheckedOn is when it was done; RecordedAt when it was written down here.
	CheckedOn, RecordedAt time.Time
	// ValidUntil is the moment up to which it may be relied on; nil when it does not expire.
	ValidUntil *time.Time
	// EPPClearedUntil is up to when exposure-prone procedures are cleared; nil when they are not.
	EPPClearedUntil *time.Time
}

// Check is a recorded check.
type Check struct{ r Record }

// Rehydrate is for the store only: it trusts what was validated when it was recorded.
func Rehydrate(r Record) Check { return Check{r: r} }

// Record gives the parts of the check.
func (c Check) Record() Record { return c.r }

// Type is what was checked.
func (c Check) Type() Type { return c.r.Type }

// Satisfied tells whether the outcome was yes, whatever its date.
func (c Check) Satisfied() bool { return c.r.Outcome == Satisfied }

// Newest gives the check of a type that counts: the one recorded last.
func Newest(all []Check, t Type) (Check, bool) {
	var best Check
	found := false
	for _, c := range all {
		if c.r.Type != t {
			continue
		}
		if !found || !c.r.RecordedAt.Before(best.r.RecordedAt) {
			best, found = c, true
		}
	}
	return best, found
}
