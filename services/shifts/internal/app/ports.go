// Package app is what can be asked of the shifts service: one use case a file, each named by its verb.
package app

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/booking"
	"github.com/muster-ics/muster/services/shifts/internal/eligibility"
	"github.com/muster-ics/muster/services/shifts/internal/pay"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
	"github.com/muster-ics/muster/services/shifts/internal/workingtime"
)

// What the store says when it has no answer.
var (
	// ErrNotFound: there is no such row.
	ErrNotFound = errors.New("not found")
	// ErrNotTaken: the claim found the shift not open, started or changed since it was read. Nothing was written.
	ErrNotTaken = errors.New("the shift was not there to be taken")
	// ErrTooNear: the claim met the constraint worker_rest. Nothing was written.
	ErrTooNear = errors.New("too near another shift of the worker")
	// ErrDiaryMoved: the worker's diary is not the one on which the claim was judged. Nothing was written.
	ErrDiaryMoved = errors.New("the worker's diary has changed")
	// ErrBankHasTime: the table refused an agency before the bank had its time. Nothing was written.
	ErrBankHasTime = errors.New("the bank still has its time")
	// ErrRaced: another writer made the version first. Nothing was written.
	ErrRaced = errors.New("another change came first")
	// ErrAsked: a request of that kind waits for its answer already. Nothing was written.
	ErrAsked = errors.New("asked already")
	// ErrRepeated: the idempotency key of the request has been used before. Nothing was written.
	ErrRepeated = errors.New("the request was made before")
)

// Standing is a shift with its booking, both locked, shift first, for the length of one change.
type Standing struct {
	Shift *shift.Shift
	// Booking is the one that was asked for, or the shift's live one; nil when there is none.
	Booking *booking.Booking
	// Predecessor is the booking that a held successor would follow.
	Predecessor *booking.Booking
	// Answers and HoldOver are there when a booking was asked for. HoldOver tells, by the database's clock, that the
	// time of a hold is up.
	Answers  booking.Answers
	HoldOver bool
	// Rest is a new shift that the change posts beside them; nil for none.
	Rest *shift.Shift
}

// Shifts keeps shifts. Every change is one transaction of the new version, its event and its audit row, and is told to
// the bus after commit.
type Shifts interface {
	// Post keeps new shifts, all or none.
	Post(ctx context.Context, shifts []*shift.Shift) error
	// Get gives a shift, or ErrNotFound.
	Get(ctx context.Context, shiftID id.ID) (shift.State, error)
	// List gives shifts by (starts_at, id), soonest first.
	List(ctx context.Context, f ShiftFilter) ([]shift.State, error)
	// Like gives open shifts for the same work, nearest in time first.
	Like(ctx context.Context, s shift.State, now time.Time, limit int) ([]shift.State, error)
	// Lapsed gives ids of open shifts whose start has passed by the database's clock.
	Lapsed(ctx context.Context, limit int) ([]id.ID, error)
	// Unapproved gives ids of shifts that wait for approval though their start has passed by the database's clock.
	Unapproved(ctx context.Context, limit int) ([]id.ID, error)
	// Update locks the shift and its live booking, calls change, and saves what changed. An error of change is returned
	// as it is and nothing is saved. change may run more than once.
	Update(ctx context.Context, shiftID id.ID, change func(*Standing) error) error

	Releases
}

// Bookings keeps bookings, with the same promise of one transaction a change.
type Bookings interface {
	// Candidate reads what the decision about a claim needs: the shift, the worker as far as the decision needs them,
	// the worker's diary with its version, the host's policy, and what the host pays by. ErrNotFound when there is no such shift. An unknown
	// worker has only an id.
	Candidate(ctx context.Context, shiftID, workerID id.ID) (shift.State, eligibility.Worker, eligibility.Facts, pay.Rules, error)
	// Claim writes a held booking and takes its shift, in one statement: ErrNotTaken, ErrTooNear,
	// ErrDiaryMoved, ErrRepeated or nil.
	// tell offers the event to the bus; the caller calls it once it holds nothing that others wait for.
	Claim(ctx context.Context, s shift.State, b *booking.Booking) (tell func(), err error)
	// Get gives a booking and its shift, or ErrNotFound.
	Get(ctx context.Context, bookingID id.ID) (booking.State, shift.State, error)
	// List gives bookings with their shifts by (starts_at, id).
	List(ctx context.Context, f BookingFilter) ([]Booked, error)
	// Diary gives the worker's diary about a moment: as far back and ahead as a rule looks.
	Diary(ctx context.Context, workerID id.ID, about time.Time) (workingtime.Diary, error)
	// LiveOfWorker gives ids of held and confirmed bookings of shifts that start after now.
	LiveOfWorker(ctx context.Context, workerID id.ID, now time.Time) ([]id.ID, error)
	// ExpiredHolds gives ids of holds whose time is up by the database's clock.
	ExpiredHolds(ctx context.Context, limit int) ([]id.ID, error)
	// Update locks the booking's shift and then the booking, calls change and saves what changed. ErrNotFound when
	// there is no such booking.
	Update(ctx context.Context, bookingID id.ID, change func(*Standing) error) error
	// Answer is Update that first records an answer, if the booking is still held.
	Answer(ctx context.Context, bookingID id.ID, a Answer, change func(*Standing) error) error
}

