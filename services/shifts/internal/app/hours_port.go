package app

import (
	"context"
	"time"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/booking"
	"github.com/muster-ics/muster/services/shifts/internal/eligibility"
	"github.com/muster-ics/muster/services/shifts/internal/ownroster"
	"github.com/muster-ics/muster/services/shifts/internal/workingtime"
)

// Hours keeps what besides bookings decides whether a worker can take a shift: employers' own rosters, blocks, and the
// worker's own word on when they can. None of it is told to other services; every change has its audit row.
type Hours interface {
	// ImportRoster replaces what the employer imported before for these days, moves the diary of every worker in either,
	// and keeps what recheck finds in their bookings to come, and tells the workers of it. It gives how many bookings have something.
	ImportRoster(ctx context.Context, importID id.ID, r ownroster.Release, now time.Time, recheck func(booking.State, workingtime.Diary) []reason.Reason, tell func(booking.State, []reason.Reason) Telling) (conflicts int, err error)
	// ConflictOf gives what a roster was found to break in a booking; none when nothing was.
	ConflictOf(ctx context.Context, bookingID id.ID) ([]reason.Reason, error)
	// Hosts gives the policies of every employer that has decided something about hours.
	Hosts(ctx context.Context) (map[string]eligibility.Host, error)

	// PlaceBlock keeps a new block and tells the worker: ErrRepeated when the same stands already. LiftBlock ends it: ErrRaced when it has ended.
	PlaceBlock(ctx context.Context, b Block, told Telling) error
	LiftBlock(ctx context.Context, b Block) error
	// Block gives one, or ErrNotFound. BlocksOf gives those that stand: of an employer, or of a worker when it is empty.
	Block(ctx context.Context, blockID id.ID) (Block, error)
	BlocksOf(ctx context.Context, employer string, workerID id.ID) ([]Block, error)

	// Unavailable gives when a worker has said not to be available, and the version of it; 0 when they have said nothing.
	Unavailable(ctx context.Context, workerID id.ID) ([]workingtime.Span, int64, error)
	// PutUnavailable keeps the version after the one there is; ErrRaced when another writer was first.
	PutUnavailable(ctx context.Context, workerID id.ID, version int64, spans []workingtime.Span) error
}

// Block is an employer's decision that a worker does not work on its shifts, or on those of one ward.
type Block struct {
	ID       id.ID `json:"id"`
	WorkerID id.ID `json:"worker_id"`
	eligibility.Block
	// Why is a code of BlockWhys; the case itself stays with the employer.
	Why      string     `json:"why"`
	PlacedAt time.Time  `json:"placed_at"`
	LiftedAt *time.Time `json:"lifted_at,omitempty"`
}

// BlockWhys are why an employer blocks a worker.
var BlockWhys = []string{"conduct_under_review", "capability_under_review", "did_not_attend", "worker_asked", "other"}
