package sdjwt_test

import (
	"context"
	"crypto/ecdsa"
	"errors"
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/services/passports/internal/jws"
	"github.com/muster-ics/muster/services/passports/internal/sdjwt"
)

const (
	issuer   = "https://muster.example/issuers/RVV"
	dbs      = "https://muster.example/vct/dbs/1"
	identity = "https://muster.example/vct/identity/1"
	verifier = "https://ward.example/verify"
	nonce    = "n-0S6_WzA2Mj"
	listURI  = "https://muster.example/status/1"
)

var noon = time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC)

func key(t testing.TB) jws.Key {
	t.Helper()
	k, err := jws.NewKey()
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// trusted are issuers by iss and kid, and what each may issue.
type trusted struct {
	keys    map[string]*ecdsa.PublicKey
	permits map[string][]string
}

func (i trusted) Key(_ context.Context, iss, kid string, _ time.Time) (*ecdsa.PublicKey, error) {
	k, ok := i.keys[iss+" "+kid]
	if !ok {
		return nil, sdjwt.Refuse(sdjwt.IssuerUnknown, "not listed")
	}
	return k, nil
}

func (i trusted) Permitted(_ context.Context, iss, vct string, _ time.Time) error {
	for _, p := range i.permits[iss] {
		if p == vct {
			return nil
		}
	}
	return sdjwt.Refuse(sdjwt.TypeNotPermitted, "not permitted")
}

// list answers for one index of one list.
type list struct {
	revoked bool
	err     error
}

func (l list) Status(_ context.Context, iss, uri string, index int64, at time.Time) (sdjwt.StatusReading, error) {
	if l.err != nil {
		return sdjwt.StatusReading{}, l.err
	}
	if iss != issuer || uri != listURI || index != 413 {
		return sdjwt.StatusReading{}, errors.New("asked for another status")
	}
	return sdjwt.StatusReading{Revoked: l.revoked, ReadAt: at}, nil
}

// case1 is a credential with its keys, and what verifies it.
type case1 struct {
	issuer, holder jws.Key
	plain, hidden  map[string]any
	policy         sdjwt.Policy
}

func fresh(t testing.TB) case1 {
	t.Helper()
	c := case1{issuer: key(t), holder: key(t)}
	jwk, err := jws.PublicJWK(&c.holder.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	c.plain = map[string]any{
		"iss": issuer, "vct": dbs, "nbf": noon.Add(-time.Hour).Unix(), "exp": noon.Add(time.Hour).Unix(),
		"cnf":    map[string]any{"jwk": jwk},
		"status": map[string]any{"status_list": map[string]any{"uri": listURI, "idx": 413}},
	}
	c.hidden = map[string]any{
		"sub": "s-1", "given_name": "Ada", "family_name": "Example", "outcome": "satisfied", "workforce": []any{"adult", "child"}, "certificate_number": nil,
	}
	c.policy = sdjwt.Policy{
		Issuers: trusted{
			keys:    map[string]*ecdsa.PublicKey{issuer + " " + c.issuer.KeyID(): &c.issuer.PublicKey},
			permits: map[string][]string{issuer: {dbs}},
		},
		Types:      []string{dbs},
		KeyBinding: sdjwt.KeyBindingPolicy{Audience: verifier, Nonce: nonce, MaxAge: 5 * time.Minute},
		Status:     list{}, At: noon,
	}
	return c
}

func (c case1) credential(t testing.TB) string {
	t.Helper()
	s, err := sdjwt.Issue(c.issuer, sdjwt.Header{}, c.plain, c.hidden)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func (c case1) presentation(t testing.TB, names ...string) string {
	t.Helper()
	p, err := sdjwt.Present(c.credential(t), names, sdjwt.KeyBinding{Signer: c.holder, Audience: verifier, Nonce: nonce, IssuedAt: noon})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// signed is a credential whose payload is exactly this, with these disclosures, well bound by the holder.
func (c case1) signed(t testing.TB, payload map[string]any, disclosures ...string) string {
	t.Helper()
	all := maps.Clone(c.plain)
	maps.Copy(all, payload)
	for name, v := range payload {
		if v == nil {
			delete(all, name)
		}
	}
	token, err := jws.Sign(c.issuer, jws.Header{Type: jws.Credential}, all)
	if err != nil {
		t.Fatal(err)
	}
	return c.bind(t, token+"~"+strings.Join(append(disclosures, ""), "~"), nil)
}

// bind adds a key binding with claims of one's own choice over a correct one; nil takes a claim out.
func (c case1) bind(t testing.TB, body string, change map[string]any) string {
	t.Helper()
	claims := map[string]any{"iat": noon.Unix(), "aud": verifier, "nonce": nonce, "sd_hash": hash(body)}
	maps.Copy(claims, change)
	for name, v := range change {
		if v == nil {
			delete(claims, name)
		}
	}
	token, err := jws.Sign(unnamed{c.holder}, jws.Header{Type: jws.KeyBinding}, claims)
	if err != nil {
		t.Fatal(err)
	}
	return body + token
}

type unnamed struct{ jws.Key }

func (unnamed) KeyID() string { return "" }

func refusedAs(t *testing.T, err error, code sdjwt.Code) {
	t.Helper()
	if got := sdjwt.CodeOf(err); got != code {
		t.Errorf("want %s, got %q (%v)", code, got, err)
	}
}
