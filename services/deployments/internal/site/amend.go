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
