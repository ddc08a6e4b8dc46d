package passports

import (
	"bytes"
	"compress/zlib"
	"context"
	"crypto/ecdsa"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"time"

	"github.com/muster-ics/muster/services/passports/internal/clearance"
	"github.com/muster-ics/muster/services/passports/internal/credential"
	"github.com/muster-ics/muster/services/passports/internal/jws"
	"github.com/muster-ics/muster/services/passports/internal/sdjwt"
	"github.com/muster-ics/muster/services/passports/internal/statuslist"
)

// PassportProbe is one made-up passport in memory with its keys, its credentials and a booking to decide on, for
// `muster bench`, which has no other way to them. Everything in it is evidently synthetic.
type PassportProbe struct {
	now            time.Time
	issuer, holder jws.Key
	holderJWK      jws.JWK
	grounds        []credential.Ground
	credential     string
	presentation   string
	policy         sdjwt.Policy
	facts          clearance.Facts
	list           statuslist.List
	packed         []byte
	sum            [sha256.Size]byte
	signature      []byte
}

// Where a probe's things are said to be.
const (
	probeIssuer   = "https://synthetic.example/issuers/SYN0"
	probeList     = "https://synthetic.example/status/1"
	probeVerifier = "x509_san_dns:receiver.synthetic.example"
	probeNonce    = "synthetic-nonce-synthetic-nonce"
	probePlace    = 413
	// probeRevoked is which share of a list is taken back: every so many-th credential.
	probeRevoked = 50
)

// NewPassportProbe makes a nurse's passport as a ward asks for it, with all credentials that it gives. now is the moment
// at which all is asked.
func NewPassportProbe(ctx context.Context, now time.Time) (*PassportProbe, error) {
	p := &PassportProbe{now: now, facts: probeFacts(now), list: statuslist.New(statuslist.Size)}
	var err error
	if p.issuer, err = jws.NewKey(); err != nil {
		return nil, err
	}
	if p.holder, err = jws.NewKey(); err != nil {
		return nil, err
	}
	if p.holderJWK, err = jws.PublicJWK(&p.holder.PublicKey); err != nil {
		return nil, err
	}
	p.grounds = credential.Grounds(p.facts.Passport, now)
	if len(p.grounds) == 0 {
		return nil, errors.New("the probe's passport gives no credentials")
	}
	for place := int64(0); place < statuslist.Size; place += probeRevoked {
		p.list.Revoke(place * 2654435761 % statuslist.Size) // spread over the list as random places are
	}
	if err := p.pack(); err != nil {
		return nil, err
	}
	p.policy = sdjwt.Policy{
		Issuers: probeTrust{&p.issuer.PublicKey}, Types: []string{credential.DBS.In(defaultTypeBase)}, Status: probeTrust{}, At: now,
		KeyBinding: sdjwt.KeyBindingPolicy{Audience: probeVerifier, Nonce: probeNonce, MaxAge: 5 * time.Minute},
	}
	return p, p.prove(ctx)
}

// prove does each thing once and looks at the outcome, so that nothing is measured that fails.
func (p *PassportProbe) prove(ctx context.Context) error {
	p.sum = sha256.Sum256([]byte(probeNonce))
	if err := p.BareSign(); err != nil {
		return err
	}
	if err := p.Issue(); err != nil {
		return err
	}
	if err := p.Present(); err != nil {
		return err
	}
	if err := errors.Join(p.BareVerify(), p.Verify(ctx), p.SignList(), p.BarePack()); err != nil {
		return err
	}
	if d := p.Decide(); d != string(clearance.Eligible) {
		return fmt.Errorf("the probe's worker is %s", d)
	}
	return nil
}

// pack keeps the list's bytes as they are before they are packed.
func (p *PassportProbe) pack() error {
	p.packed = make([]byte, statuslist.Size/8)
	for i := range int64(statuslist.Size) {
		v, err := p.list.At(i)
		if err != nil {
			return err
		}
		p.packed[i/8] |= v << (i % 8)
	}
	return nil
}

