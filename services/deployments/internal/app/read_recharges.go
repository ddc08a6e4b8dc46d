package app

import (
	"context"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/deployments/internal/recharge"
)

// mostLines bounds one statement. A pair of the largest trusts exchanges some hundreds of shifts a month.
const mostLines = 20_000

// FindRecharge gives one line to the two employers, leads and auditors.
func (a *App) FindRecharge(ctx context.Context, line id.ID) (recharge.Recharge, error) {
	x, err := a.Recharges.Find(ctx, line)
	if err != nil {
		return x, absentRecharge(err)
	}
	return x, a.maySee(ctx, x.Record())
}

// ListRecharges gives lines, earliest shift first; an employer's people see those of their own.
func (a *App) ListRecharges(ctx context.Context, q RechargeQuery) ([]recharge.Recharge, error) {
	own, err := a.ownRecharges(ctx)
	if err != nil {
		return nil, err
	}
	if own != "" {
		q.Employer, q.Codes = own, auth.Codes(ctx, own)
	}
	return a.Recharges.List(ctx, q)
}

// StatementLines are the lines of one statement, earliest shift first; none is an empty statement.
func (a *App) StatementLines(ctx context.Context, home, host string, month recharge.Month) ([]recharge.Recharge, error) {
	if _, err := a.policy.Check(ctx, RechargeRead, a.ownSide(ctx, home, host)); err != nil {
		return nil, err
	}
	return a.Recharges.List(ctx, RechargeQuery{Home: home, Host: host, Month: month, Most: mostLines})
}

// Statements gives a row for each pair and month, newest first; an employer's people see those of their own.
func (a *App) Statements(ctx context.Context, q StatementQuery) ([]Statement, error) {
	own, err := a.ownRecharges(ctx)
	if err != nil {
		return nil, err
	}
	if own != "" {
		q.Employer, q.Codes = own, auth.Codes(ctx, own)
	}
	return a.Recharges.Statements(ctx, q)
}

// ownRecharges is the employer to which the caller is limited; empty for those who oversee all.
func (a *App) ownRecharges(ctx context.Context) (string, error) {
	self, _ := auth.From(ctx)
	_, err := a.policy.Check(ctx, RechargeRead, auth.Facts{Employer: self.Employer, ICS: a.ICS})
	if self.Role == auth.Employer {
		return self.Employer, err
	}
	return "", err
}

// Sum is what lines come to together, as a statement.
func Sum(home, host string, month recharge.Month, lines []recharge.Recharge) Statement {
	s := Statement{Home: home, Host: host, Month: month, Lines: len(lines)}
	for i := range lines {
		r := lines[i].Record()
		s.TotalPence += r.Charge.TotalPence
		s.SettledPence += r.SettledPence
		switch r.Status {
		case recharge.Raised:
			s.Raised++
		case recharge.Disputed:
			s.Disputed++
			s.DisputedPence += r.OutstandingPence()
		case recharge.Settled:
		}
	}
	return s
}

func nothingToSettle() error {
	return fault.New(fault.Conflict, "nothing_to_settle", "No line of this statement waits for your payment. Disputed lines can be settled once they are answered.")
}
