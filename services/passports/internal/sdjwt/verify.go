package sdjwt

import (
	"context"
	"crypto/ecdsa"
	"errors"
	"slices"
	"time"

	"github.com/muster-ics/muster/services/passports/internal/jws"
)

// Leeway is how far the clocks of issuer, holder and verifier may be apart.
const Leeway = 30 * time.Second

// Issuers say whose credentials may be relied on. Nothing that a credential brings along chooses its key.
type Issuers interface {
	// Key gives the key of an issuer by which a credential that was signed under keyID is verified. A refusal of the code
	// IssuerUnknown or IssuerUnread says why there is none.
	Key(ctx context.Context, issuer, keyID string, at time.Time) (*ecdsa.PublicKey, error)
	// Permitted refuses a type that the issuer may not issue.
	Permitted(ctx context.Context, issuer, vct string, at time.Time) error
}

// StatusReading is what a status list says of a credential.
type StatusReading struct {
	Revoked bool
	// ReadAt is when the list was signed that says so.
	ReadAt time.Time
}

// StatusSource reads status lists. What cannot be read, is too old, or was signed by another than the issuer is an error.
type StatusSource interface {
	Status(ctx context.Context, issuer, uri string, index int64, at time.Time) (StatusReading, error)
}

// KeyBindingPolicy is what the holder must have signed: for this audience, this nonce, at most MaxAge ago.
type KeyBindingPolicy struct {
	Audience, Nonce string
	MaxAge          time.Duration
}

// Policy is what a presentation must satisfy. Every field is required: the zero value refuses everything.
type Policy struct {
	Issuers    Issuers
	Types      []string
	KeyBinding KeyBindingPolicy
	Status     StatusSource
	// At is the moment of verification.
	At time.Time
}

func (p Policy) complete() bool {
	k := p.KeyBinding
	return p.Issuers != nil && len(p.Types) > 0 && k.Audience != "" && k.Nonce != "" && k.MaxAge > 0 && p.Status != nil && !p.At.IsZero()
}

// Verified is what a presentation that satisfies its policy says.
type Verified struct {
	Issuer, KeyID, Type string
	// Subject is the holder's opaque name with this issuer; empty when it was not shown.
	Subject string
	// Holder is the thumbprint of the holder's key.
	Holder string
	// Claims are all claims that were shown, Disclosed the names of those at the top that the holder chose to show.
	Claims       map[string]any
	Disclosed    []string
	ExpiresAt    time.Time
	StatusReadAt time.Time
}

// Verify judges a presentation: who issued it, signature, type and dates, disclosures, key binding, status, in that order.
// It returns a *Refused with the first thing that is wrong.
func Verify(ctx context.Context, presentation string, p Policy) (Verified, error) {
	if !p.complete() {
		return Verified{}, Refuse(PolicyIncomplete, "The verification leaves something open: issuers, types, audience, nonce, greatest age, status and time are all required.")
	}
	parsed, err := Parse(presentation)
	if err != nil {
		return Verified{}, err
	}
	v, err := parsed.signed(ctx, p)
	if err != nil {
		return Verified{}, err
	}
	if v.Claims, err = parsed.shown(); err != nil {
		return Verified{}, err
	}
	v.Disclosed = parsed.Names()
	v.Subject, _ = jws.Text(v.Claims, "sub")
	if v.Holder, err = parsed.bind(p); err != nil {
		return Verified{}, err
	}
	v.StatusReadAt, err = parsed.status(ctx, v.Issuer, p)
	if err != nil {
		return Verified{}, err
	}
	return v, nil
}

// signed judges the issuer's part: who signed it, what it is, and when it holds.
func (c Parsed) signed(ctx context.Context, p Policy) (Verified, error) {
	v := Verified{KeyID: c.Header.KeyID}
	var ok bool
	if v.Issuer, ok = jws.Text(c.Claims, "iss"); !ok {
		return v, Refuse(IssuerUnknown, "The credential does not say who issued it.")
	}
	_, err := jws.Open(c.Token, jws.Credential, func(jws.Token) (*ecdsa.PublicKey, error) {
		k, err := p.Issuers.Key(ctx, v.Issuer, c.Header.KeyID, p.At)
		if err != nil {
			return nil, because(IssuerUnknown, err, "The issuer of the credential is not in the registry.")
		}
		return k, nil
	})
	switch {
	case err == nil:
	case errors.Is(err, jws.ErrType):
		return v, Refuse(WrongTokenType, "This token is no credential.")
	default:
		return v, because(SignatureWrong, err, "The issuer's signature does not fit.")
	}
	if v.Type, ok = jws.Text(c.Claims, "vct"); !ok || !slices.Contains(p.Types, v.Type) {
		return v, Refuse(TypeUnwanted, "The credential is not of a type that was asked for.")
	}
	if err := p.Issuers.Permitted(ctx, v.Issuer, v.Type, p.At); err != nil {
		return v, because(TypeNotPermitted, err, "The issuer may not issue credentials of this type.")
	}
	v.ExpiresAt, err = c.dates(p.At)
	return v, err
}

func (c Parsed) dates(at time.Time) (time.Time, error) {
	exp, ok := jws.Seconds(c.Claims["exp"])
	if !ok {
		return time.Time{}, Refuse(ExpiryMissing, "The credential does not say when it ends.")
	}
	if !at.Before(exp.Add(Leeway)) {
		return exp, Refuse(Expired, "The credential ended at %s.", exp.Format(time.RFC3339))
	}
	if v, has := c.Claims["nbf"]; has {
		nbf, ok := jws.Seconds(v)
		if !ok || at.Before(nbf.Add(-Leeway)) {
			return exp, Refuse(NotYetValid, "The credential does not hold yet.")
		}
	}
	return exp, nil
}

// shown gives the claims with what was disclosed. What decides about validity must stand in plain sight.
func (c Parsed) shown() (map[string]any, error) {
	for name := range neverHidden {
		if len(digests(c.Claims[name])) > 0 {
			return nil, Refuse(DisclosureWrong, "A claim that decides about validity is hidden.")
		}
	}
	for _, d := range c.Disclosures {
		if neverHidden[d.Name] && topDigests(c.Claims)[d.Digest] {
			return nil, Refuse(DisclosureWrong, "A claim that decides about validity is hidden.")
		}
	}
	return reveal(c.Claims, c.Disclosures)
}

// SameSubject refuses presentations of two people: all must be bound to one key, or be of one issuer's one subject.
func SameSubject(all []Verified) error {
	sameKey, sameName := true, true
	for _, v := range all {
		sameKey = sameKey && v.Holder != "" && v.Holder == all[0].Holder
		sameName = sameName && v.Subject != "" && v.Subject == all[0].Subject && v.Issuer == all[0].Issuer
	}
	if sameKey || sameName {
		return nil
	}
	return Refuse(SubjectsDiffer, "The credentials do not belong to one person.")
}