// Bytes are the lengths of a credential and of its presentation.
func (p *PassportProbe) Bytes() (credential, presentation int) {
	return len(p.credential), len(p.presentation)
}

// BareSign signs a digest by ES256 and nothing else.
func (p *PassportProbe) BareSign() (err error) {
	p.signature, err = ecdsa.SignASN1(rand.Reader, p.issuer.PrivateKey, p.sum[:])
	return err
}

// BareVerify verifies one signature of a digest by ES256 and nothing else.
func (p *PassportProbe) BareVerify() error {
	if !ecdsa.VerifyASN1(&p.issuer.PublicKey, p.sum[:], p.signature) {
		return errors.New("the bare signature does not fit")
	}
	return nil
}

// Issue makes the credential of the criminal record check: claims from the record, salts, digests, signature.
func (p *PassportProbe) Issue() (err error) {
	g := p.grounds[0]
	for _, one := range p.grounds {
		if one.Type == credential.DBS {
			g = one
		}
	}
	p.credential, err = sdjwt.Issue(p.issuer, sdjwt.Header{}, map[string]any{
		"iss": probeIssuer, "vct": g.Type.In(defaultTypeBase), "nbf": p.now.Truncate(24 * time.Hour).Unix(), "exp": credential.ExpiresAt(p.now, g.ValidUntil).Unix(),
		"cnf":    map[string]any{"jwk": p.holderJWK},
		"status": map[string]any{"status_list": map[string]any{"uri": probeList, "idx": probePlace}},
	}, g.Claims(credential.Person{Subject: "synthetic-subject", GivenName: "Synthetic", FamilyName: "Nurse"}))
	return err
}

// Present shows four claims of the credential to a receiver, under the holder's key.
func (p *PassportProbe) Present() (err error) {
	p.presentation, err = sdjwt.Present(p.credential, []string{"sub", "outcome", "check_level", "workforce"},
		sdjwt.KeyBinding{Signer: p.holder, Audience: probeVerifier, Nonce: probeNonce, IssuedAt: p.now})
	return err
}

// Verify judges the presentation, key binding and status included. Keys and lists are at hand.
func (p *PassportProbe) Verify(ctx context.Context) error {
	v, err := sdjwt.Verify(ctx, p.presentation, p.policy)
	if err == nil && v.Claims["outcome"] != "satisfied" {
		return errors.New("the presentation does not say what the record says")
	}
	return err
}

// SignList packs and signs a list of 2^20 places of which every fiftieth is taken back.
func (p *PassportProbe) SignList() error {
	_, err := statuslist.Sign(p.issuer, probeIssuer, probeList, p.list, p.now)
	return err
}

// BarePack packs the bytes of the same list by zlib as tightly, and nothing else.
func (p *PassportProbe) BarePack() error {
	var b bytes.Buffer
	w, err := zlib.NewWriterLevel(&b, zlib.BestCompression)
	if err != nil {
		return err
	}
	if _, err := w.Write(p.packed); err != nil {
		return err
	}
	return w.Close()
}

// Decide decides on the booking, with the digest of all inputs, and tells the outcome.
func (p *PassportProbe) Decide() string { return string(clearance.Decide(p.facts).Outcome) }

// probeTrust trusts one issuer in all, and finds nothing revoked.
type probeTrust struct{ key *ecdsa.PublicKey }

// Key implements sdjwt.Issuers.
func (t probeTrust) Key(context.Context, string, string, time.Time) (*ecdsa.PublicKey, error) {
	return t.key, nil
}

// Permitted implements sdjwt.Issuers.
func (probeTrust) Permitted(context.Context, string, string, time.Time) error { return nil }

// Status implements sdjwt.StatusSource.
func (probeTrust) Status(_ context.Context, _, _ string, _ int64, at time.Time) (sdjwt.StatusReading, error) {
	return sdjwt.StatusReading{ReadAt: at}, nil
}
