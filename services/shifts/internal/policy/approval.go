package policy

import (
	"slices"
	"strings"
	"time"

	"github.com/muster-ics/muster/services/shifts/internal/wording"
)

// KindApproval is whether a posted shift waits for somebody's approval.
const KindApproval Kind = "approval"

// When a posted shift needs approval.
const (
	ApprovalNever  = "never"
	ApprovalAlways = "always"
	// ApprovalWhen asks for approval when any of the conditions holds.
	ApprovalWhen = "when"
)

// Approval is when a posted shift waits until somebody else than its poster approves it. The default is never: most
// employers control cost by budget and by the rate, and a wait costs lead time.
type Approval struct {
	// Required is never, always or when.
	Required string `json:"required"`
	// The conditions of when; any one suffices, and an empty or zero one asks for nothing.
	RateAbovePence int64    `json:"rate_above_pence"` // basic pay an hour above this
	LeadUnderHours int      `json:"lead_under_hours"` // posted less than so many hours before the start
	StaffGroups    []string `json:"staff_groups"`
	Bands          []string `json:"bands"`
	Reasons        []string `json:"reasons"` // codes of shift.RequestReasons
}

// DefaultApproval is what holds for an employer that has decided nothing.
func DefaultApproval() Approval {
	return Approval{Required: ApprovalNever, StaffGroups: []string{}, Bands: []string{}, Reasons: []string{}}
}

// Kind implements Settings.
func (Approval) Kind() Kind { return KindApproval }

// Title implements Settings.
func (Approval) Title() string { return "Approval before shifts open" }

// Validate implements Settings. Codes are only held against their form here: a code that no shift has asks for nothing.
func (a Approval) Validate() error {
	var ps Problems
	ps.Unless(slices.Contains([]string{ApprovalNever, ApprovalAlways, ApprovalWhen}, a.Required), "required", "Choose never, always or when.")
	ps.Unless(a.RateAbovePence >= 0 && a.RateAbovePence <= 50_000, "rate_above_pence", "Give an hourly rate in pence, up to 50000, or 0 for none.")
	ps.Unless(a.LeadUnderHours >= 0 && a.LeadUnderHours <= 24*400, "lead_under_hours", "Give a number of hours up to 9600, or 0 for none.")
	for _, l := range []struct {
		field string
		codes []string
	}{{"staff_groups", a.StaffGroups}, {"bands", a.Bands}, {"reasons", a.Reasons}} {
		ps.Unless(len(l.codes) <= 50, l.field, "Give at most 50.")
		ps.Unless(!slices.ContainsFunc(l.codes, func(c string) bool { return c == "" || len(c) > 64 }), l.field, "A code has 1 to 64 letters.")
	}
	if a.Required == ApprovalWhen {
		ps.Unless(a.RateAbovePence > 0 || a.LeadUnderHours > 0 || len(a.StaffGroups)+len(a.Bands)+len(a.Reasons) > 0,
			"required", "Give at least one condition, or choose never or always.")
	}
	return ps.Err()
}

// Asked is a posting as far as approval depends on it.
type Asked struct {
	StaffGroup, Band, Reason string
	RatePence                int64
	// Lead is from now to the start; below zero for a shift that is recorded afterwards.
	Lead time.Duration
}

// Needed tells whether a posting waits for approval, and why in words.
func (a Approval) Needed(p Asked) (why string, needed bool) {
	switch a.Required {
	case ApprovalAlways:
		return "Your employer approves every shift.", true
	case ApprovalWhen:
	default:
		return "", false
	}
	var found []string
	if a.RateAbovePence > 0 && p.RatePence > a.RateAbovePence {
		found = append(found, "the rate is above "+wording.Pounds(a.RateAbovePence)+" an hour")
	}
	if a.LeadUnderHours > 0 && p.Lead < time.Duration(a.LeadUnderHours)*time.Hour {
		found = append(found, "it starts in less than "+wording.Plural(a.LeadUnderHours, "hour"))
	}
	if slices.Contains(a.StaffGroups, p.StaffGroup) {
		found = append(found, "of its staff group")
	}
	if slices.Contains(a.Bands, p.Band) {
		found = append(found, "of its band")
	}
	if slices.Contains(a.Reasons, p.Reason) {
		found = append(found, "of the reason for the request")
	}
	if len(found) == 0 {
		return "", false
	}
	return "Your employer approves this shift because " + strings.Join(found, ", and because ") + ".", true
}