// Answer is one service's answer to a booking: exactly one of the two is set.
type Answer struct {
	Clearance     *booking.Clearance
	Authorisation *booking.Authorisation
}

// ReadModels keeps what other services have told. A version that is not newer than what is there changes nothing.
type ReadModels interface {
	PutWorker(ctx context.Context, w WorkerTold) error
	// RaiseFloor raises the revocation floor of a known worker, whatever version is kept.
	RaiseFloor(ctx context.Context, workerID id.ID, floor int64) error
	PutAgreement(ctx context.Context, a AgreementTold) error
	PutEmployer(ctx context.Context, version int64, e Employer) error
	PutSite(ctx context.Context, version int64, s Site) error

	// Worker gives the passport as it was told and the revocation floor, or ErrNotFound.
	Worker(ctx context.Context, workerID id.ID) (passport json.RawMessage, floor int64, err error)
	// AgreementsOf gives the agreements that name the employer, as they were told, without drafts and without those that
	// ended by a moment. State is nil where the version is the one that known has.
	AgreementsOf(ctx context.Context, employer string, endedBy time.Time, known map[id.ID]int64) ([]AgreementTold, error)
	Employers(ctx context.Context) ([]Employer, error)
	// Sites gives the sites of one employer, or of all when it is empty.
	Sites(ctx context.Context, employer string) ([]Site, error)
	// Site gives one site, or ErrNotFound.
	Site(ctx context.Context, ods string) (Site, error)
}

// Histories reads what has happened.
type Histories interface {
	// OfShift and OfBooking give the audit entries of one aggregate, oldest first.
	OfShift(ctx context.Context, shiftID id.ID) ([]Entry, error)
	OfBooking(ctx context.Context, bookingID id.ID) ([]Entry, error)
}

// WorkerTold is a worker at one version. Rank orders the two aggregates that tell of one worker.
type WorkerTold struct {
	ID           id.ID
	Version      int64
	Rank         int16
	HomeEmployer string
	Status       string
	Floor        int64
	// Hours is what a claim needs to judge working time.
	Hours    workingtime.Worker
	Passport json.RawMessage
}

// AgreementTold is an agreement at one version of its aggregate.
type AgreementTold struct {
	ID      id.ID
	Version int64
	Status  string
	State   json.RawMessage
	// Parties and EndsAt are of the state, for finding it.
	Parties []string
	EndsAt  *time.Time
}

// Employer is an organisation that posts shifts.
type Employer struct{ ODS, Name, ICS string }

// Site is a place where shifts are worked. Lat and Lon are degrees; both 0 when nobody has told them.
type Site struct {
	ODS, Employer, Name, Town, Postcode string
	Lat, Lon                            float64
}

// Booked is a booking with its shift.
type Booked struct {
	Booking booking.State
	Shift   shift.State
}

// Cursor is where a list goes on: after this time and, within it, after this id. The zero value is the beginning.
type Cursor struct {
	At time.Time
	ID id.ID
}

// ShiftFilter narrows a list of shifts. Empty fields do not narrow.
type ShiftFilter struct {
	Employer string
	Statuses []shift.Status
	From, To *time.Time
	After    Cursor
	Limit    int
}

// BookingFilter narrows a list of bookings. Empty fields do not narrow.
type BookingFilter struct {
	WorkerID     id.ID
	ShiftID      id.ID
	HostEmployer string
	Statuses     []booking.Status
	// EndsAfter leaves out what was over by then.
	EndsAfter *time.Time
	After     Cursor
	Limit     int
}

// Entry is one line of the history of a shift or a booking.
type Entry struct {
	Version               int64
	Event, Action, Reason string
	Actor                 string
	At                    time.Time
}
