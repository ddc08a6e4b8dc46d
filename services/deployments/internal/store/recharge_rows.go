package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/recharge"
	"github.com/muster-ics/muster/services/deployments/internal/store/sqlcgen"
)

// parts are what of a line is kept as JSON.
type parts struct{ split, card, components []byte }

func partsOf(r recharge.Record) (p parts, err error) {
	for _, x := range []struct {
		into *[]byte
		from any
	}{{&p.split, append([]recharge.Line{}, r.Work.Split...)}, {&p.components, append([]recharge.Component{}, r.Charge.Components...)}} {
		if *x.into, err = json.Marshal(x.from); err != nil {
			return p, err
		}
	}
	if r.Facts.HomeCard != nil {
		p.card, err = json.Marshal(r.Facts.HomeCard)
	}
	return p, err
}

func keepRecharge(ctx context.Context, tx *outbox.Tx, q *sqlcgen.Queries, c app.ChangedRecharge) error {
	r := c.Recharge.Record()
	p, err := partsOf(r)
	if err != nil {
		return err
	}
	if r.Version == 1 {
		err = q.AddRecharge(ctx, addParams(r, p))
	} else {
		err = q.SaveRecharge(ctx, saveParams(r, p))
	}
	if err != nil {
		return err
	}
	for i, d := range r.Disputes {
		if err := putDispute(ctx, q, r.ID, i+1, d); err != nil {
			return err
		}
	}
	for _, e := range c.Entries {
		if err := addEntry(ctx, q, e); err != nil {
			return err
		}
	}
	return tell(ctx, tx, c.Told)
}

func addParams(r recharge.Record, p parts) sqlcgen.AddRechargeParams {
	w := r.Work
	return sqlcgen.AddRechargeParams{
		ID: r.ID, Version: r.Version, BookingID: w.Booking, ShiftID: w.Shift, WorkerID: w.Worker, Home: w.Home, Host: w.Host, Site: w.Site,
		StaffGroup: w.StaffGroup, Band: w.Band, Role: w.Role, StartsAt: w.StartsAt, EndsAt: w.EndsAt,
		AgreementID: w.Agreement, AgreementTerms: w.Terms, Month: string(r.Month), TimesheetVersion: w.Version, Kind: string(w.Kind),
		Minutes: int32(w.Minutes), LockedPence: w.PayPence, Split: p.split, HomeCard: p.card, Miles: int32(r.Facts.Miles),
		CreditPence: r.Facts.CreditPence, Basis: string(r.Charge.Basis), Components: p.components, TotalPence: r.Charge.TotalPence,
		SettledPence: r.SettledPence, Status: string(r.Status), RaisedAt: r.RaisedAt, DisputeBy: r.DisputeBy,
		WorkedFrom: kept(w.From), WorkedUntil: kept(w.Until), WorkedBreak: int32(w.BreakMinutes),
	}
}

