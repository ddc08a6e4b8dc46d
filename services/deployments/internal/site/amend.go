package site

import "github.com/muster-ics/muster/services/deployments/internal/rule"

// Amend gives the site another name or place. Whose it is does not change by it. The same again is no change; changed is
// false then.
func (s *Site) Amend(d Details) (changed bool, err error) {
	var c rule.Check
	checkPlace(&c, d)
	if err := c.Err("site_invalid", "The site cannot be changed so."); err != nil {
		return false, err
	}
	d.ODS, d.Employer = s.record.Details.ODS, s.record.Details.Employer
	if s.record.Details == d {
		return false, nil
	}
	s.record.Details = d
	s.record.Version++
	return true, nil
}

// OneVersion makes one change of several that were made in one go: others hear of the outcome as the version after before.
func OneVersion(before, after Site) Site {
	after.record.Version = before.record.Version + 1
	return after
}

// Fresh is a site that was changed before anybody heard of it: its first version says all.
func Fresh(s Site) Site {
	s.record.Version = 1
	return s
}
