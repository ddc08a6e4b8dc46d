package main

import (
	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/deployments"
	"github.com/muster-ics/muster/events/shifts"
)

const rechargeID = "0199c0de-0000-7000-8000-000000004ec4"

func init() {
	disputed, answered, settled := sampleRecharge("disputed"), sampleRecharge("raised"), sampleRecharge("settled")
	disputed.DisputeReason = "hours"
	answered.DisputeReason, answered.Outcome = "hours", "stands"
	settled.SettledPence = settled.TotalPence
	for _, e := range []events.Event{
		deployments.RechargeRaisedV1{Recharge: sampleRecharge("raised")}, deployments.RechargeDisputedV1{Recharge: disputed},
		deployments.RechargeAnsweredV1{Recharge: answered}, deployments.RechargeSettledV1{Recharge: settled},
	} {
		samples[e.EventName()] = e
	}
}

func sampleRecharge(status string) deployments.RechargeState {
	b := sampleBooking(shifts.BookingWorked)
	return deployments.RechargeState{RechargeID: rechargeID, BookingID: bookingID, ShiftID: shiftID, WorkerID: workerID,
		HomeEmployer: b.HomeEmployer, HostEmployer: b.HostEmployer, Site: b.Site, StaffGroup: b.StaffGroup, Band: b.Band, StartsAt: starts, EndsAt: ends,
		Month: "2026-11", AgreementID: agreementID, AgreementVersion: 1, TimesheetVersion: 5, Clause: &deployments.RechargeClause{Model: "home_pays", RateBasis: "host", OnCostBP: 2380, CancellationBearer: "who_cancels", VAT: "outside_scope", DisputeDays: 30},
		Kind: "worked", Minutes: 660, LockedPence: 20295,
		Basis: "host", Components: []deployments.RechargeComponent{{Part: "pay", Pence: 20295}, {Part: "on_costs", Pence: 4830}},
		TotalPence: 25125, Status: status, DisputeBy: later}
}
