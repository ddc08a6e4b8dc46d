package app

import (
	"github.com/muster-ics/muster/events"
	contracts "github.com/muster-ics/muster/events/deployments"
	"github.com/muster-ics/muster/services/deployments/internal/recharge"
)

// The events of a line.
func rechargeRaised(s contracts.RechargeState) events.Event {
	return contracts.RechargeRaisedV1{Recharge: s}
}

func rechargeDisputed(s contracts.RechargeState) events.Event {
	return contracts.RechargeDisputedV1{Recharge: s}
}

func rechargeAnswered(s contracts.RechargeState) events.Event {
	return contracts.RechargeAnsweredV1{Recharge: s}
}

func rechargeSettled(s contracts.RechargeState) events.Event {
	return contracts.RechargeSettledV1{Recharge: s}
}

func (a *App) tellRecharge(as func(contracts.RechargeState) events.Event, x *recharge.Recharge, before *recharge.Record, t Trail) Told {
	r := x.Record()
	state := rechargeState(r)
	if before != nil {
		t.Before = canonical(rechargeState(*before))
	}
	t.After = canonical(state)
	return Told{Event: as(state), Aggregate: r.ID.String(), Version: r.Version, ICS: a.ICS, ODS: r.Work.Home, At: a.Now(), Trail: t}
}

// rechargeState is the public state of a line. What people wrote about it, and who they are, stays here.
func rechargeState(r recharge.Record) contracts.RechargeState {
	w := r.Work
	s := contracts.RechargeState{
		RechargeID: r.ID.String(), BookingID: w.Booking.String(), ShiftID: w.Shift.String(), WorkerID: w.Worker.String(),
		HomeEmployer: w.Home, HostEmployer: w.Host, Site: w.Site, StaffGroup: w.StaffGroup, Band: w.Band,
		StartsAt: w.StartsAt, EndsAt: w.EndsAt, Month: string(r.Month), AgreementID: w.Agreement.String(), AgreementVersion: w.Terms,
		TimesheetVersion: w.Version, Kind: string(w.Kind), Minutes: w.Minutes, LockedPence: w.PayPence, Basis: string(r.Charge.Basis),
		Miles: r.Facts.Miles, CreditPence: r.Facts.CreditPence, TotalPence: r.Charge.TotalPence, SettledPence: r.SettledPence,
		Status: string(r.Status), DisputeBy: r.DisputeBy, Components: make([]contracts.RechargeComponent, 0, len(r.Charge.Components)),
	}
	for _, c := range r.Charge.Components {
		s.Components = append(s.Components, contracts.RechargeComponent{Part: string(c.Part), Pence: c.Pence})
	}
	if c := r.Facts.HomeCard; c != nil {
		s.HomeRate = &contracts.RechargeHomeRate{RateCardID: c.ID, RateCardVersion: c.Version, BasicPence: c.BasicPence, UnsocialPence: c.UnsocialPence}
	}
	if n := len(r.Disputes); n > 0 {
		s.DisputeReason, s.Outcome = r.Disputes[n-1].Reason, string(r.Disputes[n-1].Outcome)
	}
	return s
}
