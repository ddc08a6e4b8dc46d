package main

import (
	"time"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/passports"
)

const approachID = "0199c0de-0000-7000-8000-00000000a9e0"

func sampleApproach(status string) passports.ApproachState {
	asked := []passports.AskedCredential{{Type: "dbs/1", Claims: []string{"outcome", "check_level", "certificate_number"}}}
	a := passports.ApproachState{ApproachID: approachID, WorkerID: workerID, Receiver: "St Example Hospice", Host: "verify.hospice.example", Signed: true, Purpose: "pre_employment",
		Asked: asked, Status: status, OpenedAt: posted, ExpiresAt: posted.Add(10 * time.Minute)}
	if status != "opened" {
		at := posted.Add(3 * time.Minute)
		a.AnsweredAt, a.Told = &at, []passports.AskedCredential{{Type: "dbs/1", Claims: []string{"outcome", "check_level"}}}
	}
	return a
}

func init() {
	aggregateOf["passports.approach"] = approachID
	for _, e := range []events.Event{
		passports.ApproachOpenedV1{Approach: sampleApproach("opened")}, passports.ApproachAnsweredV1{Approach: sampleApproach("sent")},
		passports.ApproachSettledV1{Approach: sampleApproach("accepted")},
	} {
		samples[e.EventName()] = e
	}
}
