package app

import (
	"context"
	"time"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/offer"
	"github.com/muster-ics/muster/services/passports/internal/presentation"
)

// NoncePurpose says for what a nonce is good.
type NoncePurpose string

// The purposes of nonces.
const (
	ProofNonce  NoncePurpose = "proof"
	VerifyNonce NoncePurpose = "verify_page"
)

// Offers keeps what workers are offered, with the codes and nonces by which wallets fetch it. Codes, tokens and nonces are
// kept by digest; each is good once.
type Offers interface {
	// AddOffer writes version 1 with its fact.
	AddOffer(ctx context.Context, o *offer.Offer, f Fact) error
	// OffersOf gives a worker's offers, the newest first.
	OffersOf(ctx context.Context, workerID id.ID) ([]*offer.Offer, error)
	// ChangeOffer locks an offer, gives it to act with its codes as they stand (nil without), and writes it with the codes
	// and facts that act returns. It returns ErrNoOffer, or act's error with nothing written.
	ChangeOffer(ctx context.Context, offerID id.ID, act func(*offer.Offer, *Codes) (OfferChange, error)) error
	// RedeemCode is ChangeOffer for whoever has the code. Of two at once one gets the offer and the other ErrNoOffer.
	RedeemCode(ctx context.Context, code string, act func(*offer.Offer, *Codes) (OfferChange, error)) error
	// OfferOfToken gives the offer for which an access token is good now, or ErrNoOffer.
	OfferOfToken(ctx context.Context, token string, now time.Time) (*offer.Offer, error)
	// KeepNonce keeps a nonce until a time.
	KeepNonce(ctx context.Context, p NoncePurpose, nonce string, until time.Time) error
	// SpendNonce tells whether the nonce was good, and makes it bad: of two at once, one.
	SpendNonce(ctx context.Context, p NoncePurpose, nonce string, now time.Time) (bool, error)
}

// Codes are the secrets of an offer: the code that its link leads to, and the one that the worker types.
type Codes struct {
	Code, Transaction string
	Until             time.Time
}

// OfferChange is what a change of an offer writes beside it. Codes replaces the codes; nil takes them away. Token, when it
// is not empty, is an access token for the offer.
type OfferChange struct {
	Facts      []Fact
	Codes      *Codes
	Token      string
	TokenUntil time.Time
	// EvenSo writes the change although act refuses, and then gives act's error: a wrong transaction code counts.
	EvenSo bool
}

// Presentations keeps what receivers ask for and what was shown to them.
type Presentations interface {
	// AddRequest writes version 1 with its fact.
	AddRequest(ctx context.Context, r *presentation.Request, f Fact) error
	// Request gives a request, or ErrNoRequest.
	Request(ctx context.Context, requestID id.ID) (*presentation.Request, error)
	// AnswerRequest locks the request and gives it to act. What act returns is written with the request; of two answers at
	// once the second finds it answered. It returns ErrNoRequest, or act's error with nothing written.
	AnswerRequest(ctx context.Context, requestID id.ID, act func(*presentation.Request) (Shown, error)) error
	// RequestsOf gives a receiver's requests before an id, the newest first.
	RequestsOf(ctx context.Context, receiver string, before id.ID, limit int) ([]*presentation.Request, error)
	// ShownIn opens the values that were shown in answer to a request; nil when they are gone.
	ShownIn(ctx context.Context, requestID id.ID) ([]byte, error)
	// Forget deletes codes and nonces that are over by the database's clock, and what was shown before a moment; it tells of
	// how many requests that was.
	Forget(ctx context.Context, shownBefore time.Time) (int, error)
}

// Shown is what an answer writes beside the request. Values are sealed; nil keeps none. Look is for the log of looks of the
// worker who answered; nil for none.
type Shown struct {
	Fact   Fact
	Values []byte
	Look   *Look
}

// Doors keeps door codes.
type Doors interface {
	// MakeDoorCode keeps a code for a worker until a time.
	MakeDoorCode(ctx context.Context, workerID id.ID, code string, now, until time.Time) error
	// WorkerBehind gives the worker of a code that is good now, or ErrNoDoor.
	WorkerBehind(ctx context.Context, code string, now time.Time) (id.ID, error)
	// NextBooking gives the confirmed booking that is on or comes next, or ErrNoBooking.
	NextBooking(ctx context.Context, workerID id.ID, now time.Time) (Reliance, error)
}

// What these ports answer when something is not there.
var (
	ErrNoOffer   = fault.New(fault.NotFound, "offer_not_found", "There is no such offer, or it is not yours to see.")
	ErrNoRequest = fault.New(fault.NotFound, "request_not_found", "There is no such request, or it is not yours to see.")
	ErrNoDoor    = fault.New(fault.NotFound, "door_code_over", "This door code is too old. Ask the worker to show a new one.")
)
