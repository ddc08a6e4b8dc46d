package app

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/worker"
)

// ErrNoAdjustment says that a worker has no such adjustment.
var ErrNoAdjustment = fault.New(fault.NotFound, "no_such_adjustment", "There is no such adjustment.")

const (
	longestAdjustment = 1000
	mostShared        = 50
)

// seenAdjustments is what is to be seen of adjustments; see Look.
var seenAdjustments = []string{"adjustments"}

var odsCode = regexp.MustCompile(`^[A-Z0-9]{1,12}$`)

// AskAdjustment keeps, in the worker's own words, what employers should adjust, and shares it with the employers that the
// worker chooses: none unless named, the home employer neither. It gives the adjustment's id.
func (p *Passports) AskAdjustment(ctx context.Context, text string, sharedWith []string, requestID string) (id.ID, error) {
	if !isText(text) {
		return id.Nil, FieldFault("text", "Say in up to 1000 characters what you would like adjusted.")
	}
	adjustment := id.New()
	return adjustment, p.adjust(ctx, "adjustment.ask", Adjusted{ID: adjustment, Text: text, SharedWith: sharedWith}, requestID)
}

// ShareAdjustment replaces the employers that may read an adjustment of the worker who asks.
func (p *Passports) ShareAdjustment(ctx context.Context, adjustment id.ID, with []string, requestID string) error {
	return p.adjust(ctx, "adjustment.share", Adjusted{ID: adjustment, SharedWith: with}, requestID)
}

// WithdrawAdjustment ends an adjustment of the worker who asks: nobody reads it any more, and its words are destroyed.
func (p *Passports) WithdrawAdjustment(ctx context.Context, adjustment id.ID, requestID string) error {
	return p.adjust(ctx, "adjustment.withdraw", Adjusted{ID: adjustment, Withdrawn: true}, requestID)
}

// adjust is a change of the worker's own passport: the others learn that it has a next version, and nothing of what it says.
func (p *Passports) adjust(ctx context.Context, verb string, a Adjusted, requestID string) error {
	principal, _ := auth.From(ctx)
	workerID, err := id.Parse(principal.WorkerID)
	if err != nil {
		return ErrNoWorker
	}
	if len(a.SharedWith) > mostShared || slices.ContainsFunc(a.SharedWith, func(ods string) bool { return !odsCode.MatchString(ods) }) {
		return FieldFault("shared_with", "Give the ODS codes of at most 50 employers.")
	}
	_, err = p.changeWorker(ctx, change{
		worker: workerID, requestID: requestID, verb: verb, action: MayAdjustOwn,
		act:     func(_ *worker.Worker, now time.Time) error { a.At = now; return nil },
		besides: func(out *Changed) { out.Adjusted = &a },
	})
	return err
}

// OwnAdjustments gives workers what they ask for themselves, withdrawn ones without their words.
func (p *Passports) OwnAdjustments(ctx context.Context) ([]Adjustment, error) {
	principal, _ := auth.From(ctx)
	if _, err := Policy.Check(ctx, MayAdjustOwn, auth.Facts{Worker: principal.WorkerID, ICS: p.ICS}); err != nil {
		return nil, err
	}
	workerID, err := id.Parse(principal.WorkerID)
	if err != nil {
		return nil, ErrNoWorker
	}
	return p.Record.Adjustments(ctx, workerID, "")
}

// AdjustmentsFor gives an employer's people what a worker asks of their employer: the home employer's with the duty to verify,
// and a host's while the worker is booked there. It is empty when the worker has shared nothing with that employer.
func (p *Passports) AdjustmentsFor(ctx context.Context, workerID id.ID) ([]Adjustment, error) {
	principal, err := Policy.Check(ctx, MayReadAdjustments, auth.Facts{Worker: workerID.String(), ICS: p.ICS})
	if err != nil {
		return nil, err
	}
	w, err := p.Workers.Get(ctx, workerID)
	if err != nil {
		return nil, err
	}
	now := p.Clock.Now()
	look := Look{Employer: principal.Employer, Viewer: principal.Subject, Purpose: LookRecord, Kinds: seenAdjustments, At: now}
	if !p.sameNow(w.HomeEmployer(), principal.Employer) || !principal.Has(auth.Verify) {
		r, err := p.Clearances.LiveAt(ctx, workerID, principal.Employer, now)
		if err != nil {
			return nil, err
		}
		look.Purpose, look.Booking = LookCard, r.Booking.ID
	}
	if err := p.Looks.Looked(ctx, look, workerID); err != nil {
		return nil, err
	}
	return p.Record.Adjustments(ctx, workerID, principal.Employer)
}

func isText(s string) bool {
	if strings.TrimSpace(s) == "" || len([]rune(s)) > longestAdjustment {
		return false
	}
	return !strings.ContainsFunc(s, func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\r' })
}
