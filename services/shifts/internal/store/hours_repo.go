package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/muster-ics/muster/events/footprint"
	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/pkg/pg"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/eligibility"
	"github.com/muster-ics/muster/services/shifts/internal/policy"
	"github.com/muster-ics/muster/services/shifts/internal/store/sqlcgen"
	"github.com/muster-ics/muster/services/shifts/internal/workingtime"
)

// HoursRepo implements app.Hours.
type HoursRepo struct{ base }

var _ app.Hours = (*HoursRepo)(nil)

// ConflictOf implements app.Hours.
func (r *HoursRepo) ConflictOf(ctx context.Context, bookingID id.ID) ([]reason.Reason, error) {
	raw, err := r.q.ConflictOf(ctx, bookingID)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read what a roster breaks: %w", err)
	}
	return decodeReasons(raw)
}

// Hosts implements app.Hours.
func (r *HoursRepo) Hosts(ctx context.Context) (map[string]eligibility.Host, error) {
	rows, err := r.q.HostPolicies(ctx, string(policy.KindWorkingTime))
	if err != nil {
		return nil, fmt.Errorf("list policies: %w", err)
	}
	out := make(map[string]eligibility.Host, len(rows))
	for _, row := range rows {
		p, err := policy.Read[policy.WorkingTime](row.Body)
		if err != nil {
			return nil, fmt.Errorf("of %s: %w", row.Employer, err)
		}
		out[row.Employer] = eligibility.Host{Hours: p.Policy}
	}
	return footprint.Resolved(r.heirs.Heirs(), out, r.tell.Now()), nil
}

// PlaceBlock implements app.Hours.
func (r *HoursRepo) PlaceBlock(ctx context.Context, b app.Block, told app.Telling) error {
	err := r.inTx(ctx, func(_ *outbox.Tx, q *sqlcgen.Queries) error {
		err := q.InsertBlock(ctx, sqlcgen.InsertBlockParams{
			ID: b.ID, Employer: b.Employer, WorkerID: b.WorkerID, Ward: b.Ward, Why: b.Why, ReviewAt: b.ReviewAt, PlacedAt: b.PlacedAt})
		if err != nil {
			return err
		}
		if err := auditAlone(ctx, q, alone{Entity: "shifts.block", Aggregate: b.ID.String(), Version: 1, Action: "block.placed", After: b}); err != nil {
			return err
		}
		return tellIn(ctx, q, []app.Telling{told})
	})
	if pg.IsUnique(err, "blocks_standing") {
		return app.ErrRepeated
	}
	return named("place a block", err)
}

// LiftBlock implements app.Hours.
func (r *HoursRepo) LiftBlock(ctx context.Context, b app.Block) error {
	before := b
	before.LiftedAt = nil
	return r.inTx(ctx, func(_ *outbox.Tx, q *sqlcgen.Queries) error {
		n, err := q.LiftBlock(ctx, sqlcgen.LiftBlockParams{ID: b.ID, LiftedAt: b.LiftedAt})
		if err != nil {
			return fmt.Errorf("lift a block: %w", err)
		}
		if n == 0 {
			return app.ErrRaced
		}
		return auditAlone(ctx, q, alone{Entity: "shifts.block", Aggregate: b.ID.String(), Version: 2, Action: "block.lifted", Before: before, After: b})
	})
}

// Block implements app.Hours.
func (r *HoursRepo) Block(ctx context.Context, blockID id.ID) (app.Block, error) {
	row, err := r.q.GetBlock(ctx, blockID)
	return blockOf(row), found(err, "read a block")
}

// BlocksOf implements app.Hours.
func (r *HoursRepo) BlocksOf(ctx context.Context, employer string, workerID id.ID) ([]app.Block, error) {
	rows, err := r.q.StandingBlocks(ctx, sqlcgen.StandingBlocksParams{Employers: r.codes(employer), WorkerID: some(workerID)})
	if err != nil {
		return nil, fmt.Errorf("list blocks: %w", err)
	}
	out := make([]app.Block, len(rows))
	for i, row := range rows {
		out[i] = blockOf(row)
	}
	return out, nil
}

func blockOf(b sqlcgen.Block) app.Block {
	return app.Block{ID: b.ID, WorkerID: b.WorkerID, Why: b.Why, PlacedAt: b.PlacedAt, LiftedAt: b.LiftedAt,
		Block: eligibility.Block{Employer: b.Employer, Ward: b.Ward, ReviewAt: b.ReviewAt}}
}

// decodeBlocks reads the blocks with which a shift is loaded for a claim.
func decodeBlocks(employer string, raw []byte) ([]eligibility.Block, error) {
	var rows []struct {
		Ward     string    `json:"ward"`
		ReviewAt time.Time `json:"review_at"`
	}
	if err := json.Unmarshal(raw, &rows); err != nil {
		return nil, fmt.Errorf("read blocks: %w", err)
	}
	var out []eligibility.Block
	for _, b := range rows {
		out = append(out, eligibility.Block{Employer: employer, Ward: b.Ward, ReviewAt: b.ReviewAt})
	}
	return out, nil
}

// Unavailable implements app.Hours.
func (r *HoursRepo) Unavailable(ctx context.Context, workerID id.ID) ([]workingtime.Span, int64, error) {
	return unavailableIn(ctx, r.q, workerID)
}

func unavailableIn(ctx context.Context, q *sqlcgen.Queries, workerID id.ID) ([]workingtime.Span, int64, error) {
	row, err := q.GetUnavailability(ctx, workerID)
	if errors.Is(err, pgx.ErrNoRows) {
		return []workingtime.Span{}, 0, nil
	}
	if err != nil {
		return nil, 0, fmt.Errorf("read availability: %w", err)
	}
	spans := []workingtime.Span{}
	if err := json.Unmarshal(row.Spans, &spans); err != nil {
		return nil, 0, fmt.Errorf("read availability: %w", err)
	}
	return spans, row.Version, nil
}

// PutUnavailable implements app.Hours.
func (r *HoursRepo) PutUnavailable(ctx context.Context, workerID id.ID, version int64, spans []workingtime.Span) error {
	raw, err := json.Marshal(append([]workingtime.Span{}, spans...))
	if err != nil {
		return err
	}
	return r.inTx(ctx, func(_ *outbox.Tx, q *sqlcgen.Queries) error {
		before, _, err := unavailableIn(ctx, q, workerID)
		if err != nil {
			return err
		}
		n, err := q.PutUnavailability(ctx, sqlcgen.PutUnavailabilityParams{WorkerID: workerID, Version: version, Spans: raw})
		if err != nil {
			return fmt.Errorf("keep availability: %w", err)
		}
		if n == 0 {
			return app.ErrRaced
		}
		return auditAlone(ctx, q, alone{Entity: "shifts.availability", Aggregate: workerID.String(), Version: version, Action: "availability.changed", Before: before, After: spans})
	})
}
