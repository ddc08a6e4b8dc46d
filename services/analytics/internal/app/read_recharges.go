package app

import (
	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/deployments"
	"github.com/muster-ics/muster/services/analytics/internal/fact"
)

// rechargeOf is the state of the recharge in any event of a recharge.
func rechargeOf(ev events.Event) (deployments.RechargeState, bool) {
	switch e := ev.(type) {
	case deployments.RechargeRaisedV1:
		return e.Recharge, true
	case deployments.RechargeDisputedV1:
		return e.Recharge, true
	case deployments.RechargeAnsweredV1:
		return e.Recharge, true
	case deployments.RechargeSettledV1:
		return e.Recharge, true
	}
	return deployments.RechargeState{}, false
}

func recharged(r deployments.RechargeState) fact.State {
	x := fact.Recharge{
		BookingID: r.BookingID, WorkerID: r.WorkerID, HomeEmployer: r.HomeEmployer, HostEmployer: r.HostEmployer, Site: r.Site,
		StaffGroup: r.StaffGroup, Band: r.Band, StartsAt: r.StartsAt, Month: r.Month, AgreementID: r.AgreementID,
		AgreementVersion: r.AgreementVersion, For: r.Kind, TotalPence: r.TotalPence, SettledPence: r.SettledPence,
		Status: r.Status, DisputeReason: r.DisputeReason, Outcome: r.Outcome,
	}
	for _, c := range r.Components {
		x.Parts = append(x.Parts, fact.RechargePart{Of: c.Part, Pence: c.Pence})
	}
	return x
}

func aided(m deployments.MutualAidState) fact.State {
	x := fact.MutualAid{
		AgreementID: m.AgreementID, AgreementVersion: m.AgreementVersion, Parties: m.Parties, Why: m.Why,
		OpenedAt: m.OpenedAt, ClosesAt: m.ClosesAt, EndedAt: m.EndedAt, EndedBy: m.EndedBy,
	}
	for _, s := range m.Shifts {
		x.Shifts = append(x.Shifts, fact.AidedShift{ShiftID: s.ShiftID, Host: s.HostEmployer})
	}
	return x
}
