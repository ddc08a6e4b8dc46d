package app

import (
	"context"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/release"

	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// Releases is what the release of shifts needs of their store.
type Releases interface {
	// TakeDue locks open shifts for which time alone asks for a change, leaving out what another replica has locked, calls
	// change on each with the moment by which it is judged, and saves them in one transaction. at is that moment, nil for
	// the database's own. It begins after a cursor on when they fell due, and gives how many it took and the last of them.
	TakeDue(ctx context.Context, at *time.Time, after Cursor, limit int, change func(s *shift.Shift, at time.Time) error) (taken int, last Cursor, err error)
	// Escalation gives one request, or ErrNotFound.
	Escalation(ctx context.Context, escalation id.ID) (shift.Escalation, error)
	// EscalationsOf gives the requests about one shift, oldest first.
	EscalationsOf(ctx context.Context, shiftID id.ID) ([]shift.Escalation, error)
	// Asked gives what waits for an answer on the employer's open shifts, the soonest shift first.
	Asked(ctx context.Context, employer string, now time.Time, limit int) ([]AskedFor, error)
	// OffFramework gives an approval to go off-framework, or ErrNotFound.
	OffFramework(ctx context.Context, approval id.ID) (shift.OffFramework, error)
	// PostedBetween gives what an employer posted in a span, oldest first, for judging another ladder by it.
	PostedBetween(ctx context.Context, employer, staffGroup string, from, to time.Time, limit int) ([]release.Past, error)
}

// AskedFor is a request that waits for an answer, with its shift.
type AskedFor struct {
	Escalation shift.Escalation
	Shift      shift.State
}

// Ladders keeps employers' release ladders. Every change is one transaction of the new version, its event and its audit
// row.
type Ladders interface {
	// For gives the ladder that holds for a staff group, its own or that of every group; ErrNotFound when the employer has
	// chosen neither.
	For(ctx context.Context, employer, staffGroup string) (release.Ladder, error)
	// Of gives an employer's ladders by staff group.
	Of(ctx context.Context, employer string) ([]release.Ladder, error)
	// Put keeps l, whose Version is one more than the one there is; ErrRaced when that is not so any more.
	Put(ctx context.Context, l release.Ladder, changedAt time.Time) error
}
