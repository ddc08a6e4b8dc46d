package agreement

import (
	"slices"
	"strings"

	"github.com/muster-ics/muster/services/deployments/internal/rule"
)

// Checks are the employment checks of the home employer that hosts rely on.
type Checks struct {
	Minimums []Minimum `json:"minimums"`
}

// Minimum is what a host asks of one check.
type Minimum struct {
	// Type is one of CheckTypes.
	Type string `json:"type"`
	// Level and Workforce are for dbs alone: one of DBSLevels and DBSWorkforces, or empty for any.
	Level     string `json:"level,omitempty"`
	Workforce string `json:"workforce,omitempty"`
	// MaxAgeMonths is how old the check may be when the shift starts; 0 is as old as its own validity allows.
	MaxAgeMonths int `json:"max_age_months,omitempty"`
}

// CheckTypes are the NHS Employment Check Standards that a passport has a record of.
var CheckTypes = []Word{
	{"identity", "Identity", "identity"},
	{"right_to_work", "Right to work", "right to work"},
	{"references", "Employment history and references", "employment history and references"},
	{"dbs", "DBS", "criminal record (DBS)"},
	{"occupational_health", "Occupational health", "occupational health"},
}

// DBSLevels are the levels of a criminal record check, the weakest first.
var DBSLevels = []Word{
	{Code: "basic", Label: "Basic"}, {Code: "standard", Label: "Standard"}, {Code: "enhanced", Label: "Enhanced"},
	{Code: "enhanced_barred", Label: "Enhanced with barred lists"},
}

// DBSWorkforces are the workforces that an enhanced check is for.
var DBSWorkforces = []Word{
	{Code: "adult", Label: "Adult"}, {Code: "child", Label: "Child"}, {Code: "both", Label: "Adult and child"},
}

func (c Checks) tidy() Checks {
	out := append([]Minimum{}, c.Minimums...)
	slices.SortStableFunc(out, func(a, b Minimum) int { return strings.Compare(a.Type, b.Type) })
	return Checks{Minimums: out}
}

func (c Checks) check(bad *rule.Check) {
	const field = "checks.minimums"
	types := make([]string, len(c.Minimums))
	for i, m := range c.Minimums {
		types[i] = m.Type
		bad.OneOf(field, m.Type, codes(CheckTypes)...)
		if m.Type == "dbs" {
			bad.OneOf(field, m.Level, append(codes(DBSLevels), "")...)
			bad.OneOf(field, m.Workforce, append(codes(DBSWorkforces), "")...)
		} else {
			bad.That(m.Level == "" && m.Workforce == "", field, "A level and a workforce are for DBS checks only.")
		}
		bad.That(m.MaxAgeMonths >= 0 && m.MaxAgeMonths <= 120, field, "Enter an age of 1 to 120 months, or 0 for none.")
	}
	bad.Distinct(field, types)
}
