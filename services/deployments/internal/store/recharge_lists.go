package store

import (
	"context"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/recharge"
	"github.com/muster-ics/muster/services/deployments/internal/store/sqlcgen"
)

func (s recharges) Find(ctx context.Context, line id.ID) (recharge.Recharge, error) {
	q := s.read()
	row, err := q.GetRecharge(ctx, line)
	if err != nil {
		return recharge.Recharge{}, absent(err)
	}
	return oneRecharge(ctx, q, row)
}

func (s recharges) List(ctx context.Context, f app.RechargeQuery) ([]recharge.Recharge, error) {
	q := s.read()
	p := sqlcgen.ListRechargesParams{
		Employers: named(f.Codes, f.Employer), HomeCode: optional(f.Home), HostCode: optional(f.Host), MonthCode: optional(string(f.Month)),
		StatusCode: optional(f.Status), Most: int32(f.Most),
	}
	if !f.AfterStart.IsZero() {
		p.AfterStart, p.AfterID = &f.AfterStart, &f.AfterID
	}
	rows, err := q.ListRecharges(ctx, p)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return wholeRecharges(ctx, q, rows)
}

func (s recharges) Statements(ctx context.Context, f app.StatementQuery) ([]app.Statement, error) {
	p := sqlcgen.ListStatementsParams{Employers: named(f.Codes, f.Employer), MonthCode: optional(string(f.Month)), Most: int32(f.Most)}
	if f.BeforeMonth != "" {
		p.BeforeMonth, p.AfterHome, p.AfterHost = optional(string(f.BeforeMonth)), &f.AfterHome, &f.AfterHost
	}
	rows, err := s.read().ListStatements(ctx, p)
	out := make([]app.Statement, len(rows))
	for i, r := range rows {
		out[i] = app.Statement{
			Home: r.Home, Host: r.Host, Month: recharge.Month(r.Month), Lines: int(r.Lines), Raised: int(r.Raised), Disputed: int(r.Disputed),
			TotalPence: r.TotalPence, SettledPence: r.SettledPence, DisputedPence: r.DisputedPence,
		}
	}
	return out, err
}
