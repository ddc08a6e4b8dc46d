package sdjwt

import (
	"context"
	"crypto/ecdsa"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"time"

	"github.com/muster-ics/muster/services/passports/internal/jws"
)

// bind judges the holder's part and gives the thumbprint of the holder's key.
func (c Parsed) bind(p Policy) (string, error) {
	if c.KeyBinding == "" {
		return "", Refuse(KeyBindingMissing, "The presentation does not prove that the holder has the credential's key.")
	}
	key, err := c.holderKey()
	if err != nil {
		return "", err
	}
	t, err := jws.Open(c.KeyBinding, jws.KeyBinding, func(jws.Token) (*ecdsa.PublicKey, error) { return key, nil })
	if errors.Is(err, jws.ErrType) {
		return "", Refuse(WrongTokenType, "The token behind the last ~ is no key binding.")
	}
	if err != nil {
		return "", because(KeyBindingWrong, err, "The key binding is not signed by the credential's key.")
	}
	if err := c.binds(t.Claims, p); err != nil {
		return "", err
	}
	return jws.Thumbprint(key)
}

func (c Parsed) holderKey() (*ecdsa.PublicKey, error) {
	cnf, _ := c.Claims["cnf"].(map[string]any)
	key, err := jws.ReadJWK(cnf["jwk"])
	if err != nil {
		return nil, because(KeyBindingWrong, err, "The credential names no key of its holder.")
	}
	return key, nil
}

func (c Parsed) binds(claims map[string]any, p Policy) error {
	// A list of audiences is refused: one of them could pass the presentation on to another.
	if aud, ok := claims["aud"].(string); !ok || !same(aud, p.KeyBinding.Audience) {
		return Refuse(AudienceWrong, "The presentation was made for somebody else.")
	}
	if nonce, ok := claims["nonce"].(string); !ok || !same(nonce, p.KeyBinding.Nonce) {
		return Refuse(NonceWrong, "The presentation does not answer this request.")
	}
	if hash, ok := claims["sd_hash"].(string); !ok || !same(hash, digest(c.bound)) {
		return Refuse(KeyBindingWrong, "The key binding was made for another presentation.")
	}
	iat, ok := jws.Seconds(claims["iat"])
	if !ok {
		return Refuse(KeyBindingTime, "The presentation does not say when it was made.")
	}
	if iat.After(p.At.Add(Leeway)) || iat.Before(p.At.Add(-p.KeyBinding.MaxAge-Leeway)) {
		return Refuse(KeyBindingTime, "The presentation was not made just now. Ask for a new one.")
	}
	return nil
}

func same(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }

// status reads the credential's status. A credential without one, and one that cannot be read, are refused.
func (c Parsed) status(ctx context.Context, issuer string, p Policy) (time.Time, error) {
	uri, index, ok := StatusReference(c.Claims)
	if !ok {
		return time.Time{}, Refuse(StatusMissing, "The credential does not say where its status can be read.")
	}
	got, err := p.Status.Status(ctx, issuer, uri, index, p.At)
	if err != nil {
		return time.Time{}, because(StatusUnknown, err, "Whether the credential still stands could not be read. Try again in a minute.")
	}
	if got.Revoked {
		return got.ReadAt, Refuse(Revoked, "The credential was revoked by its issuer.")
	}
	return got.ReadAt, nil
}

// StatusReference reads where a credential's status stands.
func StatusReference(claims map[string]any) (uri string, index int64, ok bool) {
	status, _ := claims["status"].(map[string]any)
	list, _ := status["status_list"].(map[string]any)
	uri, _ = list["uri"].(string)
	n, _ := list["idx"].(json.Number)
	index, err := n.Int64()
	return uri, index, uri != "" && err == nil && index >= 0
}
