package employer

import "github.com/muster-ics/muster/services/deployments/internal/rule"

// Rename gives the employer another name or kind. The code stays: names change, codes never. The same again is no change;
// changed is false then.
func (e *Employer) Rename(name, kind string) (changed bool, err error) {
	var c rule.Check
	checkName(&c, name, kind)
	if err := c.Err("employer_invalid", "The employer cannot be renamed so."); err != nil {
		return false, err
	}
	if e.record.Name == name && e.record.Kind == kind {
		return false, nil
	}
	e.record.Name, e.record.Kind = name, kind
	e.changed()
	return true, nil
}
