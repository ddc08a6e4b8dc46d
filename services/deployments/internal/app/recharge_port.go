package app

import (
	"context"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/deployments/internal/recharge"
)

// HeardWork is what there is when a booking's newest word is taken in.
type HeardWork struct {
	// Work has its agreement filled in.
	Work   recharge.Work
	Clause recharge.Clause
	// Card is what the home employer's rate card says of the work, where the clause asks for it and there is one.
	Card *recharge.HomeCard
	// Recharge is the booking's line; nil when there is none yet.
	Recharge *recharge.Recharge
}

// ChangedRecharge is a new version of a line: what is posted for it, and what is told.
type ChangedRecharge struct {
	Recharge recharge.Recharge
	Entries  []recharge.Entry
	Told     Told
}

// Recharges keeps the lines between employers, and the ledger. Every method may also return the database's own errors.
type Recharges interface {
	// Hear gives act what is kept of the booking, locked, unless a word as new has been heard. It keeps what act returns; nil
	// keeps the word alone. It returns ErrAbsent when no agreement is known for the booking.
	Hear(ctx context.Context, w recharge.Work, act func(HeardWork) (*ChangedRecharge, error)) error
	// Update gives one line, locked, with its clause to act and keeps what it returns. It returns ErrAbsent.
	Update(ctx context.Context, recharge id.ID, act func(recharge.Recharge, recharge.Clause) (ChangedRecharge, error)) error
	// Find returns ErrAbsent when there is none.
	Find(ctx context.Context, recharge id.ID) (recharge.Recharge, error)
	// List is in order of start and id.
	List(ctx context.Context, q RechargeQuery) ([]recharge.Recharge, error)
	// Statements is one row for each pair and month, the newest month first, then by home and host.
	Statements(ctx context.Context, q StatementQuery) ([]Statement, error)
	// PutRateCard keeps what an employer pays; an older telling changes nothing.
	PutRateCard(ctx context.Context, c RateCard) error
}

// RechargeQuery limits a list; what is zero does not limit.
type RechargeQuery struct {
	// Employer is home or host.
	Employer, Home, Host string
	// Codes are all under which that employer may be named; none means the one alone.
	Codes      []string
	Month      recharge.Month
	Status     string
	AfterStart time.Time
	AfterID    id.ID
	Most       int
}

// StatementQuery limits a list of statements; what is zero does not limit.
type StatementQuery struct {
	Employer string
	// Codes are all under which that employer may be named; none means the one alone.
	Codes []string
	Month recharge.Month
	// BeforeMonth, AfterHome and AfterHost are the last row of the page before.
	BeforeMonth          recharge.Month
	AfterHome, AfterHost string
	Most                 int
}

// Statement is what one employer owes another for one month: the sum of its lines.
type Statement struct {
	Home, Host string
	Month      recharge.Month
	// Lines counts the lines, Raised and Disputed those among them.
	Lines, Raised, Disputed int
	// TotalPence is what the lines come to and SettledPence what has been paid of it. DisputedPence is outstanding on
	// disputed lines.
	TotalPence, SettledPence, DisputedPence int64
}

// OutstandingPence is what is still to be paid.
func (s Statement) OutstandingPence() int64 { return s.TotalPence - s.SettledPence }

// DatedPence is an hourly rate from a day of London on.
type DatedPence struct {
	From  string `json:"from"`
	Pence int64  `json:"pence"`
}

// RateCard is what an employer pays for one kind of work.
type RateCard struct {
	ID                         id.ID
	Version                    int64
	Employer, StaffGroup, Band string
	Role, Ward                 string
	// From and Until are days of London; an empty Until is none.
	From, Until string
	// Rates are the basic rates an hour, oldest first; Enhancements what other than plain hours are paid.
	Rates        []DatedPence
	Enhancements []recharge.Enhancement
	// Hours are by which windows it pays.
	Hours CardHours
}

// CardHours are the windows of a card, where it told them, and what it pays beside the hours.
type CardHours struct {
	Told    bool
	Windows []recharge.Window
	// Lift is the rule on shifts that lie for the greater part in the night.
	Lift bool
	// HighCost is the supplement in basis points of basic pay, within the least and the most pence an hour; 0 is no bound.
	HighCost, HighCostLeast, HighCostMost int64
}

// For is what the card says of work on a day of London; false when it knows no rate.
func (c RateCard) For(day string) (*recharge.HomeCard, bool) {
	basic, ok := c.On(day)
	if !ok {
		return nil, false
	}
	h := c.Hours
	return &recharge.HomeCard{
		ID: c.ID.String(), Version: c.Version, BasicPence: basic, Enhancements: c.Enhancements, Told: h.Told, Windows: h.Windows, Lift: h.Lift,
		HighCostPence: recharge.Supplement(basic, h.HighCost, h.HighCostLeast, h.HighCostMost),
	}, true
}

// On is the basic rate an hour on a day; false when the card knows none.
func (c RateCard) On(day string) (int64, bool) {
	pence, ok := int64(0), false
	for _, r := range c.Rates {
		if !ok || r.From <= day {
			pence, ok = r.Pence, true
		}
	}
	return pence, ok
}
