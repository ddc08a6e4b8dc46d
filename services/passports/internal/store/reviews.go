package store

import (
	"context"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/pkg/pg"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/review"
	"github.com/muster-ics/muster/services/passports/internal/store/sqlcgen"
	"github.com/muster-ics/muster/services/passports/internal/vault"
)

// The kinds of the rows that hold what worker and home employer wrote.
func reviewAsked(decisionID id.ID) vault.Kind {
	return vault.Kind("review_asked:" + decisionID.String())
}
func reviewAnswer(decisionID id.ID) vault.Kind {
	return vault.Kind("review_answer:" + decisionID.String())
}

// RequestReview implements app.Decisions.
func (s *Store) RequestReview(ctx context.Context, v *review.Review, words string, f app.Fact) error {
	r := v.Record()
	err := s.outbox.InTx(ctx, func(tx *outbox.Tx) error {
		q := sqlcgen.New(tx)
		if err := q.InsertReview(ctx, sqlcgen.InsertReviewParams{
			DecisionID: r.DecisionID, Version: r.Version, WorkerID: r.WorkerID, BookingID: r.BookingID, HomeEmployer: r.Home, RequestedAt: r.RequestedAt,
		}); err != nil {
			return err
		}
		if err := s.sealWords(ctx, q, r.WorkerID, reviewAsked(r.DecisionID), words); err != nil {
			return err
		}
		return record(ctx, tx, []app.Fact{f})
	})
	if pg.IsUnique(err, "decision_reviews_pkey") {
		return app.ErrReviewOpen
	}
	return err
}

// AnswerReview implements app.Decisions.
func (s *Store) AnswerReview(ctx context.Context, decisionID id.ID, words string, act func(*review.Review) (app.Fact, error)) error {
	return s.outbox.InTx(ctx, func(tx *outbox.Tx) error {
		q := sqlcgen.New(tx)
		row, err := q.LockReview(ctx, decisionID)
		if err != nil {
			return absent(err, app.ErrNoDecision)
		}
		v := reviewOf(row)
		f, err := act(v)
		if err != nil {
			return err
		}
		r := v.Record()
		if err := q.AnswerReview(ctx, sqlcgen.AnswerReviewParams{
			DecisionID: r.DecisionID, Version: r.Version, Outcome: maybe(r.Outcome), AnsweredBy: maybe(r.AnsweredBy), AnsweredAt: r.AnsweredAt,
		}); err != nil {
			return err
		}
		if err := s.sealWords(ctx, q, r.WorkerID, reviewAnswer(r.DecisionID), words); err != nil {
			return err
		}
		return record(ctx, tx, []app.Fact{f})
	})
}

// Reviews implements app.Decisions.
func (s *Store) Reviews(ctx context.Context, decisions ...id.ID) (map[id.ID]app.ReviewWords, error) {
	out := map[id.ID]app.ReviewWords{}
	if len(decisions) == 0 {
		return out, nil
	}
	rows, err := s.read().GetReviews(ctx, decisions)
	if err != nil {
		return nil, err
	}
	for _, row := range rows {
		w, err := s.openWords(ctx, row.WorkerID, reviewAsked(row.DecisionID), reviewAnswer(row.DecisionID))
		if err != nil {
			return nil, err
		}
		out[row.DecisionID] = app.ReviewWords{Review: reviewOf(row), Asked: w[reviewAsked(row.DecisionID)], Answer: w[reviewAnswer(row.DecisionID)]}
	}
	return out, nil
}

// ReviewsOf implements app.Decisions.
func (s *Store) ReviewsOf(ctx context.Context, home string, open bool, before id.ID, limit int) ([]id.ID, error) {
	rows, err := s.read().ReviewsOfHome(ctx, sqlcgen.ReviewsOfHomeParams{Homes: s.codesNow(home), OpenOnly: open, Before: before, Page: int32(limit)})
	out := make([]id.ID, len(rows))
	for i, r := range rows {
		out[i] = r.DecisionID
	}
	return out, err
}

func reviewOf(row sqlcgen.DecisionReview) *review.Review {
	r := review.Record{
		DecisionID: row.DecisionID, BookingID: row.BookingID, WorkerID: row.WorkerID, Home: row.HomeEmployer, Version: row.Version,
		RequestedAt: row.RequestedAt.UTC(), AnsweredAt: utc(row.AnsweredAt),
	}
	if row.Outcome != nil && row.AnsweredBy != nil {
		r.Outcome, r.AnsweredBy = *row.Outcome, *row.AnsweredBy
	}
	return review.Rehydrate(r)
}
