package main

import (
	"time"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/passports"
)

const (
	credentialOfferID = "0199c0de-0000-7000-8000-000000000ffe"
	requestID         = "0199c0de-0000-7000-8000-000000004e9e"
)

func sampleCredentialOffer(status string) passports.CredentialOfferState {
	o := passports.CredentialOfferState{OfferID: credentialOfferID, WorkerID: workerID, Employer: "RWF", Types: []string{"dbs/1", "right-to-work/1"},
		Status: status, OfferedAt: posted, ExpiresAt: posted.Add(14 * 24 * time.Hour)}
	switch status {
	case "accepted":
		o.Wallet = "external"
	case "rejected":
		o.ReasonCode = "wrong_details"
	}
	return o
}

func samplePresentation(status string) passports.PresentationState {
	asked := []passports.AskedCredential{{Type: "dbs/1", Claims: []string{"outcome", "check_level", "certificate_number"}}}
	p := passports.PresentationState{RequestID: requestID, Receiver: "RVV", Purpose: "bank_shift", Asked: asked, Status: status,
		RequestedAt: posted, ExpiresAt: posted.Add(10 * time.Minute)}
	if status != "requested" {
		at := posted.Add(3 * time.Minute)
		p.AnsweredAt, p.WorkerID = &at, workerID
	}
	switch status {
	case "verified":
		p.Told = []passports.AskedCredential{{Type: "dbs/1", Claims: []string{"outcome", "check_level"}}}
	case "refused":
		p.ReasonCode = "REVOKED"
	}
	return p
}

func init() {
	for entity, aggregate := range map[string]string{"passports.credential": credentialOfferID, "passports.presentation": requestID} {
		if _, known := aggregateOf[entity]; !known {
			aggregateOf[entity] = aggregate
		}
	}
	for _, e := range []events.Event{
		passports.CredentialOfferedV1{Offer: sampleCredentialOffer("offered")}, passports.CredentialAcceptedV1{Offer: sampleCredentialOffer("accepted")},
		passports.CredentialRejectedV1{Offer: sampleCredentialOffer("rejected")},
		passports.PresentationRequestedV1{Presentation: samplePresentation("requested")},
		passports.PresentationVerifiedV1{Presentation: samplePresentation("verified")},
		passports.PresentationRefusedV1{Presentation: samplePresentation("refused")},
	} {
		samples[e.EventName()] = e
	}
}