func kept(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

func saveParams(r recharge.Record, p parts) sqlcgen.SaveRechargeParams {
	w := r.Work
	return sqlcgen.SaveRechargeParams{
		ID: r.ID, Version: r.Version, TimesheetVersion: w.Version, Kind: string(w.Kind), Minutes: int32(w.Minutes), LockedPence: w.PayPence,
		Split: p.split, HomeCard: p.card, Miles: int32(r.Facts.Miles), CreditPence: r.Facts.CreditPence, Basis: string(r.Charge.Basis),
		Components: p.components, TotalPence: r.Charge.TotalPence, SettledPence: r.SettledPence, Status: string(r.Status),
		RaisedAt: r.RaisedAt, DisputeBy: r.DisputeBy, SettledAt: r.SettledAt, SettledBy: optional(r.SettledBy), Reference: optional(r.Reference),
		WorkedFrom: kept(w.From), WorkedUntil: kept(w.Until), WorkedBreak: int32(w.BreakMinutes),
	}
}

func putDispute(ctx context.Context, q *sqlcgen.Queries, line id.ID, number int, d recharge.Dispute) error {
	return q.PutDispute(ctx, sqlcgen.PutDisputeParams{
		RechargeID: line, Number: int32(number), Employer: d.Employer, Person: d.Person, Reason: d.Reason, Note: d.Note, DisputedAt: d.At,
		Outcome: optional(string(d.Outcome)), CreditPence: d.CreditPence, Answerer: optional(d.Answerer), AnswerNote: optional(d.AnswerNote),
		AnsweredAt: d.AnsweredAt,
	})
}

func addEntry(ctx context.Context, q *sqlcgen.Queries, e recharge.Entry) error {
	if err := q.AddLedgerEntry(ctx, sqlcgen.AddLedgerEntryParams{
		ID: e.ID, RechargeID: e.Recharge, RechargeVersion: e.Version, BookingID: e.Booking, TimesheetVersion: e.Timesheet, Month: string(e.Month),
		Kind: string(e.Kind), Cause: string(e.Cause), PostedAt: e.At,
	}); err != nil {
		return err
	}
	p := sqlcgen.AddLedgerLinesParams{EntryID: e.ID}
	for i, l := range e.Postings {
		p.Numbers, p.Employers, p.Counterparties = append(p.Numbers, int32(i+1)), append(p.Employers, l.Employer), append(p.Counterparties, l.Counterparty)
		p.Accounts, p.Parts, p.Pence = append(p.Accounts, string(l.Account)), append(p.Parts, string(l.Part)), append(p.Pence, l.Pence)
	}
	return q.AddLedgerLines(ctx, p)
}

func oneRecharge(ctx context.Context, q *sqlcgen.Queries, row sqlcgen.Recharge) (recharge.Recharge, error) {
	all, err := wholeRecharges(ctx, q, []sqlcgen.Recharge{row})
	if err != nil {
		return recharge.Recharge{}, err
	}
	return all[0], nil
}

// wholeRecharges adds the disputes to the rows, in the rows' order.
func wholeRecharges(ctx context.Context, q *sqlcgen.Queries, rows []sqlcgen.Recharge) ([]recharge.Recharge, error) {
	ids := make([]id.ID, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
	}
	found, err := q.DisputesOf(ctx, ids)
	if err != nil {
		return nil, err
	}
	disputes := map[id.ID][]recharge.Dispute{}
	for _, d := range found {
		disputes[d.RechargeID] = append(disputes[d.RechargeID], recharge.Dispute{
			Employer: d.Employer, Person: d.Person, Reason: d.Reason, Note: d.Note, At: d.DisputedAt.UTC(), Outcome: recharge.Outcome(text(d.Outcome)),
			CreditPence: d.CreditPence, Answerer: text(d.Answerer), AnswerNote: text(d.AnswerNote), AnsweredAt: utc(d.AnsweredAt),
		})
	}
	out := make([]recharge.Recharge, len(rows))
	for i, r := range rows {
		if out[i], err = rechargeOf(r, disputes[r.ID]); err != nil {
			return nil, fmt.Errorf("recharge %s: %w", r.ID, err)
		}
	}
	return out, nil
}

func rechargeOf(r sqlcgen.Recharge, disputes []recharge.Dispute) (recharge.Recharge, error) {
	out := recharge.Record{
		ID: r.ID, Version: r.Version, Month: recharge.Month(r.Month), Status: recharge.Status(r.Status), SettledPence: r.SettledPence,
		RaisedAt: r.RaisedAt.UTC(), DisputeBy: r.DisputeBy.UTC(), Disputes: disputes, SettledAt: utc(r.SettledAt), SettledBy: text(r.SettledBy),
		Reference: text(r.Reference),
		Work: recharge.Work{
			Booking: r.BookingID, Shift: r.ShiftID, Worker: r.WorkerID, Home: r.Home, Host: r.Host, Site: r.Site, StaffGroup: r.StaffGroup,
			Band: r.Band, Role: r.Role, StartsAt: r.StartsAt.UTC(), EndsAt: r.EndsAt.UTC(), Agreement: r.AgreementID, Terms: r.AgreementTerms,
			Version: r.TimesheetVersion, Kind: recharge.Kind(r.Kind), Minutes: int(r.Minutes), PayPence: r.LockedPence,
		},
		Facts:  recharge.Facts{Miles: int(r.Miles), CreditPence: r.CreditPence},
		Charge: recharge.Charge{Basis: recharge.Basis(r.Basis), TotalPence: r.TotalPence},
	}
	if r.WorkedFrom != nil {
		out.Work.From, out.Work.Until, out.Work.BreakMinutes = r.WorkedFrom.UTC(), r.WorkedUntil.UTC(), int(r.WorkedBreak)
	}
	if err := json.Unmarshal(r.Split, &out.Work.Split); err != nil {
		return recharge.Recharge{}, err
	}
	if r.HomeCard != nil {
		if err := json.Unmarshal(r.HomeCard, &out.Facts.HomeCard); err != nil {
			return recharge.Recharge{}, err
		}
	}
	err := json.Unmarshal(r.Components, &out.Charge.Components)
	return recharge.Rehydrate(out), err
}
