package app

import (
	"context"
	"time"

	"github.com/muster-ics/muster/pkg/id"
)

// ShiftFact is what shifts told last of one shift.
type ShiftFact struct {
	Shift   id.ID
	Version int64
	// Host is the employer where it is.
	Host, Site, Ward, StaffGroup, Role, Band string
	StartsAt, EndsAt                         time.Time
	NetMinutes                               int
	// RatePence is the host's basic pay an hour, AgencyPence what the agency that has it charges, 0 when none has.
	RatePence, AgencyPence int64
	// Status and FilledBy are codes of the shifts contract.
	Status, FilledBy string
	// Requirements is the contract's shifts.Requirements, as JSON.
	Requirements []byte
	PostedAt     time.Time
}

// BookingFact is when a worker is known to be busy.
type BookingFact struct {
	Booking          id.ID
	Version          int64
	Worker           id.ID
	Home             string
	StartsAt, EndsAt time.Time
	// Stands is false once the booking has ended otherwise than by being worked.
	Stands bool
}

// ShiftFactQuery narrows a reading of shifts.
type ShiftFactQuery struct {
	Hosts []string
	// From and Before bound the start.
	From, Before time.Time
}

// ShiftFacts keeps what shifts tells. What is older than what is kept changes nothing.
type ShiftFacts interface {
	PutShifts(ctx context.Context, facts []ShiftFact) error
	PutBookings(ctx context.Context, facts []BookingFact) error
	// Each calls do with some thousands of shifts at a time, in order of start and id.
	Each(ctx context.Context, q ShiftFactQuery, do func([]ShiftFact) error) error
	// Count tells how many Each would give.
	Count(ctx context.Context, q ShiftFactQuery) (int, error)
	// Some gives those of the shifts that have been told, in order of start and id.
	Some(ctx context.Context, shifts []id.ID) ([]ShiftFact, error)
	// Busy gives the bookings that stand and touch the time between two moments.
	Busy(ctx context.Context, from, until time.Time) ([]BookingFact, error)
	// Forget drops what ended before a moment, some thousands of rows at a time, and tells how many.
	Forget(ctx context.Context, before time.Time) (int, error)
}
