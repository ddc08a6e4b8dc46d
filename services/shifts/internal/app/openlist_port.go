package app

import (
	"context"

	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// ListSource is what the open-shift list in memory is made from. Reads give what is committed.
type ListSource interface {
	// OpenNow gives every shift that is open or held, in batches; an error of each ends it.
	OpenNow(ctx context.Context, each func([]shift.State) error) error
	// StillOpen gives those of the shifts that are open or held.
	StillOpen(ctx context.Context, ids []id.ID) ([]shift.State, error)
	// WorkersTold gives every worker as told last, in batches; Floor is the standing one.
	WorkersTold(ctx context.Context, each func([]WorkerTold) error) error
	// AgreementsTold gives every agreement as told last.
	AgreementsTold(ctx context.Context) ([]AgreementTold, error)
}
