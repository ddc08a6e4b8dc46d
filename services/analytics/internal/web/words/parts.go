package words

import (
	"fmt"
	"strings"
	"time"

	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/analytics/internal/fillrate"
)

var parts = [...]string{"Own bank", "Collaborative bank", "Framework agency", "Off-framework agency", "Unfilled", "Called off"}

// Part says how a shift counts.
func Part(p fillrate.Part) string { return parts[p] }

// PartTag is the colour of a part.
func PartTag(p fillrate.Part) layout.TagKind {
	switch p {
	case fillrate.OwnBank, fillrate.CollaborativeBank:
		return layout.Green
	case fillrate.FrameworkAgency:
		return layout.Yellow
	case fillrate.OffFrameworkAgency:
		return layout.Purple
	case fillrate.Unfilled:
		return layout.Red
	case fillrate.Withdrawn:
	}
	return layout.Grey
}

var steps = map[string]string{
	"preferred": "Preferred person", "own_bank": "Own bank", "own_fallback_grade": "Own bank, lower band",
	"collaborative_bank": "Collaborative bank", "bank_break_glass": "Bank at a higher rate", "framework_agency": "Framework agency",
	"off_framework_agency": "Off-framework agency",
}

// Step is the name of a step of the release ladder; agencies have tiers.
func Step(code string, tier int) string {
	name, ok := steps[code]
	if !ok {
		name = Plain(code)
	}
	if tier > 0 {
		name += fmt.Sprintf(" tier %d", tier)
	}
	return name
}

var periods = map[string]string{"day": "Days", "night": "Nights", "weekend": "Weekends"}

// Period is day, night or weekend as a heading says it.
func Period(code string) string {
	if name, ok := periods[code]; ok {
		return name
	}
	return Plain(code)
}

// Ward makes a name of a ward's code: ACUTE_MEDICAL and acute_medical are "Acute medical".
func Ward(code string) string {
	if code == strings.ToUpper(code) && strings.Contains(code, "_") {
		code = strings.ToLower(code)
	}
	return Plain(code)
}

// Ahead says how long something is before the start of a shift: "9 d ahead", "5 h ahead", "after it had started".
func Ahead(before time.Duration) string {
	switch {
	case before < 0:
		return "after it had started"
	case before < 48*time.Hour:
		return layout.Duration(before) + " ahead"
	}
	return fmt.Sprintf("%d d ahead", int(before/(24*time.Hour)))
}

// Long shows a time that something took: "45 min", "5 h 20 min", "3 d".
func Long(d time.Duration) string {
	if d < 48*time.Hour {
		return layout.Duration(d)
	}
	return fmt.Sprintf("%d d", int(d/(24*time.Hour)))
}

var duties = map[string]string{"executive": "An executive"}

// Duty says who somebody is by their duty.
func Duty(role string) string {
	if name, ok := duties[role]; ok {
		return name
	}
	if role == "" {
		return "Somebody"
	}
	return "Somebody with the duty " + strings.ReplaceAll(role, "_", " ")
}

// Because is a code as the end of a sentence: patient_safety is "patient safety".
func Because(code string) string { return strings.ReplaceAll(code, "_", " ") }

var leadBands = map[string]string{
	"after_start": "after the start", "0_4h": "under 4 h ahead", "4_24h": "4 to 24 h ahead", "1_3d": "1 to 3 days ahead",
	"3_7d": "3 to 7 days ahead", "7_28d": "1 to 4 weeks ahead", "28_42d": "4 to 6 weeks ahead", "over_42d": "6 weeks ahead or more",
}

// LeadBand says how long before the start something was.
func LeadBand(code string) string {
	if name, ok := leadBands[code]; ok {
		return name
	}
	return Because(code)
}
