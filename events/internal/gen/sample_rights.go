package main

import (
	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/passports"
)

// The samples of what workers decide about their passports, and of what they are told in time.
const (
	disclosureID = "0199c0de-0000-7000-8000-00000000d15c"
	noticeID     = "0199c0de-0000-7000-8000-000000000e90"
)

func init() {
	given := passports.DisclosureState{DisclosureID: disclosureID, WorkerID: workerID, HomeEmployer: "RWF", Host: "RVV", From: posted, Until: &later,
		AgreementID: agreementID, AgreementVersion: 1}
	for _, e := range []events.Event{
		passports.DisclosureAuthorisedV1{Disclosure: given}, passports.DisclosureWithdrawnV1{Disclosure: given, WithdrawnAt: held},
		passports.CheckExpiringV1{NoticeID: noticeID, WorkerID: workerID, HomeEmployer: "RWF", Kind: "competency",
			Code: "FIRE", Framework: "cstf", Level: 1, ValidUntil: later, Days: 28},
	} {
		samples[e.EventName()] = e
	}
	aggregateOf["passports.disclosure"] = disclosureID
}
