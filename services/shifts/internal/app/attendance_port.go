package app

import (
	"context"
	"time"

	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/cancellation"
	"github.com/muster-ics/muster/services/shifts/internal/timesheet"
)

// Attendance reads what happened to bookings after they were confirmed. Changes go through Bookings.
type Attendance interface {
	// Hours gives bookings with hours or disputes that wait for somebody, by (starts_at, id).
	Hours(ctx context.Context, f HoursFilter) ([]Booked, error)
	// Strikes counts how often a worker bore a consequence at one host since then.
	Strikes(ctx context.Context, workerID id.ID, host string, code cancellation.Code, since time.Time) (int, error)
	// Redeployed gives ids of bookings cancelled since then, with another shift offered instead that their worker has by now.
	Redeployed(ctx context.Context, since time.Time, limit int) ([]id.ID, error)
	// Outcomes counts what became of confirmed bookings, by end, notice band and consequence.
	Outcomes(ctx context.Context, f OutcomeFilter) ([]Outcome, error)
}

// HoursFilter narrows a list of worked hours.
type HoursFilter struct {
	Host     string
	Statuses []timesheet.Status
	// Disputes adds bookings without hours whose dispute waits for an answer.
	Disputes bool
	After    Cursor
	Limit    int
}

// OutcomeFilter narrows a count. Empty Host and WorkerID do not narrow.
type OutcomeFilter struct {
	Host     string
	WorkerID id.ID
	// From and To bound the starts of the shifts; To is not included.
	From, To time.Time
}

// Outcome is how many confirmed bookings ended one way. Band and Code are empty for those that stand or were worked.
type Outcome struct {
	Status, Band, Code string
	Bookings           int
	OwedPence          int64
}
