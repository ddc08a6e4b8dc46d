package shift

import (
	"slices"
	"strings"
	"time"

	"github.com/muster-ics/muster/pkg/id"
)

// Override allows an agency fill before the bank had its time.
type Override struct {
	ID id.ID
	// Role is the duty of who granted it; Why is one of OverrideReasons.
	Role, Why string
	GrantedAt time.Time
}

// GrantOverride records that an executive lets agencies in early. It is granted once a shift.
func (s *Shift) GrantOverride(override id.ID, why string, now time.Time) error {
	if !slices.Contains(OverrideReasons, why) {
		return &Invalid{Problems: []Problem{{Field: "why", Message: "Choose why: " + strings.Join(OverrideReasons, ", ") + "."}}}
	}
	switch {
	case s.s.Override != nil:
		return refuse("override_exists", "An override is already recorded for this shift.")
	case s.s.Status != Open:
		return refuse("shift_not_open", "An override is for an open shift; this one is "+string(s.s.Status)+".")
	}
	s.s.Override = &Override{ID: override, Role: "executive", Why: why, GrantedAt: now}
	s.happened(EventOverrideGranted)
	return nil
}
