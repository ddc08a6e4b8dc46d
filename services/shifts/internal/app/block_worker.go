package app

import (
	"context"
	"errors"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/eligibility"
)

// maxReview is the latest moment at which a block is looked at again: nobody is blocked for longer without a decision.
const maxReview = 183 * 24 * time.Hour

var wardCode = regexp.MustCompile(`^[A-Za-z0-9_-]{0,64}$`)

// Appeal is what a worker can do against a block.
const Appeal = eligibility.Appeal

// NewBlock is a block to be placed. An empty ward is every ward of the employer.
type NewBlock struct {
	WorkerID  id.ID
	Ward, Why string
	ReviewAt  time.Time
}

// BlockWorker keeps a worker off the shifts of the caller's employer, or of one of its wards. Bookings that stand are not
// ended by it. The worker is told with the day of the review and how to appeal.
func (a *App) BlockWorker(ctx context.Context, n NewBlock) (Block, error) {
	who, err := a.check(ctx, BlockWorker, auth.Facts{Employer: employerOf(ctx)})
	if err != nil {
		return Block{}, err
	}
	now := a.clock.Now()
	var wrong []fault.Field
	unless := func(ok bool, field, message string) {
		if !ok {
			wrong = append(wrong, fault.Field{Location: "body." + field, Message: message})
		}
	}
	unless(n.WorkerID != id.Nil, "worker_id", "Give the worker's id as the booking shows it.")
	unless(wardCode.MatchString(n.Ward), "ward", "Give the ward's code, or leave it out for every ward.")
	unless(slices.Contains(BlockWhys, n.Why), "why", "Choose why: "+strings.Join(BlockWhys, ", ")+".")
	unless(n.ReviewAt.After(now) && !n.ReviewAt.After(now.Add(maxReview)), "review_on", "Give a day within half a year on which the block is looked at again.")
	if wrong != nil {
		return Block{}, fault.New(fault.Invalid, "invalid_input", "Some of this cannot be right; see what to change.").WithFields(wrong...)
	}
	b := Block{ID: id.New(), WorkerID: n.WorkerID, Why: n.Why, PlacedAt: now, Block: eligibility.Block{Employer: who.Employer, Ward: n.Ward, ReviewAt: n.ReviewAt}}
	err = a.hours.PlaceBlock(ctx, b, blockTelling(b))
	if errors.Is(err, ErrRepeated) {
		return Block{}, fault.New(fault.Conflict, "blocked_already", "This worker is blocked there already. Lift that block first to change it.")
	}
	return b, err
}

// Unblock lifts a block of the caller's employer.
func (a *App) Unblock(ctx context.Context, blockID id.ID) (Block, error) {
	b, err := a.hours.Block(ctx, blockID)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return Block{}, err
	}
	if _, perr := a.check(ctx, BlockWorker, auth.Facts{Employer: b.Employer}); perr != nil {
		return Block{}, perr
	}
	if err != nil {
		return Block{}, unknown()
	}
	now := a.clock.Now()
	b.LiftedAt = &now
	err = a.hours.LiftBlock(ctx, b)
	if errors.Is(err, ErrRaced) {
		return Block{}, fault.New(fault.Conflict, "lifted_already", "This block has been lifted already.")
	}
	return b, err
}

// Blocks gives the blocks that stand: an employer's own, or those of the worker who asks.
func (a *App) Blocks(ctx context.Context) ([]Block, error) {
	who, _ := auth.From(ctx)
	facts := auth.Facts{Employer: who.Employer, Worker: who.WorkerID}
	if _, err := a.check(ctx, ListBlocks, facts); err != nil {
		return nil, err
	}
	if who.Role != auth.Worker {
		return a.hours.BlocksOf(ctx, who.Employer, id.Nil)
	}
	workerID, err := id.Parse(who.WorkerID)
	if err != nil {
		return nil, unknown()
	}
	return a.hours.BlocksOf(ctx, "", workerID)
}
