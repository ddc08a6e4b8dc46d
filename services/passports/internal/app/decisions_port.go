package app

import (
	"context"
	"time"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/check"
	"github.com/muster-ics/muster/services/passports/internal/clearance"
	"github.com/muster-ics/muster/services/passports/internal/hostpolicy"
	"github.com/muster-ics/muster/services/passports/internal/override"
	"github.com/muster-ics/muster/services/passports/internal/review"
	"github.com/muster-ics/muster/services/passports/internal/worker"
)

// Decisions keeps what was decided and why, what hosts ask for, what named people decided instead, and what was looked at
// again. Every change is one transaction with its fact and its audit row.
type Decisions interface {
	// Decision gives a kept decision, or ErrNoDecision.
	Decision(ctx context.Context, decisionID id.ID) (KeptDecision, error)
	// DecisionsOf gives a page of a worker's decisions, newest first, those before an id; Nil begins at the newest.
	DecisionsOf(ctx context.Context, workerID, before id.ID, limit int) ([]KeptDecision, error)

	// RefusalsOf gives a page of the answers that said no to bookings still ahead, on an employer's sites or of its workers.
	RefusalsOf(ctx context.Context, employer string, now time.Time, before id.ID, limit int) ([]KeptDecision, error)

	// HostPolicy gives what a host asks for; its zero version is the default.
	HostPolicy(ctx context.Context, employer string) (hostpolicy.Record, error)
	// ChangeHostPolicy keeps answers to bookings at the host out, gives act the policy there is, writes what it returns and
	// has every booking ahead at the host judged again.
	ChangeHostPolicy(ctx context.Context, employer string, now time.Time, act func(hostpolicy.Record) (hostpolicy.Record, Fact, error)) error

	// RecordHostCheck locks the passport, writes a check that a host did itself, and has the worker's bookings ahead at that host
	// judged again.
	RecordHostCheck(ctx context.Context, workerID id.ID, c check.Check, f Fact) error

	// DueBookings gives bookings ahead that are to be judged again by now, soonest first.
	DueBookings(ctx context.Context, now time.Time, limit int) ([]id.ID, error)
	// Rejudge locks the passport on which a due booking rests and gives both to decide. With a fact the clearance ends; without
	// one the booking is due again at next. A booking that is not due any more, or rests on nothing, is left alone.
	Rejudge(ctx context.Context, bookingID id.ID, now time.Time, decide func(*worker.Worker, clearance.Booking, Circumstances) (d Judged, f *Fact, err error)) error
	// ForgetPast leaves bookings that are over out of what is due.
	ForgetPast(ctx context.Context, now time.Time, limit int) (int, error)

	// AskOverride writes a new override with what was written about it, sealed. It returns ErrOverrideOpen when the same is
	// asked for or granted already.
	AskOverride(ctx context.Context, o *override.Override, words string, f Fact) error
	// ChangeOverride locks an override and gives it to act; without a fact nothing is written. It returns ErrNoOverride.
	ChangeOverride(ctx context.Context, overrideID id.ID, act func(*override.Override) (*Fact, error)) error
	// Override gives one with what was written; the words are empty once the worker's key is gone.
	Override(ctx context.Context, overrideID id.ID) (*override.Override, string, error)
	// OverridesOf gives a page of an employer's overrides, as host and as home, newest first. An empty state is all.
	OverridesOf(ctx context.Context, employer, state string, before id.ID, limit int) ([]*override.Override, error)
	// OverridesAbout gives a page of those about one worker, newest first.
	OverridesAbout(ctx context.Context, workerID, before id.ID, limit int) ([]*override.Override, error)
	// CountOverrides counts those that an employer has to do with, by host, code and state.
	CountOverrides(ctx context.Context, employer string, since time.Time) ([]OverrideCount, error)
	// DueOverrides gives those that run out by now.
	DueOverrides(ctx context.Context, now time.Time, limit int) ([]id.ID, error)

	// RequestReview writes a new review with the worker's words, sealed. It returns ErrReviewOpen when there is one.
	RequestReview(ctx context.Context, v *review.Review, words string, f Fact) error
	// AnswerReview locks a review and gives it to act, and seals the words of the answer. It returns ErrNoDecision.
	AnswerReview(ctx context.Context, decisionID id.ID, words string, act func(*review.Review) (Fact, error)) error
	// Reviews gives the reviews of some decisions with what was written.
	Reviews(ctx context.Context, decisions ...id.ID) (map[id.ID]ReviewWords, error)
	// ReviewsOf gives a page of the decisions that workers of a home employer want looked at, newest first.
	ReviewsOf(ctx context.Context, home string, open bool, before id.ID, limit int) ([]id.ID, error)
}

// What the port answers when something is not there, or is there already.
var (
	ErrNoDecision   = fault.New(fault.NotFound, "decision_not_found", "There is no such decision, or it is not yours to see.")
	ErrNoOverride   = fault.New(fault.NotFound, "override_not_found", "There is no such override, or it is not yours to see.")
	ErrOverrideOpen = fault.New(fault.Conflict, "override_open", "The same has been asked for this shift already; look at what was decided.")
	ErrReviewOpen   = fault.New(fault.Conflict, "review_open", "You have asked for this decision to be looked at again already.")
)

// KeptDecision is a decision as it was kept.
type KeptDecision struct {
	ID, WorkerID, BookingID, ShiftID id.ID
	Home, Host                       string
	StartsAt, EndsAt                 time.Time
	// Version is that of the clearance: 1 answered the booking, 2 took the answer back.
	Version int64
	Cause   string
	Engine  int
	Digest  string
	// Inputs and Decision are the bytes that were kept; Decided is Decision read.
	Inputs, Decision []byte
	Decided          clearance.Kept
}

// OverrideCount is how many overrides of one kind there were.
type OverrideCount struct {
	Host  string `json:"host_employer"`
	Code  string `json:"code"`
	State string `json:"state"`
	N     int64  `json:"n"`
}

// ReviewWords is a review with what the two sides wrote; empty once the worker's key is gone.
type ReviewWords struct {
	Review        *review.Review
	Asked, Answer string
}
