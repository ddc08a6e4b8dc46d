// Package release says when a shift may be offered to whom: the ladder that an employer has chosen, the moments at which
// its steps open for one shift, and whether somebody may take the shift yet.
package release

import (
	"slices"
	"time"

	"github.com/muster-ics/muster/pkg/id"
)

// Kind is one kind of step. Earlier audiences stay open when a later step opens.
type Kind string

// The kinds in the only order in which a ladder may have them.
const (
	// Preferred is the one worker whom the ward has named, alone, for a time-boxed first window.
	Preferred Kind = "preferred"
	// OwnBank is everybody employed by the host, at the shift's band or above.
	OwnBank Kind = "own_bank"
	// OwnFallbackGrade adds the host's own workers of the shift's fallback band.
	OwnFallbackGrade Kind = "own_fallback_grade"
	// CollaborativeBank is the workers of other employers; whether an agreement covers them deployments decides.
	CollaborativeBank Kind = "collaborative_bank"
	// BankBreakGlass offers the bank a higher rate before agencies are asked.
	BankBreakGlass Kind = "bank_break_glass"
	// FrameworkAgency is the agencies of one tier on an approved framework.
	FrameworkAgency Kind = "framework_agency"
	// OffFrameworkAgency is any other agency.
	OffFrameworkAgency Kind = "off_framework_agency"
)

// Kinds are all kinds, in their order.
var Kinds = []Kind{Preferred, OwnBank, OwnFallbackGrade, CollaborativeBank, BankBreakGlass, FrameworkAgency, OffFrameworkAgency}

// Agency tells whether the step lets agencies in.
func (k Kind) Agency() bool { return k == FrameworkAgency || k == OffFrameworkAgency }

// NeedsApproval tells whether a step of this kind waits for somebody's yes and never opens by itself.
func (k Kind) NeedsApproval() bool { return k == BankBreakGlass || k == OffFrameworkAgency }

// On is what a step waits for.
type On string

// The triggers of a step.
const (
	// AtPosting opens with the posting, or when the preferred person's window is over.
	AtPosting On = "at_posting"
	// LeadTime opens once no more than After is left until the start.
	LeadTime On = "lead_time"
	// Dwell opens once the step before has been open for After.
	Dwell On = "dwell"
)

// Trigger says when a step falls due. After is whole minutes; it is zero at posting.
type Trigger struct {
	On    On
	After time.Duration
}

// Executive is the duty that approves a break-glass rate and an off-framework agency.
const Executive = "executive"

// Step is one rung of a ladder.
type Step struct {
	Kind Kind
	// Tier is the agency tier of a framework_agency step, from 1; else 0.
	Tier    int
	Trigger Trigger
	// Window is how long a preferred person has the shift alone; zero for other kinds.
	Window time.Duration
	// CeilingPence is the most that an hour may cost on this step: the bank's pay for a break-glass rate, the charge for an
	// agency. Zero sets no ceiling.
	CeilingPence int64
	// Approver is the duty whose yes the step waits for; empty when it opens by itself.
	Approver string
}

// AllGroups stands for every staff group that has no ladder of its own.
const AllGroups = "*"

// Ladder is one version of what an employer has chosen for a staff group. The zero ID is the default ladder.
type Ladder struct {
	ID         id.ID
	Employer   string
	StaffGroup string
	// BankShare is the percentage of the time between opening and start which each bank audience has before agencies.
	BankShare int
	Steps     []Step
	// Version counts the changes from 1; zero is the default ladder.
	Version int64
}

// Rules are the parameters that no ladder may change. They are reference values ‡: edit them when the national rules do.
type Rules struct {
	// MinBankShare and MaxBankShare bound a ladder's BankShare, in percent.
	MinBankShare, MaxBankShare int
	// NoAgencyBands and NoAgencyGroups stop before agency: band 2 and 3 by the ban consulted on in November 2024, admin and
	// estates by the agency rules since 16 September 2019.
	NoAgencyBands, NoAgencyGroups []string
	// EscalationPercent bounds a rate escalation where the ladder names no ceiling, in percent of the base rate.
	EscalationPercent int64
}

// National are the rules in force.
var National = Rules{
	MinBankShare: 10, MaxBankShare: 90,
	NoAgencyBands: []string{"2", "3"}, NoAgencyGroups: []string{"admin_clerical", "estates_ancillary"},
	EscalationPercent: 200,
}

// Default is the ladder of an employer that has chosen none: the preferred person, if one is named, for a day; own and
// collaborative bank at posting; the fallback grade, if one is named, 21 days before (as BankStaff does); agencies in the last
// seven days, once the banks have had a quarter of the time.
func Default() Ladder {
	day := 24 * time.Hour
	return Ladder{StaffGroup: AllGroups, BankShare: 25, Steps: []Step{
		{Kind: Preferred, Trigger: Trigger{On: AtPosting}, Window: day},
		{Kind: OwnBank, Trigger: Trigger{On: AtPosting}},
		{Kind: OwnFallbackGrade, Trigger: Trigger{On: LeadTime, After: 21 * day}},
		{Kind: CollaborativeBank, Trigger: Trigger{On: AtPosting}},
		{Kind: FrameworkAgency, Tier: 1, Trigger: Trigger{On: LeadTime, After: 7 * day}},
	}}
}

// Has tells whether the ladder has a step of a kind.
func (l Ladder) Has(k Kind) bool {
	return slices.ContainsFunc(l.Steps, func(s Step) bool { return s.Kind == k })
}
