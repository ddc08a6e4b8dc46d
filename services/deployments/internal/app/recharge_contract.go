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

func (a *App) tellRecharge(as func(contracts.RechargeState) events.Event, x *recharge.Recharge, c recharge.Clause, before *recharge.Record, t Trail) Told {
	r := x.Record()
	state := rechargeState(r, c)
	if before != nil {
		t.Before = canonical(rechargeState(*before, c))
	}
	t.After = canonical(state)
	return Told{Event: as(state), Aggregate: r.ID.String(), Version: r.Version, ICS: a.ICS, ODS: r.Work.Home, At: a.Now(), Trail: t}
}

// rechargeState is the public state of a line. What people wrote about it, and who they are, stays here.
func rechargeState(r recharge.Record, c recharge.Clause) contracts.RechargeState {
	w := r.Work
	s := contracts.RechargeState{
		RechargeID: r.ID.String(), BookingID: w.Booking.String(), ShiftID: w.Shift.String(), WorkerID: w.Worker.String(),
		HomeEmployer: w.Home, HostEmployer: w.Host, Site: w.Site, StaffGroup: w.StaffGroup, Band: w.Band,
		StartsAt: w.StartsAt, EndsAt: w.EndsAt, Month: string(r.Month), AgreementID: w.Agreement.String(), AgreementVersion: w.Terms,
		TimesheetVersion: w.Version, Kind: string(w.Kind), Minutes: w.Minutes, LockedPence: w.PayPence, Basis: string(r.Charge.Basis),
		Miles: r.Facts.Miles, CreditPence: r.Facts.CreditPence, TotalPence: r.Charge.TotalPence, SettledPence: r.SettledPence,
		Status: string(r.Status), DisputeBy: r.DisputeBy, Components: make([]contracts.RechargeComponent, 0, len(r.Charge.Components)),
	}
	s.Clause = clauseTold(c, w)
	for _, p := range r.Charge.Components {
		s.Components = append(s.Components, contracts.RechargeComponent{Part: string(p.Part), Pence: p.Pence})
	}
	if card := r.Facts.HomeCard; card != nil {
		s.HomeRate = cardTold(*card)
	}
	if n := len(r.Disputes); n > 0 {
		s.DisputeReason, s.Outcome = r.Disputes[n-1].Reason, string(r.Disputes[n-1].Outcome)
	}
	return s
}

func cardTold(card recharge.HomeCard) *contracts.RechargeHomeRate {
	out := &contracts.RechargeHomeRate{
		RateCardID: card.ID, RateCardVersion: card.Version, BasicPence: card.BasicPence, HoursTold: card.Told, Lifted: card.Lift, HighCostPence: card.HighCostPence,
	}
	for _, e := range card.Enhancements {
		out.Enhancements = append(out.Enhancements, contracts.RechargeEnhancement{Kind: e.Kind, UpliftBasisPoints: e.Uplift, FlatPence: e.FlatPence})
	}
	for _, w := range card.Windows {
		out.Hours = append(out.Hours, contracts.RechargeWindow{
			Kind: w.Kind, Days: w.Days, FromMinute: w.From, ToMinute: w.To, UpliftBasisPoints: w.Uplift, FlatPence: w.FlatPence,
		})
	}
	return out
}

// CardAsTold reads the home employer's card back out of a line.
func CardAsTold(named contracts.RechargeHomeRate) *recharge.HomeCard {
	out := &recharge.HomeCard{
		ID: named.RateCardID, Version: named.RateCardVersion, BasicPence: named.BasicPence, Told: named.HoursTold, Lift: named.Lifted,
		HighCostPence: named.HighCostPence,
	}
	for _, e := range named.Enhancements {
		out.Enhancements = append(out.Enhancements, recharge.Enhancement{Kind: e.Kind, Uplift: e.UpliftBasisPoints, FlatPence: e.FlatPence})
	}
	for _, w := range named.Hours {
		out.Windows = append(out.Windows, recharge.Window{
			Kind: w.Kind, Days: w.Days, From: w.FromMinute, To: w.ToMinute, Uplift: w.UpliftBasisPoints, FlatPence: w.FlatPence,
		})
	}
	return out
}

// clauseTold is the money clause as far as it bears on the work, so that a line can be recomputed when the agreement's own
// event is older than the streams.
func clauseTold(c recharge.Clause, w recharge.Work) *contracts.RechargeClause {
	out := &contracts.RechargeClause{
		Model: c.Model, RateBasis: string(c.Basis), OnCostBP: c.OnCost, AdminFeePence: c.AdminFeePence, TravelPencePerMile: c.TravelPencePerMile,
		CancellationBearer: string(c.CancellationBearer), VAT: string(c.VAT), DisputeDays: c.DisputeDays,
	}
	if r, ok := c.Rate(w.StaffGroup, w.Band); ok && c.Basis == recharge.Harmonised {
		out.HourlyPence, out.UnsocialPence, out.UnsocialHours = r.HourlyPence, r.UnsocialPence, string(c.Unsocial)
	}
	return out
}

// ClauseAsTold reads the money clause back out of a line.
func ClauseAsTold(s contracts.RechargeState) (recharge.Clause, bool) {
	c := s.Clause
	if c == nil {
		return recharge.Clause{}, false
	}
	out := recharge.Clause{
		Model: c.Model, Basis: recharge.Basis(c.RateBasis), OnCost: c.OnCostBP, AdminFeePence: c.AdminFeePence, TravelPencePerMile: c.TravelPencePerMile,
		CancellationBearer: recharge.Bearer(c.CancellationBearer), VAT: recharge.VAT(c.VAT), DisputeDays: c.DisputeDays,
		Unsocial: recharge.UnsocialHours(c.UnsocialHours),
	}
	if c.HourlyPence > 0 {
		out.Harmonised = []recharge.Rate{{StaffGroup: s.StaffGroup, Band: s.Band, HourlyPence: c.HourlyPence, UnsocialPence: c.UnsocialPence}}
	}
	return out, true
}
