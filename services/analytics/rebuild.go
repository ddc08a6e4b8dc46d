package analytics

import (
	"context"

	"github.com/muster-ics/muster/pkg/service"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/bus"
	"github.com/muster-ics/muster/services/analytics/internal/store"
)

// Result is what a rebuild has found.
type Result struct {
	// Events is how many events were folded.
	Events uint64
	// LiveHash and RebuiltHash are the SHA-256 over the rows, in hex, at one point of the history. On a system at rest
	// they are the hash of GET /api/analytics/v1/watermark.
	LiveHash, RebuiltHash string
	Equal                 bool
}

// Rebuild folds the streams of shifts and deployments from their first message, keeps the result in tables of its own and
// compares it with the live rows. The service may go on running: each aggregate is compared at the version that its live
// row had when the rebuild began, so that traffic meanwhile is no difference. progress, when set, is told how far it is.
// d needs Pool and Bus only.
func Rebuild(ctx context.Context, d service.Deps, progress func(done, last uint64)) (Result, error) {
	spans, err := bus.Spans(ctx, d.Bus)
	if err != nil {
		return Result{}, err
	}
	twin := store.NewTwin(d.Pool)
	live, err := twin.Live(ctx)
	if err != nil {
		return Result{}, err
	}
	refold := app.NewRefold(live, spans)
	var r Result
	if r.Events, err = bus.Replay(ctx, d.Bus, spans, refold.Take, progress); err != nil {
		return r, err
	}
	r.LiveHash, r.RebuiltHash = refold.Hashes()
	r.Equal = r.LiveHash == r.RebuiltHash
	return r, twin.Keep(ctx, refold.Newest(), spans)
}

// Swap replaces the live rows by those of the last Rebuild, for when the two differ. Rows from later in the streams stay,
// and running services take the new rows up within a second. d needs Pool only.
func Swap(ctx context.Context, d service.Deps) error { return store.NewTwin(d.Pool).Swap(ctx) }
