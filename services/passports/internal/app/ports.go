// Package app has what can be asked of the passports service, one use case a file. Each says who may ask, what follows,
// and which fact is told to the others.
package app

import (
	"context"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/clearance"
	"github.com/muster-ics/muster/services/passports/internal/credential"
	"github.com/muster-ics/muster/services/passports/internal/worker"
)

// Workers keeps passports. Every change is one transaction: the passport one version on, its facts, its audit rows.
type Workers interface {
	// Enrol writes version 1 with the personal fields and the references, sealed, and the fact.
	Enrol(ctx context.Context, w *worker.Worker, p Personal, refs []Reference, f Fact) error
	// Get gives a passport. It returns ErrNoWorker when there is none.
	Get(ctx context.Context, workerID id.ID) (*worker.Worker, error)
	// Page gives an employer's passports after a worker id, by id, at most limit. expiring, when set, leaves those of whom
	// nothing runs out between its two moments.
	Page(ctx context.Context, employer string, after id.ID, limit int, expiring *Window) ([]*worker.Worker, error)
	// Change locks the passport, keeping clearances out, and gives it to act with the bookings that rely on it and end
	// after now. What act returns is written. It returns ErrNoWorker, or act's error, with nothing written.
	Change(ctx context.Context, workerID id.ID, now time.Time, act func(*worker.Worker, Relying) (Changed, error)) error
	// Personal opens the personal fields of some workers. Whose key is gone is left out.
	Personal(ctx context.Context, workers ...id.ID) (map[id.ID]Personal, error)
}

// Clearances keeps the answers to bookings and who relies on them.
type Clearances interface {
	// Answer gives decide the passport of the booking's worker (nil when unknown), keeping changes out, and writes what it
	// decides with its fact. A booking that has its answer is left alone: decide is not called and nil is returned.
	Answer(ctx context.Context, r Reliance, decide func(*worker.Worker, Circumstances) (Judged, Fact, error)) error
	// TakeBack locks the passport and, while the booking's clearance stands, gives it to decide; the clearance ends with
	// the fact that decide returns. Without a fact, a clearance or a worker nothing changes.
	TakeBack(ctx context.Context, r Reliance, decide func(*worker.Worker, Circumstances) (Judged, Fact, error)) error
	// Keep writes what shifts last said of a booking. Older words change nothing.
	Keep(ctx context.Context, r Reliance) error
	// LiveAt gives the confirmed booking of a worker with a host that is not over, or ErrNoBooking.
	LiveAt(ctx context.Context, workerID id.ID, host string, now time.Time) (Reliance, error)
	// WorkedAt tells whether a confirmed booking of the worker at the site is over.
	WorkedAt(ctx context.Context, workerID id.ID, site string, now time.Time) (bool, error)
	// Around gives the circumstances of a booking that somebody asks about.
	Around(ctx context.Context, b clearance.Booking) (Circumstances, error)
	// RecordRead records one such reading with the fact that tells it.
	RecordRead(ctx context.Context, r RegisterReading, f Fact) error
}

// What the ports answer when something is not there.
var (
	ErrNoWorker  = fault.New(fault.NotFound, "worker_not_found", "There is no such worker, or the worker is not yours to see.")
	ErrNoBooking = fault.New(fault.NotFound, "worker_not_found", "There is no such worker, or the worker is not yours to see.")
)

// RegistersRead tells, by register, when it was last read for all staff of one employer.
type RegistersRead = map[string]time.Time

// RegisterReading is one reading of a register for all staff of an employer.
type RegisterReading struct {
	ID             id.ID
	Employer, Body string
	At             time.Time
}

// Window is a span of time.
type Window struct{ From, Until time.Time }

// ReliantState is how far a booking relies on a passport.
type ReliantState string

// The states of reliance.
const (
	Attested  ReliantState = "attested"  // cleared, and not yet confirmed
	Confirmed ReliantState = "confirmed" // the worker is booked
	Ended     ReliantState = "ended"     // refused, expired, withdrawn, cancelled or revoked
)

// Reliance is one booking that rests on a passport, as shifts last told it.
type Reliance struct {
	Booking clearance.Booking
	Ward    string
	// Version is the booking's version in shifts; the newest word counts.
	Version     int64
	State       ReliantState
	ConfirmedAt *time.Time
}

// Relying is what a change must look at beside the passport.
type Relying struct {
	Bookings []clearance.Booking
	// Around are the circumstances of each, by booking id.
	Around map[id.ID]Circumstances
	// Credentials are those of the worker that may still be relied on.
	Credentials []credential.Issued
}

// Changed is what a change writes beside the passport.
type Changed struct {
	Facts []Fact
	// Uncleared are the decisions that end a clearance, by booking id.
	Uncleared map[id.ID]Judged
	// Explained are decisions that end bookings by an event of the passport, and are kept for those who ask why.
	Explained []Judged
	// Numbers are registration numbers to be sealed, by register.
	Numbers map[string]string
	// References are where the proof of new checks is to be found, to be sealed.
	References []Reference
	// Adjusted is the change of what the worker asks employers to adjust; nil for none.
	Adjusted *Adjusted
	// Erase destroys the worker's key, and with it all that was sealed.
	Erase bool
	// Revoked are credentials that are taken back, each with its reason code.
	Revoked map[id.ID]string
	// StaffNumber is sealed when it is not empty.
	StaffNumber string
	// Imported are the rows of a file that the change records or takes back; nil for every other change.
	Imported *ImportedRows
}

// By says who acts in whose name, and in which request.
type By struct {
	// Actor is opaque; OnBehalfOf an ODS code.
	Actor, OnBehalfOf string
	// RequestID is the request's, EventID that of the event which led to this, whichever there is.
	RequestID, EventID string
}

// Passports is the service's use cases.
type Passports struct {
	Workers    Workers
	Clearances Clearances
	Decisions  Decisions
	Dues       Dues
	Imports    Imports
	Partners   Partners
	Rights     Rights
	Looks      Looks
	Expiries   Expiries
	Clock      clock.Clock
	Record     RecordKeeping
	Reference  ReferenceData
	// Lineage may be nil: a world without mergers.
	Lineage Lineage
	// ICS is the system that the instance serves.
	ICS string

	Credentials Credentials
	IssuerKeys  IssuerKeys
	Lists       Lists
	// Addresses stand in credentials.
	Addresses Addresses

	Offers        Offers
	Presentations Presentations
	Doors         Doors
	Approaches    Approaches
	Outside       Outside
	// Unsigned lets workers answer receivers whose requests nobody signed; the operator decides.
	Unsigned bool

	Published *Published
	// Requests signs what receivers ask.
	Requests *RequestSigner
}

func by(p auth.Principal, requestID string) By {
	return By{Actor: p.Subject, OnBehalfOf: p.Employer, RequestID: requestID}
}
