package app

import (
	"context"
	"time"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
)

// Rights reads what workers may know and decide about their own passports.
type Rights interface {
	// Reliant gives the bookings that rest on a passport and end after now, by their beginning.
	Reliant(ctx context.Context, workerID id.ID, now time.Time) ([]Reliance, error)
}

// ErrNoDisclosure says that nothing was said about a host, and no agreement opens it.
var ErrNoDisclosure = fault.New(fault.NotFound, "no_such_disclosure", "You have not said yes to this employer, and no agreement of your home employer opens it.")
