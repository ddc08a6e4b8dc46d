// Package shift is one place to be worked: what a ward asks for and where that request stands.
package shift

import (
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/release"
)

// Status is where a shift stands in its life.
type Status string

// The statuses of a shift. Held is a guard against a second taker; other services see a held shift as open.
const (
	Open      Status = "open"
	Held      Status = "held"
	Filled    Status = "filled"
	Started   Status = "started"
	Worked    Status = "worked"
	Withdrawn Status = "withdrawn"
	Cancelled Status = "cancelled"
	Lapsed    Status = "lapsed"

	// AwaitingApproval comes before Open where the employer's policy asks for it; Declined ends it.
	AwaitingApproval Status = "awaiting_approval"
	Declined         Status = "declined"
)

// Channel is who fills a shift.
type Channel string

// The four ways in which a shift is filled.
const (
	OwnBank            Channel = "own_bank"
	CollaborativeBank  Channel = "collaborative_bank"
	FrameworkAgency    Channel = "framework_agency"
	OffFrameworkAgency Channel = "off_framework_agency"
)

// BankChannel is the channel of a bank worker of home who works for host.
func BankChannel(home, host string) Channel {
	if home == host {
		return OwnBank
	}
	return CollaborativeBank
}

// Competency is one competency that the work asks for; a higher level satisfies a lower.
type Competency struct {
	Framework, Code string
	Level           int
}

// Requirements is what a worker must have, valid at the end of the shift.
type Requirements struct {
	RegistrationBody       string
	DBSLevel, DBSWorkforce string
	EPP                    bool
	Competencies           []Competency
}

// State is the whole of a shift, for the store and for contracts. Times are UTC.
type State struct {
	ID, PostingID        id.ID
	Employer, Site, Ward string
	StaffGroup           string
	Role, Band           string
	StartsAt, EndsAt     time.Time
	// BreakMinutes is unpaid.
	BreakMinutes     int
	Reason, CostCode string
	// RatePence is the basic pay an hour.
	RatePence    int64
	Requirements Requirements
	Status       Status
	PostedAt     time.Time
	BankClosesAt time.Time

	// FilledBy is set while the shift is filled, started or worked. BookingID and HomeEmployer are set with it when a
	// bank worker fills it; Agency and AgencyRatePence (the charge an hour) when an agency does.
	FilledBy        Channel
	BookingID       id.ID
	HomeEmployer    string
	Agency          string
	AgencyRatePence int64
	// Override lets an agency fill the shift before BankClosesAt.
	Override *Override

	Offering
	AgencyTerms

	FirstFilledAt, FilledAt, EndedAt *time.Time
	Reopened                         int

	// BookingMode is self_book, or request_approve when the ward chooses among those who apply.
	BookingMode string
	// Reserved is set while the open shift is kept for one worker or for its waiting list.
	Reserved *Reservation

	// Approval is set where the employer's policy asked for it. Until it is given, PostedAt is when it was asked for.
	Approval *Approval
	// NoticeBand is how long before the start the employer called the shift off; empty unless it did.
	NoticeBand NoticeBand

	// RefillUntil is set once the worker who had the shift did not come: until then an open shift can be taken although
	// it has started.
	RefillUntil *time.Time
	// RestOf is the shift of which this one is the rest, since the worker who had that one left early.
	RestOf id.ID
	// Version counts the changes that others hear of, from 1. A hold and a reservation are none.
	Version int64
}

// NetMinutes is the elapsed length less the break.
func (s State) NetMinutes() int { return int(s.EndsAt.Sub(s.StartsAt)/time.Minute) - s.BreakMinutes }

// Shift is a State that changes only by its rules.
type Shift struct {
	s      State
	events []Event

	// What the last change says beyond the state, for the store and for contracts.
	released     Released
	escalations  []Escalation
	offFramework *OffFramework
	stands       bool

	ladder *release.Ladder
}

// Rehydrate makes a shift of what the store has kept. Nothing else may call it: it checks no rule.
func Rehydrate(s State) *Shift { return &Shift{s: s} }

// State gives a copy for the store and for contracts.
func (s *Shift) State() State { return s.s }

// Events are the changes since the shift was loaded or posted, one a version.
func (s *Shift) Events() []Event { return s.events }

func (s *Shift) happened(e Event) {
	s.s.Version++
	s.events = append(s.events, e)
}
