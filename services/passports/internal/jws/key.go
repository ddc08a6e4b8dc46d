package jws

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/json"
	"errors"
)

// Signer signs by a private key of P-256 that has a name. The key may lie elsewhere, e.g. in a key service.
type Signer interface {
	crypto.Signer
	// KeyID is told in the token's header; empty says nothing there.
	KeyID() string
}

// Key is a private key in memory.
type Key struct {
	*ecdsa.PrivateKey
	id string
}

// KeyID implements Signer.
func (k Key) KeyID() string { return k.id }

// NewKey makes a private key named by its thumbprint.
func NewKey() (Key, error) {
	k, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return Key{}, err
	}
	return Named(k)
}

// Named gives a key its thumbprint as its name.
func Named(k *ecdsa.PrivateKey) (Key, error) {
	if k.Curve != elliptic.P256() {
		return Key{}, errors.New("only keys of P-256 sign here")
	}
	thumb, err := Thumbprint(&k.PublicKey)
	return Key{PrivateKey: k, id: thumb}, err
}

// Private is the key's 32 bytes, to be sealed.
func (k Key) Private() ([]byte, error) { return k.Bytes() }

// ReadKey makes the key again of Private's bytes.
func ReadKey(raw []byte) (Key, error) {
	k, err := ecdsa.ParseRawPrivateKey(elliptic.P256(), raw)
	if err != nil {
		return Key{}, err
	}
	return Named(k)
}

// JWK is a public key as a JSON Web Key.
type JWK struct {
	Kty string `json:"kty"`
	Crv string `json:"crv"`
	X   string `json:"x"`
	Y   string `json:"y"`
	Kid string `json:"kid,omitempty"`
	Use string `json:"use,omitempty"`
	Alg string `json:"alg,omitempty"`
}

const point = 32

// PublicJWK is the public key without a name.
func PublicJWK(k *ecdsa.PublicKey) (JWK, error) {
	raw, err := k.Bytes()
	if err != nil || len(raw) != 1+2*point {
		return JWK{}, errors.New("only keys of P-256 are told here")
	}
	return JWK{Kty: "EC", Crv: "P-256", X: Encode(raw[1 : 1+point]), Y: Encode(raw[1+point:])}, nil
}

// VerifyingJWK is the public key of an issuer in a key set.
func VerifyingJWK(k *ecdsa.PublicKey, keyID string) (JWK, error) {
	j, err := PublicJWK(k)
	j.Kid, j.Use, j.Alg = keyID, "sig", "ES256"
	return j, err
}

// Public reads the key. It refuses other curves, points off the curve, and a key that is symmetric.
func (j JWK) Public() (*ecdsa.PublicKey, error) {
	if j.Kty != "EC" || j.Crv != "P-256" || (j.Alg != "" && j.Alg != "ES256") {
		return nil, errors.New("only EC keys of P-256 for ES256 are read")
	}
	x, errX := Decode(j.X)
	y, errY := Decode(j.Y)
	if errX != nil || errY != nil || len(x) != point || len(y) != point {
		return nil, errors.New("a coordinate of P-256 has 32 bytes")
	}
	return ecdsa.ParseUncompressedPublicKey(elliptic.P256(), append(append([]byte{4}, x...), y...))
}

// ReadJWK reads a public key from a claim or header. A key with a private part is refused.
func ReadJWK(v any) (*ecdsa.PublicKey, error) {
	o, ok := v.(map[string]any)
	if !ok {
		return nil, errors.New("the key is no JSON object")
	}
	if _, private := o["d"]; private {
		return nil, errors.New("a private key does not belong here")
	}
	part := func(name string) string { s, _ := o[name].(string); return s }
	return JWK{Kty: part("kty"), Crv: part("crv"), X: part("x"), Y: part("y"), Alg: part("alg")}.Public()
}

// Thumbprint names a public key by what it is (RFC 7638, SHA-256).
func Thumbprint(k *ecdsa.PublicKey) (string, error) {
	j, err := PublicJWK(k)
	if err != nil {
		return "", err
	}
	raw, err := json.Marshal(struct {
		Crv string `json:"crv"`
		Kty string `json:"kty"`
		X   string `json:"x"`
		Y   string `json:"y"`
	}{j.Crv, j.Kty, j.X, j.Y})
	sum := sha256.Sum256(raw)
	return Encode(sum[:]), err
}

// ThumbprintOf is the thumbprint of a signer's public key.
func ThumbprintOf(s Signer) (string, error) {
	k, ok := s.Public().(*ecdsa.PublicKey)
	if !ok {
		return "", ErrAlgorithm
	}
	return Thumbprint(k)
}
