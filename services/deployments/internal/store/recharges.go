package store

import (
	"context"
	"encoding/json"
	"errors"

	"github.com/jackc/pgx/v5"

	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/services/deployments/internal/agreement"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/recharge"
	"github.com/muster-ics/muster/services/deployments/internal/store/sqlcgen"
)

type recharges struct{ *Store }

// Recharges is the lines between employers, and the ledger.
func (s *Store) Recharges() app.Recharges { return recharges{s} }

// Hear locks the booking, so that two words of it wait for each other even before there is a line.
func (s recharges) Hear(ctx context.Context, w recharge.Work, act func(app.HeardWork) (*app.ChangedRecharge, error)) error {
	return s.write(ctx, func(tx *outbox.Tx, q *sqlcgen.Queries) error {
		if err := q.LockWords(ctx, bookingWords(w.Booking)); err != nil {
			return err
		}
		newer, err := q.HearTimesheet(ctx, sqlcgen.HearTimesheetParams{BookingID: w.Booking, Version: w.Version, Kind: string(w.Kind)})
		if err != nil || newer == 0 {
			return err
		}
		h, err := heard(ctx, q, w)
		if err != nil {
			return err
		}
		changed, err := act(h)
		if err != nil || changed == nil {
			return err
		}
		return keepRecharge(ctx, tx, q, *changed)
	})
}

func heard(ctx context.Context, q *sqlcgen.Queries, w recharge.Work) (h app.HeardWork, err error) {
	if w.Agreement == id.Nil {
		row, err := q.AgreementOfBooking(ctx, w.Booking)
		if err != nil {
			return h, absent(err)
		}
		w.Agreement, w.Terms = *row.AgreementID, *row.AgreementTerms
	}
	h.Work = w
	if h.Clause, err = clauseOf(ctx, q, w.Agreement, w.Terms); err != nil {
		return h, err
	}
	if h.Clause.Basis == recharge.HomeRate && w.Kind == recharge.Worked {
		if h.Card, err = homeCard(ctx, q, w); err != nil {
			return h, err
		}
	}
	row, err := q.LockRechargeOfBooking(ctx, w.Booking)
	if errors.Is(err, pgx.ErrNoRows) {
		return h, nil
	}
	if err != nil {
		return h, err
	}
	x, err := oneRecharge(ctx, q, row)
	h.Recharge = &x
	return h, err
}

func clauseOf(ctx context.Context, q *sqlcgen.Queries, agr id.ID, terms int64) (recharge.Clause, error) {
	raw, err := q.ClausesOf(ctx, sqlcgen.ClausesOfParams{AgreementID: agr, Terms: terms})
	if err != nil {
		return recharge.Clause{}, absent(err)
	}
	c, err := agreement.Read(raw)
	return app.MoneyClause(c), err
}

func homeCard(ctx context.Context, q *sqlcgen.Queries, w recharge.Work) (*recharge.HomeCard, error) {
	day := w.StartsAt.In(clock.London).Format("2006-01-02")
	row, err := q.RateCardFor(ctx, sqlcgen.RateCardForParams{Employer: w.Home, StaffGroup: w.StaffGroup, Band: w.Band, Role: &w.Role, Day: day})
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	card := app.RateCard{ID: row.ID, Version: row.Version}
	if err := errors.Join(json.Unmarshal(row.Rates, &card.Rates), json.Unmarshal(row.Enhancements, &card.Enhancements), json.Unmarshal(row.Hours, &card.Hours)); err != nil {
		return nil, err
	}
	out, _ := card.For(day)
	return out, nil
}

func (s recharges) Update(ctx context.Context, line id.ID, act func(recharge.Recharge, recharge.Clause) (app.ChangedRecharge, error)) error {
	return s.write(ctx, func(tx *outbox.Tx, q *sqlcgen.Queries) error {
		row, err := q.LockRecharge(ctx, line)
		if err != nil {
			return absent(err)
		}
		x, err := oneRecharge(ctx, q, row)
		if err != nil {
			return err
		}
		c, err := clauseOf(ctx, q, row.AgreementID, row.AgreementTerms)
		if err != nil {
			return err
		}
		changed, err := act(x, c)
		if err != nil {
			return err
		}
		return keepRecharge(ctx, tx, q, changed)
	})
}

func (s recharges) PutRateCard(ctx context.Context, c app.RateCard) error {
	rates, err := json.Marshal(c.Rates)
	if err != nil {
		return err
	}
	enhancements, err := json.Marshal(append([]recharge.Enhancement{}, c.Enhancements...))
	if err != nil {
		return err
	}
	hours, err := json.Marshal(c.Hours)
	if err != nil {
		return err
	}
	return s.read().PutRateCard(ctx, sqlcgen.PutRateCardParams{
		ID: c.ID, Version: c.Version, Employer: c.Employer, StaffGroup: c.StaffGroup, Band: c.Band, Role: optional(c.Role), Ward: optional(c.Ward),
		ValidFrom: c.From, ValidUntil: optional(c.Until), Rates: rates, Enhancements: enhancements, Hours: hours,
	})
}
