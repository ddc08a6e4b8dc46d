package app

import (
	"context"
	"strings"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/review"
)

// RequestReview asks, for the worker, that a person of the home employer looks at a decision again.
func (p *Passports) RequestReview(ctx context.Context, decisionID id.ID, words, requestID string) error {
	d, err := p.Decisions.Decision(ctx, decisionID)
	if err != nil {
		return err
	}
	principal, err := Policy.Check(ctx, MayRequestReview, auth.Facts{Worker: d.WorkerID.String(), ICS: p.ICS})
	if err != nil {
		return ErrNoDecision.Because(err)
	}
	w, err := p.Workers.Get(ctx, d.WorkerID)
	if err != nil {
		return err
	}
	now := p.Clock.Now()
	words = strings.TrimSpace(words)
	v, err := review.Request(review.Record{DecisionID: d.ID, BookingID: d.BookingID, WorkerID: d.WorkerID, Home: w.HomeEmployer(), RequestedAt: now}, words)
	if err != nil {
		return refused(err, "")
	}
	f, err := p.reviewTold(ctx, v, now, by(principal, requestID))
	if err != nil {
		return err
	}
	return p.Decisions.RequestReview(ctx, v, words, f)
}

// AnswerReview tells the worker, for the home employer, what was found. The decision stays as it was made: where the record
// was wrong it is put right, and the worker may try again.
func (p *Passports) AnswerReview(ctx context.Context, decisionID id.ID, outcome, words, requestID string) error {
	now := p.Clock.Now()
	words = strings.TrimSpace(words)
	return p.Decisions.AnswerReview(ctx, decisionID, words, func(v *review.Review) (Fact, error) {
		principal, err := Policy.Check(ctx, MayAnswerReview, auth.Facts{Home: v.Record().Home, ICS: p.ICS})
		if err != nil {
			return Fact{}, err
		}
		before := bytesOf(v.Record())
		if err := v.Answer(outcome, words, principal.Subject, now); err != nil {
			return Fact{}, refused(err, "")
		}
		f, err := p.reviewTold(ctx, v, now, by(principal, requestID))
		f.Before = before
		return f, err
	})
}

// FindReviews gives the home employer's people with the duty to verify what their workers want looked at again, newest
// first. open leaves out what has been answered.
func (p *Passports) FindReviews(ctx context.Context, employer string, open bool, before id.ID, limit int) (DecisionPage, error) {
	if _, err := Policy.Check(ctx, MayAnswerReview, auth.Facts{Home: employer, ICS: p.ICS}); err != nil {
		return DecisionPage{}, err
	}
	ids, err := p.Decisions.ReviewsOf(ctx, employer, open, before, limit+1)
	if err != nil {
		return DecisionPage{}, err
	}
	page := DecisionPage{Decisions: []DecisionView{}}
	if len(ids) > limit {
		ids = ids[:limit]
		page.Next = ids[limit-1]
	}
	reviews, err := p.Decisions.Reviews(ctx, ids...)
	if err != nil {
		return DecisionPage{}, err
	}
	for _, decisionID := range ids {
		d, err := p.Decisions.Decision(ctx, decisionID)
		if err != nil {
			return DecisionPage{}, err
		}
		page.Decisions = append(page.Decisions, decisionView(d, reviews[decisionID]))
	}
	return page, nil
}
