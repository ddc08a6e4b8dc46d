package app

import (
	"context"
	"crypto/subtle"
	"errors"
	"slices"
	"time"

	"github.com/muster-ics/muster/services/passports/internal/offer"
	"github.com/muster-ics/muster/services/passports/internal/oid4vci"
)

// walletActor is who acts when a wallet comes with a code: the worker's own software, by which nobody is signed in.
func walletActor(r offer.Record, requestID string) By {
	return By{Actor: "wallet-of-" + r.WorkerID.String(), OnBehalfOf: r.Employer, RequestID: requestID}
}

// FetchOffer gives a wallet the offer that its link leads to. Whoever has the link may read it: without the transaction
// code it is good for nothing. It returns ErrNoOffer once the code is spent or over.
func (p *Passports) FetchOffer(ctx context.Context, code string) (map[string]any, error) {
	now := p.Clock.Now()
	var out map[string]any
	err := p.Offers.RedeemCode(ctx, code, func(o *offer.Offer, codes *Codes) (OfferChange, error) {
		if !o.Open(now) || codes == nil || !now.Before(codes.Until) {
			return OfferChange{}, ErrNoOffer
		}
		r := o.Record()
		out = oid4vci.Offer(p.Addresses.Issuer(r.Employer), r.Configurations, codes.Code)
		return OfferChange{Codes: codes}, nil
	})
	return out, err
}

// AccessToken is what a wallet fetches credentials with.
type AccessToken struct {
	Token string
	Life  time.Duration
}

// RedeemOffer gives a wallet an access token for a code and its transaction code, once. The fifth wrong transaction code
// ends the offer. It returns *oid4vci.Error.
func (p *Passports) RedeemOffer(ctx context.Context, in oid4vci.TokenRequest, requestID string) (AccessToken, error) {
	now := p.Clock.Now()
	out := AccessToken{Life: oid4vci.TokenLife}
	err := p.Offers.RedeemCode(ctx, in.Code, func(o *offer.Offer, codes *Codes) (OfferChange, error) {
		if !o.Open(now) || codes == nil || !now.Before(codes.Until) {
			return OfferChange{}, oid4vci.ErrGrant
		}
		who := walletActor(o.Record(), requestID)
		if subtle.ConstantTimeCompare([]byte(codes.Transaction), []byte(in.Transaction)) != 1 {
			return p.wrongTransaction(ctx, o, codes, who, now)
		}
		if err := o.Accept(offer.External, now); err != nil {
			return OfferChange{}, oid4vci.ErrGrant
		}
		f, err := p.offerFact(ctx, o, who, now)
		out.Token = secret()
		return OfferChange{Facts: []Fact{f}, Token: out.Token, TokenUntil: now.Add(oid4vci.TokenLife)}, err
	})
	if errors.Is(err, ErrNoOffer) {
		err = oid4vci.ErrGrant
	}
	return out, err
}

func (p *Passports) wrongTransaction(ctx context.Context, o *offer.Offer, codes *Codes, who By, now time.Time) (OfferChange, error) {
	if !o.Wrong() {
		return OfferChange{Codes: codes, EvenSo: true}, oid4vci.ErrGrant
	}
	f, err := p.offerFact(ctx, o, who, now)
	if err != nil {
		return OfferChange{}, err
	}
	return OfferChange{Facts: []Fact{f}, EvenSo: true}, oid4vci.ErrGrant
}

// NewNonce gives a nonce that is good once, for a proof or for the page that verifies.
func (p *Passports) NewNonce(ctx context.Context, purpose NoncePurpose) (string, error) {
	nonce := secret()
	return nonce, p.Offers.KeepNonce(ctx, purpose, nonce, p.Clock.Now().Add(oid4vci.NonceLife))
}

// WalletRequest is a wallet's request for one credential.
type WalletRequest struct {
	Token string
	oid4vci.Request
	RequestID string
}

// offerFor judges a wallet's request: its token, what was offered, its proof and the nonce in it, in that order, so that a
// nonce is spent by a good proof only.
func (p *Passports) offerFor(ctx context.Context, in WalletRequest, now time.Time) (offer.Record, oid4vci.Proven, error) {
	o, err := p.Offers.OfferOfToken(ctx, in.Token, now)
	if errors.Is(err, ErrNoOffer) {
		return offer.Record{}, oid4vci.Proven{}, oid4vci.ErrToken
	}
	if err != nil {
		return offer.Record{}, oid4vci.Proven{}, err
	}
	r := o.Record()
	if !slices.Contains(r.Configurations, in.Configuration) {
		return r, oid4vci.Proven{}, oid4vci.Refuse("unknown_credential_configuration", "The offer does not list this configuration.")
	}
	proven, err := oid4vci.Proof(in.Proof, p.Addresses.Issuer(r.Employer), now)
	if err != nil {
		return r, proven, err
	}
	good, err := p.Offers.SpendNonce(ctx, ProofNonce, proven.Nonce, now)
	if err == nil && !good {
		err = oid4vci.ErrNonce
	}
	return r, proven, err
}
