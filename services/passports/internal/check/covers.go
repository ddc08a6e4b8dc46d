package check

import "slices"

// CoversLevel tells whether a criminal record check is at least at the level asked for.
func (c Check) CoversLevel(asked string) bool {
	return slices.Index(DBSLevels, c.r.Level) >= slices.Index(DBSLevels, asked)
}

// CoversWorkforce tells whether a criminal record check was made for the people on the ward.
func (c Check) CoversWorkforce(asked string) bool {
	return asked == "" || c.r.Workforce == asked || c.r.Workforce == "both"
}

// Restricted tells whether occupational health set restrictions.
func (c Check) Restricted() bool { return c.r.Level == "fit_with_restrictions" }
