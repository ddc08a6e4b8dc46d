package employer

import (
	"slices"
	"time"

	"github.com/muster-ics/muster/services/deployments/internal/rule"
)

// Join begins a time in a system. An employer is in one system only once at a time, and in none after it has closed.
func (e *Employer) Join(ics string, since time.Time) error {
	var c rule.Check
	c.ODS("ics", ics)
	c.Moment("on", since)
	if err := c.Err("membership_invalid", "The employer cannot join so."); err != nil {
		return err
	}
	since = moment(since)
	if !e.OpenAt(since) {
		return rule.Conflict("employer_closed", "%s is closed from %s. Choose an earlier day, or the employer that follows it.",
			e.record.Name, rule.Day(*e.record.ClosedAt))
	}
	for _, m := range e.record.Memberships {
		if m.ICS == ics && (m.Until == nil || m.Until.After(since)) {
			return rule.Conflict("member_already", "%s takes part in %s from %s already. End that first, or choose a later day.",
				e.record.Name, ics, rule.Day(m.Since))
		}
	}
	e.record.Memberships = append(slices.Clone(e.record.Memberships), Membership{ICS: ics, Since: since, Until: e.record.ClosedAt})
	slices.SortStableFunc(e.record.Memberships, func(a, b Membership) int { return a.Since.Compare(b.Since) })
	e.changed()
	return nil
}
