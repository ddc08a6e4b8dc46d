// Package words turns the codes of analytics into the words that its pages use.
package words

import (
	"fmt"
	"strings"
	"time"

	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/fillrate"
	"github.com/muster-ics/muster/services/analytics/internal/measure"
)

var staffGroups = map[string]string{
	"medical_dental": "Medical and dental", "students": "Students", "nursing_midwifery": "Nursing and midwifery",
	"allied_health": "Allied health professionals", "additional_scientific": "Additional scientific and technical",
	"healthcare_scientists": "Healthcare scientists", "clinical_support": "Clinical support",
	"admin_clerical": "Administrative and clerical", "estates_ancillary": "Estates and ancillary", "supplementary": "Supplementary",
}

// StaffGroup is the group's name.
func StaffGroup(code string) string {
	if name, ok := staffGroups[code]; ok {
		return name
	}
	return Plain(code)
}

// Plain makes words of a code that has no name: registered_nurse is "Registered nurse".
func Plain(code string) string {
	s := strings.ReplaceAll(code, "_", " ")
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// Band is how people say it.
func Band(code string) string {
	if code == "medical" {
		return "Medical grade"
	}
	return "Band " + code
}

// Window says which shifts are counted.
func Window(w fillrate.Window) string {
	switch w {
	case fillrate.Next24h:
		return "Next 24 hours"
	case fillrate.Next72h:
		return "Next 72 hours"
	case fillrate.Next14d:
		return "Next 14 days"
	case fillrate.Last28d:
		return "Last 28 days"
	}
	return Plain(string(w))
}

// Hours shows minutes of work as hours with one decimal: 690 is "11.5".
func Hours(minutes int64) string {
	tenths := (minutes*10 + 30) / 60
	if tenths%10 == 0 {
		return Thousands(tenths / 10)
	}
	return fmt.Sprintf("%s.%d", Thousands(tenths/10), tenths%10)
}

// Thousands shows a count with separators: 12345 is "12,345".
func Thousands(n int64) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// Shifts counts in words: "1 shift", "12 shifts".
func Shifts(n int64) string {
	if n == 1 {
		return "1 shift"
	}
	return Thousands(n) + " shifts"
}

// Short leaves out of employers' names what most have in common: "Medway NHS Foundation Trust" is "Medway". Names that would
// then be the same stay whole.
func Short(names []string) []string {
	short, seen := make([]string, len(names)), map[string]int{}
	for i, name := range names {
		short[i] = name
		for _, kind := range []string{" NHS Trust", " NHS Foundation Trust"} {
			if before, found := strings.CutSuffix(name, kind); found {
				short[i] = strings.TrimSuffix(before, " University")
			}
		}
		seen[short[i]]++
	}
	for i, name := range names {
		if seen[short[i]] > 1 {
			short[i] = name
		}
	}
	return short
}

// Age says how old an employer's data is, as a tag.
func Age(e app.EmployerFigures, asOf time.Time) (layout.TagKind, string) {
	age, ok := e.Age(asOf)
	switch {
	case !ok:
		return layout.Grey, "No data yet"
	case e.Silent:
		return layout.Red, "Silent for " + Long(age)
	case age < time.Minute:
		return layout.Green, "Under 1 min old"
	case age < time.Hour:
		return layout.Green, layout.Duration(age) + " old"
	case age < 24*time.Hour:
		return layout.Yellow, layout.Duration(age) + " old"
	}
	return layout.Orange, fmt.Sprintf("%d d old", int(age/(24*time.Hour)))
}

var shortGroups = map[string]string{
	"medical_dental": "Doctors", "students": "Students", "nursing_midwifery": "Nursing", "allied_health": "Allied health",
	"additional_scientific": "Technical", "healthcare_scientists": "Scientists", "clinical_support": "Support",
	"admin_clerical": "Admin", "estates_ancillary": "Estates", "supplementary": "Other",
}

// ShortGroup is a staff group's name where there is room for a word.
func ShortGroup(code string) string {
	if name, ok := shortGroups[code]; ok {
		return name
	}
	return Plain(code)
}

// The shades of a heat map, in per mille ‡: fair begins at the floor of every fill rate.
const (
	veryLow = 700
	good    = 950
)

// Heat is the shade of a fill rate, and its sign in words where it is below the floor; shades alone say nothing.
func Heat(r fillrate.Rate) (shade, sign string) {
	switch {
	case !r.Known():
		return "", ""
	case r.PerMille() < veryLow:
		return "very-low", "Very low"
	case r.BelowFloor():
		return "low", "Low"
	case r.PerMille() < good:
		return "fair", ""
	}
	return "good", ""
}

// List joins names: "Medway", "Medway and Kent", "Medway, Kent and Dartford".
func List(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}

// Few stands for a figure that rests on too few people to be told.
const Few = "Under 5 people"

// People says how many people of some are meant, as exactly as may be told.
func People(c measure.Count) string {
	switch c.Bound {
	case measure.AtMost:
		return "At most " + Thousands(c.N)
	case measure.AtLeast:
		return "At least " + Thousands(c.N)
	}
	return Thousands(c.N)
}

// Channel says who fills a shift, within a sentence.
func Channel(code string) string {
	switch code {
	case "own_bank":
		return "own bank"
	case "collaborative_bank":
		return "a bank worker of another employer"
	case "framework_agency":
		return "a framework agency"
	case "off_framework_agency":
		return "an off-framework agency"
	}
	return Plain(code)
}
