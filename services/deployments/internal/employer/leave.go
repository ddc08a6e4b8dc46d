package employer

import (
	"slices"
	"time"

	"github.com/muster-ics/muster/services/deployments/internal/rule"
)

// Leave ends the time in a system that goes on at a moment. What was planned to end may be given another end, as long as
// that lies ahead of its beginning.
func (e *Employer) Leave(ics string, on time.Time) error {
	var c rule.Check
	c.ODS("ics", ics)
	c.Moment("on", on)
	if err := c.Err("membership_invalid", "The employer cannot leave so."); err != nil {
		return err
	}
	on = moment(on)
	all := slices.Clone(e.record.Memberships)
	for i := range all {
		m := &all[i]
		if m.ICS != ics || !m.Since.Before(on) || m.Until != nil && m.Until.Before(on) {
			continue
		}
		if m.Until != nil && m.Until.Equal(on) {
			return rule.Conflict("left_already", "%s leaves %s on %s already. Nothing needs to be done.", e.record.Name, ics, rule.Day(on))
		}
		m.Until = &on
		e.record.Memberships = all
		e.changed()
		return nil
	}
	return rule.Conflict("not_member", "%s does not take part in %s before %s. Choose a day after it joined.", e.record.Name, ics, rule.Day(on))
}
