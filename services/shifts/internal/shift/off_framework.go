package shift

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/muster-ics/muster/pkg/id"
)

// OffFramework is an executive's approval to go to an agency that is on no approved framework. Statement is what they say
// about the safety of patients; it stays in this service's own table.
type OffFramework struct {
	ID             id.ID
	Why, Statement string
	By             string
	At             time.Time
}

// OffFrameworkGiven is the approval that was given since the shift was loaded; nil without one.
func (s *Shift) OffFrameworkGiven() *OffFramework { return s.offFramework }

func (s *Shift) approveOffFramework(o OffFramework, now time.Time) error {
	var ps problems
	n := utf8.RuneCountInString(strings.TrimSpace(o.Statement))
	ps.unless(slices.Contains(OverrideReasons, o.Why), "why", "Choose why: %s.", strings.Join(OverrideReasons, ", "))
	ps.unless(n >= 20 && n <= 2000, "statement", "State in 20 to 2000 letters why the safety of patients needs this.")
	if len(ps) > 0 {
		return &Invalid{Problems: ps}
	}
	o.At, o.Statement = now, strings.TrimSpace(o.Statement)
	s.s.OffFrameworkID, s.s.OffFrameworkWhy = o.ID, o.Why
	s.offFramework = &o
	return nil
}
