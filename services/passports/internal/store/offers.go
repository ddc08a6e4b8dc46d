package store

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/offer"
	"github.com/muster-ics/muster/services/passports/internal/store/sqlcgen"
	"github.com/muster-ics/muster/services/passports/internal/vault"
)

var _ app.Offers = (*Store)(nil)

// digestOf is what is kept of a secret that somebody else holds. The secrets have 128 bits or more, so that a plain digest
// tells nothing.
func digestOf(secret string) []byte {
	sum := sha256.Sum256([]byte(secret))
	return sum[:]
}

// offerCodes is the kind of an offer's sealed codes.
func offerCodes(offerID id.ID) vault.Kind { return vault.Kind("offer_codes:" + offerID.String()) }

// AddOffer implements app.Offers.
func (s *Store) AddOffer(ctx context.Context, o *offer.Offer, f app.Fact) error {
	r := o.Record()
	return s.outbox.InTx(ctx, func(tx *outbox.Tx) error {
		if err := sqlcgen.New(tx).InsertOffer(ctx, sqlcgen.InsertOfferParams{
			ID: r.ID, WorkerID: r.WorkerID, Employer: r.Employer, Configurations: r.Configurations, OfferedAt: r.OfferedAt, ExpiresAt: r.ExpiresAt,
		}); err != nil {
			return err
		}
		return record(ctx, tx, []app.Fact{f})
	})
}

// OffersOf implements app.Offers.
func (s *Store) OffersOf(ctx context.Context, workerID id.ID) ([]*offer.Offer, error) {
	rows, err := s.read().OffersOfWorker(ctx, workerID)
	if err != nil {
		return nil, err
	}
	out := make([]*offer.Offer, len(rows))
	for i, row := range rows {
		out[i] = offerOf(row)
	}
	return out, nil
}

func offerOf(row sqlcgen.CredentialOffer) *offer.Offer {
	return offer.Rehydrate(offer.Record{
		ID: row.ID, WorkerID: row.WorkerID, Employer: row.Employer, Configurations: row.Configurations, OfferedAt: row.OfferedAt,
		ExpiresAt: row.ExpiresAt, Status: offer.Status(row.Status), Wallet: offer.Wallet(row.Wallet), Reason: row.Reason,
		Tries: int(row.Tries), Version: row.Version,
	})
}

// ChangeOffer implements app.Offers.
func (s *Store) ChangeOffer(ctx context.Context, offerID id.ID, act func(*offer.Offer, *app.Codes) (app.OfferChange, error)) error {
	return s.outbox.InTx(ctx, func(tx *outbox.Tx) error {
		row, err := sqlcgen.New(tx).LockOffer(ctx, offerID)
		if err != nil {
			return absent(err, app.ErrNoOffer)
		}
		o, change, err := s.actOnOffer(ctx, tx, row, act)
		if err != nil {
			return err
		}
		return s.writeOffer(ctx, tx, o, change)
	})
}

// RedeemCode implements app.Offers.
func (s *Store) RedeemCode(ctx context.Context, code string, act func(*offer.Offer, *app.Codes) (app.OfferChange, error)) error {
	var refused error
	err := s.outbox.InTx(ctx, func(tx *outbox.Tx) error {
		row, err := sqlcgen.New(tx).LockOfferByCode(ctx, digestOf(code))
		if err != nil {
			return absent(err, app.ErrNoOffer)
		}
		o, change, err := s.actOnOffer(ctx, tx, row, act)
		if err != nil && !change.EvenSo {
			return err
		}
		refused = err
		return s.writeOffer(ctx, tx, o, change)
	})
	if err != nil {
		return err
	}
	return refused
}

func (s *Store) actOnOffer(ctx context.Context, tx *outbox.Tx, row sqlcgen.CredentialOffer, act func(*offer.Offer, *app.Codes) (app.OfferChange, error)) (*offer.Offer, app.OfferChange, error) {
	o := offerOf(row)
	var codes *app.Codes
	if row.CodeSealed != nil && row.CodeUntil != nil {
		key, err := s.keyOf(ctx, sqlcgen.New(tx), row.WorkerID)
		if err != nil {
			return nil, app.OfferChange{}, err
		}
		plain, err := key.Open(offerCodes(row.ID), 1, row.CodeSealed)
		if err != nil {
			return nil, app.OfferChange{}, err
		}
		codes = &app.Codes{}
		if err := json.Unmarshal([]byte(plain), codes); err != nil {
			return nil, app.OfferChange{}, err
		}
	}
	change, err := act(o, codes)
	return o, change, err
}

func (s *Store) writeOffer(ctx context.Context, tx *outbox.Tx, o *offer.Offer, c app.OfferChange) error {
	q, r := sqlcgen.New(tx), o.Record()
	up := sqlcgen.UpdateOfferParams{
		ID: r.ID, Status: string(r.Status), Wallet: string(r.Wallet), Reason: r.Reason, Tries: int32(r.Tries), Version: r.Version,
	}
	if c.Codes != nil {
		key, err := s.keyOf(ctx, q, r.WorkerID)
		if err != nil {
			return err
		}
		plain, err := json.Marshal(c.Codes)
		if err != nil {
			return err
		}
		up.CodeDigest, up.CodeSealed, up.CodeUntil = digestOf(c.Codes.Code), key.Seal(offerCodes(r.ID), 1, string(plain)), &c.Codes.Until
	}
	if err := q.UpdateOffer(ctx, up); err != nil {
		return err
	}
	if c.Token != "" {
		if err := q.InsertWalletToken(ctx, sqlcgen.InsertWalletTokenParams{Digest: digestOf(c.Token), OfferID: r.ID, ExpiresAt: c.TokenUntil}); err != nil {
			return err
		}
	}
	return record(ctx, tx, c.Facts)
}

// OfferOfToken implements app.Offers.
func (s *Store) OfferOfToken(ctx context.Context, token string, now time.Time) (*offer.Offer, error) {
	row, err := s.read().OfferOfToken(ctx, sqlcgen.OfferOfTokenParams{Digest: digestOf(token), Now: now})
	if err != nil {
		return nil, absent(err, app.ErrNoOffer)
	}
	return offerOf(row), nil
}

// KeepNonce implements app.Offers.
func (s *Store) KeepNonce(ctx context.Context, p app.NoncePurpose, nonce string, until time.Time) error {
	return s.read().InsertNonce(ctx, sqlcgen.InsertNonceParams{Digest: digestOf(nonce), Purpose: string(p), ExpiresAt: until})
}

// SpendNonce implements app.Offers.
func (s *Store) SpendNonce(ctx context.Context, p app.NoncePurpose, nonce string, now time.Time) (bool, error) {
	n, err := s.read().SpendNonce(ctx, sqlcgen.SpendNonceParams{Digest: digestOf(nonce), Purpose: string(p), Now: now})
	return n == 1, err
}
