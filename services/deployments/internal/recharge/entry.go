package recharge

import (
	"time"

	"github.com/muster-ics/muster/pkg/id"
)

// EntryKind says what an entry does to the ledger.
type EntryKind string

// The kinds of entries. What was posted is never changed: a reversal takes a charge back, a new charge takes its place.
const (
	Charged    EntryKind = "charge"
	Reversal   EntryKind = "reversal"
	Settlement EntryKind = "settlement"
)

// Cause says what led to an entry.
type Cause string

// The causes.
const (
	FromTimesheet Cause = "timesheet"
	FromTravel    Cause = "travel"
	FromCredit    Cause = "credit"
	FromPayment   Cause = "payment"
)

// Account is a side of what two employers owe each other.
type Account string

// The accounts.
const (
	Receivable Account = "receivable"
	Payable    Account = "payable"
)

// paid is the part of a settlement's lines.
const paid Part = "settlement"

// Posting is one line of an entry: what an employer's account with another moves by.
type Posting struct {
	Employer, Counterparty string
	Account                Account
	Part                   Part
	Pence                  int64
}

// Entry is one balanced posting to the ledger: the pence of its lines sum to nothing.
type Entry struct {
	ID       id.ID
	Recharge id.ID
	// Version is that of the recharge, Timesheet that of the booking it rests on.
	Version, Timesheet int64
	Booking            id.ID
	Month              Month
	Kind               EntryKind
	Cause              Cause
	At                 time.Time
	Postings           []Posting
}

// Balance is the sum of the entry's lines. It is nothing, or the entry may not be kept.
func (e Entry) Balance() (sum int64) {
	for _, p := range e.Postings {
		sum += p.Pence
	}
	return sum
}

func (x *Recharge) entry(kind EntryKind, cause Cause, at time.Time, c Charge) Entry {
	e := Entry{ID: id.New(), Recharge: x.r.ID, Version: x.r.Version, Timesheet: x.r.Work.Version, Booking: x.r.Work.Booking,
		Month: x.r.Month, Kind: kind, Cause: cause, At: at}
	for _, part := range c.Components {
		e.post(x.r.Work.Home, x.r.Work.Host, part.Part, part.Pence)
	}
	return e
}

// post writes both sides: what the home employer has to receive, the host has to pay.
func (e *Entry) post(home, host string, part Part, pence int64) {
	e.Postings = append(e.Postings,
		Posting{Employer: home, Counterparty: host, Account: Receivable, Part: part, Pence: pence},
		Posting{Employer: host, Counterparty: home, Account: Payable, Part: part, Pence: -pence})
}
