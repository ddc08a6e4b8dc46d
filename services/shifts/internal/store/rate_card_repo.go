package store

import (
	"context"
	"fmt"
	"slices"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/pkg/pg"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/pay"
	"github.com/muster-ics/muster/services/shifts/internal/store/sqlcgen"
)

// RateCardRepo implements app.RateCards.
type RateCardRepo struct{ base }

var _ app.RateCards = (*RateCardRepo)(nil)

// Of implements app.RateCards.
func (r *RateCardRepo) Of(ctx context.Context, employer string) ([]pay.Card, error) {
	return r.cards(ctx, r.codes(employer))
}

// InLine implements app.RateCards.
func (r *RateCardRepo) InLine(ctx context.Context, employer string) ([]pay.Card, error) {
	line := r.line(employer)
	cards, err := r.cards(ctx, line)
	for i, c := range cards {
		cards[i].Employer, cards[i].Rank = employer, slices.Index(line, c.Employer)
	}
	return cards, err
}

func (r *RateCardRepo) cards(ctx context.Context, employers []string) ([]pay.Card, error) {
	rows, err := r.q.RateCardsOf(ctx, employers)
	if err != nil {
		return nil, fmt.Errorf("list rate cards: %w", err)
	}
	out := make([]pay.Card, len(rows))
	for i, row := range rows {
		if out[i], err = cardOf(row); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Get implements app.RateCards.
func (r *RateCardRepo) Get(ctx context.Context, cardID id.ID) (pay.Card, error) {
	row, err := r.q.GetRateCard(ctx, cardID)
	if err != nil {
		return pay.Card{}, found(err, "read a rate card")
	}
	return cardOf(row)
}

// Put implements app.RateCards.
func (r *RateCardRepo) Put(ctx context.Context, before *pay.Card, c pay.Card) error {
	by := app.CallerOf(ctx)
	told, err := r.tell.RateCard(before, c, by)
	if err != nil {
		return err
	}
	return r.inTx(ctx, func(tx *outbox.Tx, q *sqlcgen.Queries) error {
		if err := q.LockRateCards(ctx, c.Employer); err != nil {
			return fmt.Errorf("lock an employer's rate cards: %w", err)
		}
		if err := r.save(ctx, q, c); err != nil {
			return err
		}
		return tx.Record(ctx, change(told, by))
	})
}

func (r *RateCardRepo) save(ctx context.Context, q *sqlcgen.Queries, c pay.Card) error {
	figures, err := encodeFigures(c)
	if err != nil {
		return err
	}
	n, now := int64(1), r.tell.Now()
	if c.Version == 1 {
		err = q.InsertRateCard(ctx, sqlcgen.InsertRateCardParams{ID: c.ID, Employer: c.Employer, StaffGroup: c.StaffGroup, Band: c.Band, Role: c.Role, Ward: c.Ward,
			FromDay: dateOf(c.From), UntilDay: dateOf(c.Until), Figures: figures, ChangedAt: now})
	} else {
		n, err = q.SaveRateCard(ctx, sqlcgen.SaveRateCardParams{ID: c.ID, FromDay: dateOf(c.From), UntilDay: dateOf(c.Until), Figures: figures, ChangedAt: now, Version: c.Version})
	}
	switch {
	case pg.IsExclusion(err, "rate_card_once"):
		return app.ErrCardOverlaps
	case err != nil:
		return fmt.Errorf("save a rate card: %w", err)
	case n == 0:
		return app.ErrRaced
	}
	return nil
}
