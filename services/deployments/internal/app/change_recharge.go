package app

import (
	"context"
	"errors"
	"time"

	contracts "github.com/muster-ics/muster/events/deployments"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/deployments/internal/recharge"
)

// DisputeRecharge says no to a line for the employer that has to pay it. note is for the other employer's finance people.
func (a *App) DisputeRecharge(ctx context.Context, line id.ID, reason, note string) (recharge.Recharge, error) {
	return a.changeRecharge(ctx, line, RechargeDispute, rechargeDisputed,
		func(x *recharge.Recharge, _ recharge.Clause, by recharge.By, now time.Time) ([]recharge.Entry, error) {
			return nil, x.Dispute(by, reason, note, now)
		})
}

// AnswerRecharge ends a dispute for the employer that is owed the line.
func (a *App) AnswerRecharge(ctx context.Context, line id.ID, outcome string, creditPence int64, note string) (recharge.Recharge, error) {
	as := rechargeAnswered
	if outcome == string(recharge.Credited) {
		as = rechargeRaised
	}
	return a.changeRecharge(ctx, line, RechargeAnswer, as,
		func(x *recharge.Recharge, c recharge.Clause, by recharge.By, now time.Time) ([]recharge.Entry, error) {
			return x.Answer(by, recharge.Outcome(outcome), creditPence, note, c, now, clock.London)
		})
}

// SettleRecharge records a payment for the employer that has to pay the line.
func (a *App) SettleRecharge(ctx context.Context, line id.ID, reference string) (recharge.Recharge, error) {
	return a.changeRecharge(ctx, line, RechargeSettle, rechargeSettled,
		func(x *recharge.Recharge, _ recharge.Clause, by recharge.By, now time.Time) ([]recharge.Entry, error) {
			e, err := x.Settle(by, reference, now)
			return []recharge.Entry{e}, err
		})
}

// SettleStatement settles under one reference every line of a statement that the caller's employer has to pay and that is
// not disputed. Each line is settled by itself; it tells how many were.
func (a *App) SettleStatement(ctx context.Context, home, host string, month recharge.Month, reference string) (settled int, err error) {
	lines, err := a.StatementLines(ctx, home, host, month)
	if err != nil {
		return 0, err
	}
	self, _ := auth.From(ctx)
	for _, x := range lines {
		r := x.Record()
		if r.Status != recharge.Raised || !self.Is(ctx, r.Debtor()) {
			continue
		}
		if _, err := a.SettleRecharge(ctx, r.ID, reference); err != nil {
			return settled, err
		}
		settled++
	}
	if settled == 0 {
		return 0, nothingToSettle()
	}
	return settled, nil
}

// RecordTravel records the miles that the home employer has paid the worker for.
func (a *App) RecordTravel(ctx context.Context, line id.ID, miles int) (recharge.Recharge, error) {
	return a.changeRecharge(ctx, line, RechargeTravel, rechargeRaised,
		func(x *recharge.Recharge, c recharge.Clause, by recharge.By, now time.Time) ([]recharge.Entry, error) {
			return x.Travel(by, miles, c, now, clock.London)
		})
}

// changeRecharge is what all acts on one line have in common.
func (a *App) changeRecharge(ctx context.Context, line id.ID, action auth.Action, as func(contracts.RechargeState) events.Event,
	act func(*recharge.Recharge, recharge.Clause, recharge.By, time.Time) ([]recharge.Entry, error),
) (out recharge.Recharge, err error) {
	err = a.Recharges.Update(ctx, line, func(x recharge.Recharge, c recharge.Clause) (ChangedRecharge, error) {
		before := x.Record()
		ctx, _ := actingAs(ctx, func(code string) bool { return code == sideOf(before, action) })
		if err := a.maySee(ctx, before); err != nil {
			return ChangedRecharge{}, err
		}
		who, err := a.policy.Check(ctx, action, a.ownSide(ctx, before.Work.Home, before.Work.Host))
		if err != nil {
			return ChangedRecharge{}, err
		}
		entries, err := act(&x, c, recharge.By{Employer: who.Employer, Person: who.Subject}, a.Now())
		if err != nil {
			return ChangedRecharge{}, asFault(err)
		}
		out = x
		return ChangedRecharge{x, entries, a.tellRecharge(as, &x, c, &before, a.by(ctx, who, string(action)))}, nil
	})
	return out, absentRecharge(err)
}

// sideOf is the code under which whoever may act on a line is named there.
func sideOf(r recharge.Record, action auth.Action) string {
	switch action {
	case RechargeAnswer:
		return r.Creditor()
	case RechargeTravel:
		return r.Work.Home
	}
	return r.Debtor()
}

// ownSide names the caller's employer when it is one of the two.
func (a *App) ownSide(ctx context.Context, home, host string) auth.Facts {
	f := auth.Facts{ICS: a.ICS}
	if self, _ := auth.From(ctx); self.Is(ctx, home) || self.Is(ctx, host) {
		f.Employer = self.Employer
	}
	return f
}

func (a *App) maySee(ctx context.Context, r recharge.Record) error {
	_, err := a.policy.Check(ctx, RechargeRead, a.ownSide(ctx, r.Work.Home, r.Work.Host))
	return err
}

func absentRecharge(err error) error {
	if errors.Is(err, ErrAbsent) {
		return noRecharge()
	}
	return err
}
