package app

import (
	"context"
	"crypto/rand"
	"fmt"
	"math/big"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/offer"
	"github.com/muster-ics/muster/services/passports/internal/oid4vci"
)

// OfferLinks are what a worker needs to take an offer into a wallet of their own: the link for the wallet, and the code
// that the wallet asks for. The two are shown apart.
type OfferLinks struct {
	OfferView
	Link        string
	Transaction string
	Until       time.Time
}

// RejectOffer says no to an offer, and why.
func (p *Passports) RejectOffer(ctx context.Context, offerID id.ID, reason, requestID string) (OfferView, error) {
	return p.answerOffer(ctx, offerID, requestID, func(o *offer.Offer, now time.Time) error { return o.Reject(reason, now) })
}

// AcceptOffer takes what is offered into the wallet that the service keeps for the worker.
func (p *Passports) AcceptOffer(ctx context.Context, offerID id.ID, requestID string) (OfferView, error) {
	v, err := p.answerOffer(ctx, offerID, requestID, func(o *offer.Offer, now time.Time) error { return o.Accept(offer.Custodial, now) })
	if err != nil {
		return v, err
	}
	return v, p.issueOffered(ctx, v, requestID)
}

func (p *Passports) answerOffer(ctx context.Context, offerID id.ID, requestID string, act func(*offer.Offer, time.Time) error) (OfferView, error) {
	workerID, principal, err := p.own(ctx, MayTake)
	if err != nil {
		return OfferView{}, err
	}
	now := p.Clock.Now()
	var v OfferView
	err = p.Offers.ChangeOffer(ctx, offerID, func(o *offer.Offer, _ *Codes) (OfferChange, error) {
		if o.Record().WorkerID != workerID {
			return OfferChange{}, ErrNoOffer
		}
		if err := act(o, now); err != nil {
			return OfferChange{}, refused(err, "")
		}
		f, err := p.offerFact(ctx, o, by(principal, requestID), now)
		v = viewOffer(o, now)
		return OfferChange{Facts: []Fact{f}}, err
	})
	return v, err
}

// OpenOffer gives workers the link and the code of an offer of theirs. While a code is good, the same is given again.
func (p *Passports) OpenOffer(ctx context.Context, offerID id.ID) (OfferLinks, error) {
	workerID, _, err := p.own(ctx, MayTake)
	if err != nil {
		return OfferLinks{}, err
	}
	now := p.Clock.Now()
	var out OfferLinks
	err = p.Offers.ChangeOffer(ctx, offerID, func(o *offer.Offer, codes *Codes) (OfferChange, error) {
		if o.Record().WorkerID != workerID {
			return OfferChange{}, ErrNoOffer
		}
		out.OfferView = viewOffer(o, now)
		if !o.Open(now) {
			return OfferChange{}, nil
		}
		if codes == nil || !now.Before(codes.Until) {
			var err error
			if codes, err = newCodes(now); err != nil {
				return OfferChange{}, err
			}
		}
		out.Link, out.Transaction, out.Until = oid4vci.OfferLink(p.Addresses.Public+"/oid4vci/offer/"+codes.Code), codes.Transaction, codes.Until
		return OfferChange{Codes: codes}, nil
	})
	return out, err
}

func newCodes(now time.Time) (*Codes, error) {
	most := new(big.Int).Exp(big.NewInt(10), big.NewInt(oid4vci.TransactionDigits), nil)
	n, err := rand.Int(rand.Reader, most)
	if err != nil {
		return nil, err
	}
	return &Codes{Code: secret(), Transaction: fmt.Sprintf("%0*d", oid4vci.TransactionDigits, n), Until: now.Add(oid4vci.CodeLife)}, nil
}

// secret is a text of at least 128 random bits that fits an address.
func secret() string { return rand.Text() }
