package app

import (
	"context"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/offer"
	"github.com/muster-ics/muster/services/passports/internal/oid4vci"
)

// OfferView is an offer as the worker and the issuer see it. The codes are not in it.
type OfferView struct {
	OfferID   string    `json:"offer_id" format:"uuid"`
	Employer  string    `json:"employer" doc:"ODS code of the issuer."`
	Kinds     []string  `json:"kinds" doc:"What each credential is about, e.g. check.dbs, registration.NMC, competency.cstf.FIRE.1."`
	Status    string    `json:"status" enum:"offered,accepted,rejected,over"`
	Wallet    string    `json:"wallet,omitempty" enum:"custodial,external"`
	Reason    string    `json:"reason,omitempty"`
	OfferedAt time.Time `json:"offered_at"`
	ExpiresAt time.Time `json:"expires_at"`
}

func viewOffer(o *offer.Offer, now time.Time) OfferView {
	r := o.Record()
	v := OfferView{
		OfferID: r.ID.String(), Employer: r.Employer, Kinds: r.Configurations, Status: string(r.Status), Wallet: string(r.Wallet),
		Reason: r.Reason, OfferedAt: r.OfferedAt, ExpiresAt: r.ExpiresAt,
	}
	if r.Status == offer.Offered && !o.Open(now) {
		v.Status = "over"
	}
	return v
}

// MakeOffer offers a worker credentials of some kinds; none means every kind that is due. The home employer's people may,
// and the workers themselves.
func (p *Passports) MakeOffer(ctx context.Context, workerID id.ID, kinds []string, requestID string) (OfferView, error) {
	w, err := p.Workers.Get(ctx, workerID)
	if err != nil {
		return OfferView{}, err
	}
	principal, err := Policy.Check(ctx, MayOffer, auth.Facts{Home: w.HomeEmployer(), Worker: workerID.String(), ICS: p.ICS})
	if err != nil {
		return OfferView{}, err
	}
	now := p.Clock.Now()
	if len(kinds) == 0 {
		kinds = p.standingKinds(w, now)
	}
	// A wallet looks at the issuer before anything is signed: the issuer must have its key by then.
	if _, err := p.IssuerKeys.SigningKey(ctx, w.HomeEmployer(), now); err != nil {
		return OfferView{}, err
	}
	o, err := offer.Make(workerID, w.HomeEmployer(), kinds, p.issuedKinds(), now, oid4vci.OfferLife)
	if err != nil {
		return OfferView{}, refused(err, "")
	}
	f, err := p.offerFact(ctx, o, by(principal, requestID), now)
	if err != nil {
		return OfferView{}, err
	}
	return viewOffer(o, now), p.Offers.AddOffer(ctx, o, f)
}

// ShowOffers gives workers what was offered to them, the newest first.
func (p *Passports) ShowOffers(ctx context.Context) ([]OfferView, error) {
	workerID, _, err := p.own(ctx, MayTake)
	if err != nil {
		return nil, err
	}
	all, err := p.Offers.OffersOf(ctx, workerID)
	out := make([]OfferView, 0, len(all))
	for _, o := range all {
		out = append(out, viewOffer(o, p.Clock.Now()))
	}
	return out, err
}

// own is the worker who asks, with the principal.
func (p *Passports) own(ctx context.Context, a auth.Action) (id.ID, auth.Principal, error) {
	workerID, err := p.ownID(ctx, a)
	principal, _ := auth.From(ctx)
	return workerID, principal, err
}

// OwnID is the worker who asks, if the action is theirs.
func (p *Passports) OwnID(ctx context.Context, a auth.Action) (id.ID, error) { return p.ownID(ctx, a) }
