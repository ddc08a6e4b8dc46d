package app

import (
	"context"
	"net/url"
	"time"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/approach"
)

// Outside calls receivers outside this system. It refuses every address that is not at one of hosts, and whatever would
// lead into the network that this service stands in.
type Outside interface {
	// May refuses an address that would not be called.
	May(address string, hosts []string) error
	// Fetch reads what a receiver asks.
	Fetch(ctx context.Context, address string, hosts []string) ([]byte, error)
	// Bring posts an answer and tells whether the receiver took it, and what it says. An error does not mean that nothing
	// arrived.
	Bring(ctx context.Context, address string, form url.Values, hosts []string) (taken bool, says []byte, err error)
}

// Approaches keeps what receivers outside this system ask of workers whose passport is kept here.
type Approaches interface {
	// AddApproach writes version 1 with its fact. When the worker has opened the receiver's very request before, nothing is
	// written and that one is given.
	AddApproach(ctx context.Context, a *approach.Approach, f Fact) (*approach.Approach, error)
	// OpenApproach gives the worker's newest that was fetched at an address and can still be answered, or ErrNoApproach.
	OpenApproach(ctx context.Context, workerID id.ID, requestURI string, now time.Time) (*approach.Approach, error)
	// Approach gives one of a worker's, or ErrNoApproach.
	Approach(ctx context.Context, workerID, approachID id.ID) (*approach.Approach, error)
	// ChangeApproach locks one of a worker's and gives it to act. What act returns is written with it. It returns
	// ErrNoApproach, ErrApproachAnswered when another worker has answered the receiver's request, or act's error, with
	// nothing written.
	ChangeApproach(ctx context.Context, workerID, approachID id.ID, act func(*approach.Approach) (Approached, error)) error
	// ApproachesOf gives a worker's newest.
	ApproachesOf(ctx context.Context, workerID id.ID, limit int) ([]*approach.Approach, error)
}

// Approached is what a change of an approach writes beside it. Look is for the worker's log of looks; nil for none.
type Approached struct {
	Fact Fact
	Look *Look
}

// What these ports answer when something is not there.
var (
	ErrNoApproach       = fault.New(fault.NotFound, "approach_not_found", "There is no such request, or it is not yours to see.")
	ErrApproachAnswered = fault.New(fault.Conflict, "approach_answered", "This request was answered before, by somebody else. Ask the receiver for a new one.")
)
