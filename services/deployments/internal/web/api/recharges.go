package api

import (
	"context"
	"net/http"
	"time"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/deployments/internal/app"
)

func (x api) mountRecharges(s *web.Server) {
	get := func(path, name, summary string) web.Op {
		return web.Op{Method: http.MethodGet, Path: path, ID: name, Summary: summary, Action: app.RechargeRead, Errors: []int{http.StatusNotFound}}
	}
	web.Register(s, get("/recharges", "list-recharges", "List lines between employers, earliest shift first"), x.listRecharges)
	web.Register(s, get("/recharges/{id}", "get-recharge", "Read one line"), x.getRecharge)
	web.Register(s, get("/statements", "list-statements", "List statements, the newest month first"), x.listStatements)
	web.Register(s, get("/statements/{home}/{host}/{month}", "get-statement", "Read the statement of one pair and month with its lines"), x.getStatement)

	act := func(verb, summary string, op web.Op) web.Op {
		op.Method, op.Path, op.ID, op.Summary = http.MethodPost, "/recharges/{id}/"+verb, verb+"-recharge", summary
		op.Errors = []int{http.StatusNotFound, http.StatusConflict}
		return op
	}
	web.Register(s, act("dispute", "Dispute a line that your employer has to pay", web.Op{Action: app.RechargeDispute}), x.disputeRecharge)
	web.Register(s, act("answer", "Answer a dispute of a line that your employer is owed", web.Op{Action: app.RechargeAnswer}), x.answerRecharge)
	web.Register(s, act("settle", "Record that a line is paid", web.Op{Action: app.RechargeSettle}), x.settleRecharge)
	web.Register(s, act("travel", "Record the miles for which the home employer has paid the worker", web.Op{Action: app.RechargeTravel}), x.recordTravel)
}

// Recharge is one line between two employers. Pence above nothing are owed by the host to the home employer.
type Recharge struct {
	ID               string         `json:"recharge_id" format:"uuid"`
	BookingID        string         `json:"booking_id" format:"uuid"`
	ShiftID          string         `json:"shift_id" format:"uuid"`
	WorkerID         string         `json:"worker_id" format:"uuid"`
	HomeEmployer     string         `json:"home_employer"`
	HostEmployer     string         `json:"host_employer"`
	Site             string         `json:"site"`
	StaffGroup       string         `json:"staff_group"`
	Band             string         `json:"band"`
	StartsAt         time.Time      `json:"starts_at"`
	EndsAt           time.Time      `json:"ends_at"`
	Month            string         `json:"month" doc:"Month of the shift's start in Europe/London"`
	AgreementID      string         `json:"agreement_id" format:"uuid"`
	AgreementVersion int64          `json:"agreement_version"`
	TimesheetVersion int64          `json:"timesheet_version"`
	Kind             string         `json:"kind" enum:"worked,owed,nothing"`
	Minutes          int            `json:"minutes"`
	LockedPence      int64          `json:"locked_pence"`
	Basis            string         `json:"basis" enum:"home,host,harmonised"`
	Miles            int            `json:"miles"`
	Components       []RechargePart `json:"components"`
	TotalPence       int64          `json:"total_pence"`
	SettledPence     int64          `json:"settled_pence"`
	OutstandingPence int64          `json:"outstanding_pence"`
	Debtor           string         `json:"debtor" doc:"Who has to pay what is outstanding, and may dispute it"`
	Status           string         `json:"status" enum:"raised,disputed,settled"`
	DisputeBy        time.Time      `json:"dispute_by"`
	Reference        string         `json:"reference,omitempty"`
	Disputes         []RechargeNo   `json:"disputes"`
}

// RechargePart is one rounded part of a line.
type RechargePart struct {
	Part  string `json:"part" enum:"pay,cancellation,on_costs,admin_fee,travel,credit,vat"`
	Pence int64  `json:"pence"`
}

// RechargeNo is one dispute of a line and its answer.
type RechargeNo struct {
	Employer    string     `json:"employer"`
	Reason      string     `json:"reason"`
	Note        string     `json:"note"`
	DisputedAt  time.Time  `json:"disputed_at"`
	Outcome     string     `json:"outcome,omitempty" enum:"stands,credited,corrected"`
	CreditPence int64      `json:"credit_pence,omitempty"`
	AnswerNote  string     `json:"answer_note,omitempty"`
	AnsweredAt  *time.Time `json:"answered_at,omitempty"`
}

