package employer

import (
	"slices"
	"time"

	"github.com/muster-ics/muster/services/deployments/internal/rule"
)

// Close ends the employer at a moment, with its memberships. successor, when not empty, follows it from then on: an employer
// closes once, and what was said of who follows it is never said otherwise.
func (e *Employer) Close(at time.Time, successor string) error {
	var c rule.Check
	c.Moment("on", at)
	c.That(successor != e.record.ODS, "successor", "Choose another employer: none follows itself.")
	if successor != "" {
		c.ODS("successor", successor)
	}
	if err := c.Err("closing_invalid", "The employer cannot be closed so."); err != nil {
		return err
	}
	at = moment(at)
	if e.record.ClosedAt != nil {
		return rule.Conflict("employer_closed", "%s is closed from %s already.", e.record.Name, rule.Day(*e.record.ClosedAt))
	}
	ended := slices.Clone(e.record.Memberships)
	for i, m := range ended {
		if !m.Since.Before(at) {
			return rule.Conflict("joins_later", "%s joins %s on %s, which is not before the day on which it would close. Choose a later day.",
				e.record.Name, m.ICS, rule.Day(m.Since))
		}
		if m.Until == nil || m.Until.After(at) {
			ended[i].Until = &at
		}
	}
	e.record.Memberships = ended
	e.record.ClosedAt, e.record.SucceededBy = &at, successor
	e.changed()
	return nil
}
