package main

import (
	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/passports"
)

const (
	checkID        = "0199c0de-0000-7000-8000-00000000c4ec"
	withdrawalID   = "0199c0de-0000-7000-8000-00000000c4ed"
	competencyID   = "0199c0de-0000-7000-8000-0000000c0390"
	registrationID = "0199c0de-0000-7000-8000-000000000c3f"
	readID         = "0199c0de-0000-7000-8000-000000003ead"
)

func sampleCheck() passports.CheckState {
	return passports.CheckState{CheckID: checkID, WorkerID: workerID, HomeEmployer: "RWF", Type: "dbs", Outcome: "satisfied", CheckedOn: posted,
		ValidUntil: &later, StandardVersion: "nhs_ecs_2025"}
}

func sampleWithdrawal() passports.CheckState {
	c := sampleCheck()
	c.CheckID, c.Outcome, c.CheckedOn, c.ValidUntil, c.Supersedes = withdrawalID, "withdrawn", held, nil, checkID
	return c
}

func sampleHold(lifted bool) passports.HoldState {
	h := passports.HoldState{HoldID: holdID, WorkerID: workerID, HomeEmployer: "RWF", From: posted, Until: &later}
	if lifted {
		h.LiftedAt = &held
	}
	return h
}

func init() {
	for entity, aggregate := range map[string]string{"passports.check": checkID, "passports.competency": competencyID, "passports.registration": registrationID,
		"passports.engagement": engagementID, "passports.hold": holdID, "passports.register": readID, "passports.registers": "registers", "passports.receivers": "receivers", "passports.reference": "reference-refresh"} {
		aggregateOf[entity] = aggregate
	}
	for _, e := range []events.Event{
		passports.CheckRecordedV1{Check: sampleCheck()}, passports.CheckWithdrawnV1{Check: sampleWithdrawal()},
		passports.CompetencyRecordedV1{Competency: passports.CompetencyState{CompetencyID: competencyID, WorkerID: workerID, HomeEmployer: "RWF",
			Framework: "cstf", Code: "RES", Level: 2, AchievedOn: posted, ValidUntil: &later, Provisional: true}},
		passports.RegistrationChangedV1{Registration: passports.RegistrationState{RegistrationID: registrationID, WorkerID: workerID, HomeEmployer: "RWF",
			Body: "NMC", Effect: passports.Approval, ReadAt: held, ValidUntil: &later}},
		passports.EngagementChangedV1{Engagement: passports.EngagementState{WorkerID: workerID, HomeEmployer: "RWF", Engagement: samplePassport("active").Engagements[0]}},
		passports.HoldPlacedV1{Hold: sampleHold(false)}, passports.HoldLiftedV1{Hold: sampleHold(true)},
		passports.RegistersChangedV1{Version: 1, Bodies: []string{"NMC", "GMC", "HCPC"}},
		passports.ReceiversChangedV1{Version: 2, Receivers: 3},
		passports.ReferenceChangedV1{Kind: "refresh", Version: 2, Rows: 20},
		passports.RegisterReadV1{ReadID: readID, Employer: "RVV", Body: "NMC", ReadAt: held},
	} {
		samples[e.EventName()] = e
	}
}
