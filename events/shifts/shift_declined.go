package shifts

import "github.com/muster-ics/muster/events/internal/check"

// DeclineReasons are why a shift that waited for approval did not get it; start_passed when nobody answered in time.
var DeclineReasons = []string{"no_budget", "covered_by_own_staff", "wrong_details", "not_needed", "other", "start_passed"}

// ShiftDeclinedV1 says: a shift that waited for approval did not get it. It counts in no fill rate.
type ShiftDeclinedV1 struct {
	Shift UnapprovedShift `json:"shift"`
	Why   string          `json:"why" jsonschema:"enum=no_budget,enum=covered_by_own_staff,enum=wrong_details,enum=not_needed,enum=other,enum=start_passed"`
}

// EventName implements events.Event.
func (ShiftDeclinedV1) EventName() string { return "muster.shifts.shift.declined.v1" }

// Validate implements events.Event.
func (e ShiftDeclinedV1) Validate() error {
	if err := e.Shift.Validate(); err != nil {
		return err
	}
	var c check.Errors
	c.OneOf("why", e.Why, DeclineReasons...)
	return c.Err()
}
