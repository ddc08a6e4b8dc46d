package main

import (
	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/passports"
)

const (
	decisionID       = "0199c0de-0000-7000-8000-00000000dec1"
	passportOverride = "0199c0de-0000-7000-8000-000000000e45"
)

func sampleOverride(state string) passports.OverrideState {
	o := passports.OverrideState{OverrideID: passportOverride, WorkerID: workerID, ShiftID: shiftID, HomeEmployer: "RWF", HostEmployer: "RVV",
		Requirement: "competency:cstf:FIRE:1", Code: "COMPETENCE_EXPIRES", Why: "patient_safety", Eyes: "one_of_host", State: state,
		StartsAt: starts, ExpiresAt: ends, RequestedAt: posted}
	if state == "granted" || state == "refused" {
		o.DecidedAt = &held
	}
	return o
}

func sampleReview(state string) passports.ReviewState {
	r := passports.ReviewState{DecisionID: decisionID, BookingID: bookingID, WorkerID: workerID, HomeEmployer: "RWF", State: state, RequestedAt: posted}
	if state == "answered" {
		r.AnsweredAt, r.Outcome = &held, "corrected"
	}
	return r
}

func init() {
	aggregateOf["passports.override"], aggregateOf["passports.decision"], aggregateOf["passports.host_policy"] = passportOverride, decisionID, "RVV"
	for _, e := range []events.Event{
		passports.HostPolicyChangedV1{Employer: "RVV", Version: 2, Body: passports.HostPolicyBody{
			RegisterFlagDays: 7, RegisterBlockDays: 14, GraceDays: 0, DBSMonths: 36, OwnChecks: []string{},
			Periods: []passports.RefreshPeriod{{Framework: "cstf", Code: "FIRE", Level: 1, Months: 12}},
		}},
		passports.OverrideRequestedV1{Override: sampleOverride("requested")}, passports.OverrideGrantedV1{Override: sampleOverride("granted")},
		passports.OverrideRefusedV1{Override: sampleOverride("refused")}, passports.OverrideExpiredV1{Override: sampleOverride("expired")},
		passports.DecisionReviewRequestedV1{Review: sampleReview("requested")}, passports.DecisionReviewAnsweredV1{Review: sampleReview("answered")},
	} {
		samples[e.EventName()] = e
	}
}
