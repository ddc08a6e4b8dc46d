package app

import (
	"context"

	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/preferences"
)

// WorkerPreferences keeps what workers want to see. A change is one transaction with its audit row, and has no event.
type WorkerPreferences interface {
	// Of gives a worker's preferences; the zero value when they have none.
	Of(ctx context.Context, workerID id.ID) (preferences.Preferences, error)
	// Update keeps what change makes of a worker's preferences, one change of a worker after another. An error of change
	// is returned as it is and nothing is saved. change may run more than once.
	Update(ctx context.Context, workerID id.ID, change func(preferences.Preferences) (preferences.Preferences, error)) error
}
