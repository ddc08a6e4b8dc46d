package main

import (
	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/events/shifts"
)

const (
	applicationID = "0199c0de-0000-7000-8000-00000000a991"
	offerID       = "0199c0de-0000-7000-8000-0000000000ff"
	placeID       = "0199c0de-0000-7000-8000-000000003a17"
	swapID        = "0199c0de-0000-7000-8000-0000000054a9"
	takerID       = "0199c0de-0000-7000-8000-0000000000bb"
	successorID   = "0199c0de-0000-7000-8000-00000000b002"
)

func sampleApplication(status string) shifts.ApplicationState {
	a := shifts.ApplicationState{ApplicationID: applicationID, ShiftID: shiftID, WorkerID: workerID, HomeEmployer: "RWF", Employer: "RVV",
		Status: status, SubmittedAt: posted, Reasons: []reason.Reason{}}
	switch status {
	case "approved":
		a.BookingID, a.ApprovedBy = bookingID, "staff-ward-7"
	case "not_chosen":
		a.EndedAt = &held
		a.Reasons = []reason.Reason{{Code: "NOT_CHOSEN", Weight: reason.Hard, Message: "The ward has given this shift to somebody else.", Fix: "You are on its waiting list."}}
	}
	return a
}

func sampleOffer(status string) shifts.OfferState {
	o := shifts.OfferState{OfferID: offerID, ShiftID: shiftID, WorkerID: workerID, Employer: "RVV", Origin: "waiting_list", Status: status, MadeAt: posted, ExpiresAt: held}
	if status != "open" {
		o.EndedAt, o.BookingID = &held, bookingID
	}
	return o
}

func samplePlace(status string) shifts.WaitingPlaceState {
	p := shifts.WaitingPlaceState{PlaceID: placeID, ShiftID: shiftID, WorkerID: workerID, HomeEmployer: "RWF", Employer: "RVV", Status: status, JoinedAt: posted}
	if status != "waiting" {
		p.EndedAt = &held
	}
	return p
}

func sampleSwap(status string) shifts.SwapState {
	s := shifts.SwapState{SwapID: swapID, BookingID: bookingID, ShiftID: shiftID, WorkerID: workerID, Employer: "RVV", Status: status, OfferedAt: posted, Reasons: []reason.Reason{}}
	if status != "offered" {
		s.TakerID, s.SuccessorID = takerID, successorID
	}
	if status == "done" {
		s.EndedAt = &held
	}
	return s
}

func init() {
	for entity, aggregate := range map[string]string{"shifts.application": applicationID, "shifts.offer": offerID, "shifts.waiting_place": placeID, "shifts.swap": swapID} {
		aggregateOf[entity] = aggregate
	}
	for _, e := range []events.Event{
		shifts.ApplicationSubmittedV1{Application: sampleApplication("submitted")}, shifts.ApplicationApprovedV1{Application: sampleApplication("approved")},
		shifts.ApplicationEndedV1{Application: sampleApplication("not_chosen")}, shifts.OfferMadeV1{Offer: sampleOffer("open")}, shifts.OfferEndedV1{Offer: sampleOffer("accepted")},
		shifts.WaitingPlaceJoinedV1{WaitingPlace: samplePlace("waiting")}, shifts.WaitingPlaceEndedV1{WaitingPlace: samplePlace("passed")},
		shifts.SwapOfferedV1{Swap: sampleSwap("offered")}, shifts.SwapTakenV1{Swap: sampleSwap("taking")}, shifts.SwapEndedV1{Swap: sampleSwap("done")},
	} {
		samples[e.EventName()] = e
	}
}
