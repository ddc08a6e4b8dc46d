package analytics

import (
	"context"

	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/service"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/bus"
	"github.com/muster-ics/muster/services/analytics/internal/store"
)

// Result is what a rebuild has found.
type Result struct {
	app.Rebuilt
	// Equal tells that the live rows and the rebuilt ones have the same hash at one point of the history. On a system at
	// rest that is the hash of GET /api/analytics/v1/watermark.
	Equal bool
}

// Rebuild folds the streams from their first message, keeps the result in tables of its own and compares it with the live
// rows. The service may go on running: each aggregate is compared at the version that its live row had when the rebuild
// began, so that traffic meanwhile is no difference. A rebuild that is cut off leaves the live rows as they are, and the
// next begins anew. progress, when set, is told what is being done and how far it is. d needs Pool and Bus only.
func Rebuild(ctx context.Context, d service.Deps, progress func(stage string, done, last uint64)) (Result, error) {
	streams := bus.NewStreams(d.Bus)
	spans, err := streams.Spans(ctx)
	if err != nil {
		return Result{}, err
	}
	twin, err := store.OpenTwin(ctx, d.Pool)
	if err != nil {
		return Result{}, err
	}
	defer twin.Close()
	r, err := app.Rebuild(ctx, streams, twin, spans, clock.System(), progress)
	return Result{Rebuilt: r, Equal: err == nil && r.Differences == 0 && r.LiveHash == r.RebuiltHash}, err
}

// Swap replaces the live rows by those of the last Rebuild, for when the two differ. Rows from later in the streams stay,
// and running services take the new rows up within a second. d needs Pool only.
func Swap(ctx context.Context, d service.Deps) error { return store.Swap(ctx, d.Pool) }
