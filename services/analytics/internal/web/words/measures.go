package words

import (
	"fmt"
	"strings"
	"time"

	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/analytics/internal/fact"
	"github.com/muster-ics/muster/services/analytics/internal/measure"
)

// Dimension is the name of a dimension, as the head of a column.
func Dimension(d measure.Dimension) string {
	switch d {
	case measure.ByPeriod:
		return "Time of the week"
	case measure.ByReason:
		return "Reason for asking"
	case measure.ByLead:
		return "Asked before the start"
	}
	return Plain(string(d))
}

// DimensionInSentence is the name within a sentence.
func DimensionInSentence(d measure.Dimension) string { return strings.ToLower(Dimension(d)) }

// Cell names the value that a row has in a dimension. name gives the names of employers and sites.
func Cell(d measure.Dimension, c measure.Cell, name func(fact.Kind, string) string) string {
	switch d {
	case measure.ByEmployer:
		return Short([]string{name(fact.KindEmployer, c.Employer)})[0]
	case measure.BySite:
		return name(fact.KindSite, c.Site)
	case measure.ByWard:
		return Ward(c.Ward)
	case measure.ByStaffGroup:
		return StaffGroup(c.StaffGroup)
	case measure.ByBand:
		return Band(c.Band)
	case measure.ByPeriod:
		return Period(c.Period)
	case measure.ByLead:
		return Plain(LeadBand(c.Lead))
	}
	return Reason(c.Reason)
}

// Reason is why a ward asked, or why somebody approved what needs it.
func Reason(code string) string {
	switch code {
	case "":
		return "None given"
	case "enhanced_care":
		return "Enhanced care"
	case "no_bank_worker_with_skill":
		return "No bank worker has the skill"
	case "service_closure_risk":
		return "A service might close"
	}
	return Plain(code)
}

// Span shows how long something took: "45 min", "11 h 30 min", and from two days on "3.5 days".
func Span(d time.Duration) string {
	if d < 48*time.Hour {
		return layout.Duration(d)
	}
	tenths := int64((d + 72*time.Minute) / (144 * time.Minute))
	if tenths%10 == 0 {
		return fmt.Sprintf("%d days", tenths/10)
	}
	return fmt.Sprintf("%d.%d days", tenths/10, tenths%10)
}