func showRecharge(x app.Recharge) Recharge {
	r := x.Record()
	w := r.Work
	out := Recharge{
		ID: r.ID.String(), BookingID: w.Booking.String(), ShiftID: w.Shift.String(), WorkerID: w.Worker.String(), HomeEmployer: w.Home, HostEmployer: w.Host,
		Site: w.Site, StaffGroup: w.StaffGroup, Band: w.Band, StartsAt: w.StartsAt, EndsAt: w.EndsAt, Month: string(r.Month), AgreementID: w.Agreement.String(),
		AgreementVersion: w.Terms, TimesheetVersion: w.Version, Kind: string(w.Kind), Minutes: w.Minutes, LockedPence: w.PayPence, Basis: string(r.Charge.Basis),
		Miles: r.Facts.Miles, TotalPence: r.Charge.TotalPence, SettledPence: r.SettledPence, OutstandingPence: r.OutstandingPence(), Debtor: r.Debtor(),
		Status: string(r.Status), DisputeBy: r.DisputeBy, Reference: r.Reference, Components: []RechargePart{}, Disputes: []RechargeNo{},
	}
	for _, c := range r.Charge.Components {
		out.Components = append(out.Components, RechargePart{string(c.Part), c.Pence})
	}
	for _, d := range r.Disputes {
		out.Disputes = append(out.Disputes, RechargeNo{d.Employer, d.Reason, d.Note, d.At, string(d.Outcome), d.CreditPence, d.AnswerNote, d.AnsweredAt})
	}
	return out
}

type rechargeOut struct{ Body Recharge }

func oneRecharge(x app.Recharge, err error) (*rechargeOut, error) {
	if err != nil {
		return nil, err
	}
	return &rechargeOut{showRecharge(x)}, nil
}

type rechargeIn struct {
	ID string `path:"id" format:"uuid"`
}

func (x api) getRecharge(ctx context.Context, in *rechargeIn) (*rechargeOut, error) {
	line, err := id.Parse(in.ID)
	if err != nil {
		return nil, err
	}
	return oneRecharge(x.app.FindRecharge(ctx, line))
}

type rechargesIn struct {
	Home   string `query:"home" maxLength:"12"`
	Host   string `query:"host" maxLength:"12"`
	Month  string `query:"month" maxLength:"7" doc:"Such as 2026-11"`
	Status string `query:"status" enum:"raised,disputed,settled"`
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"100"`
	Cursor string `query:"cursor" maxLength:"300" doc:"next_cursor of the page before"`
}

type rechargesOut struct {
	Link string `header:"Link"`
	Body struct {
		Recharges  []Recharge `json:"recharges"`
		NextCursor string     `json:"next_cursor,omitempty"`
	}
}

func (x api) listRecharges(ctx context.Context, in *rechargesIn) (*rechargesOut, error) {
	month, err := monthOf(in.Month)
	if err != nil {
		return nil, err
	}
	filters := []string{"recharges", in.Home, in.Host, in.Month, in.Status}
	last, _, err := web.DecodeCursor[place](filters, in.Cursor)
	if err != nil {
		return nil, err
	}
	all, err := x.app.ListRecharges(ctx, app.RechargeQuery{
		Home: in.Home, Host: in.Host, Month: month, Status: in.Status, AfterStart: last.Start, AfterID: last.ID, Most: in.Limit,
	})
	if err != nil {
		return nil, err
	}
	out := &rechargesOut{}
	out.Body.Recharges = showRecharges(all)
	if n := len(all); n == in.Limit {
		r := all[n-1].Record()
		out.Body.NextCursor = web.EncodeCursor(filters, place{r.Work.StartsAt, r.ID})
		out.Link = web.NextLink(ctx, out.Body.NextCursor)
	}
	return out, nil
}

func showRecharges(all []app.Recharge) []Recharge {
	out := make([]Recharge, len(all))
	for i, r := range all {
		out[i] = showRecharge(r)
	}
	return out
}

func monthOf(s string) (app.Month, error) {
	m, ok := app.ParseMonth(s)
	if s != "" && !ok {
		return "", fault.New(fault.Invalid, "month_invalid", "There is no such month.").
			WithFields(fault.Field{Location: "query.month", Message: "Enter a month, such as 2026-11."})
	}
	return m, nil
}
