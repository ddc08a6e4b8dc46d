package api

import (
	"context"

	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/deployments/internal/app"
)

// Statement is what one employer owes another for one month: the sum of its lines.
type Statement struct {
	HomeEmployer     string `json:"home_employer"`
	HostEmployer     string `json:"host_employer"`
	Month            string `json:"month"`
	Lines            int    `json:"lines"`
	Raised           int    `json:"raised"`
	Disputed         int    `json:"disputed"`
	TotalPence       int64  `json:"total_pence"`
	SettledPence     int64  `json:"settled_pence"`
	DisputedPence    int64  `json:"disputed_pence"`
	OutstandingPence int64  `json:"outstanding_pence"`
}

func showStatement(s app.Statement) Statement {
	return Statement{s.Home, s.Host, string(s.Month), s.Lines, s.Raised, s.Disputed, s.TotalPence, s.SettledPence, s.DisputedPence, s.OutstandingPence()}
}

type statementsIn struct {
	Month  string `query:"month" maxLength:"7" doc:"Such as 2026-11"`
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"100"`
	Cursor string `query:"cursor" maxLength:"300" doc:"next_cursor of the page before"`
}

type statementsOut struct {
	Link string `header:"Link"`
	Body struct {
		Statements []Statement `json:"statements"`
		NextCursor string      `json:"next_cursor,omitempty"`
	}
}

// row is the last statement of a page.
type row struct {
	Month app.Month `json:"m"`
	Home  string    `json:"h"`
	Host  string    `json:"o"`
}

func (x api) listStatements(ctx context.Context, in *statementsIn) (*statementsOut, error) {
	month, err := monthOf(in.Month)
	if err != nil {
		return nil, err
	}
	filters := []string{"statements", in.Month}
	last, _, err := web.DecodeCursor[row](filters, in.Cursor)
	if err != nil {
		return nil, err
	}
	all, err := x.app.Statements(ctx, app.StatementQuery{Month: month, BeforeMonth: last.Month, AfterHome: last.Home, AfterHost: last.Host, Most: in.Limit})
	if err != nil {
		return nil, err
	}
	out := &statementsOut{}
	out.Body.Statements = make([]Statement, len(all))
	for i, s := range all {
		out.Body.Statements[i] = showStatement(s)
	}
	if n := len(all); n == in.Limit {
		out.Body.NextCursor = web.EncodeCursor(filters, row{all[n-1].Month, all[n-1].Home, all[n-1].Host})
		out.Link = web.NextLink(ctx, out.Body.NextCursor)
	}
	return out, nil
}

type statementIn struct {
	Home  string `path:"home" maxLength:"12"`
	Host  string `path:"host" maxLength:"12"`
	Month string `path:"month" maxLength:"7" doc:"Such as 2026-11"`
}

type statementOut struct {
	Body struct {
		Statement Statement  `json:"statement"`
		Recharges []Recharge `json:"recharges"`
	}
}

func (x api) getStatement(ctx context.Context, in *statementIn) (*statementOut, error) {
	month, err := monthOf(in.Month)
	if err != nil {
		return nil, err
	}
	lines, err := x.app.StatementLines(ctx, in.Home, in.Host, month)
	if err != nil {
		return nil, err
	}
	out := &statementOut{}
	out.Body.Statement, out.Body.Recharges = showStatement(app.Sum(in.Home, in.Host, month, lines)), showRecharges(lines)
	return out, nil
}
