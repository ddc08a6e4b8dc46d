package jws

import (
	"bytes"
	"crypto/ecdsa"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/cryptosigner"
)

// The typ of each token that this service signs or reads.
const (
	Credential = "dc+sd-jwt"
	KeyBinding = "kb+jwt"
	StatusList = "statuslist+jwt"
	Registry   = "muster-registry+jwt"
	Proof      = "openid4vci-proof+jwt"
	Request    = "oauth-authz-req+jwt"
)

// largest is the most bytes of a token that are looked at; a status list is the largest.
const largest = 6 << 20

// Header is what a token says of itself.
type Header struct {
	// Type is the typ; KeyID the kid, which Sign takes from the signer.
	Type, KeyID string
	// X5C are certificates in base64, the signer's first.
	X5C []string
	// JWK is a key that the token brings along. Only the proof of a wallet may be verified by it.
	JWK *ecdsa.PublicKey
}

// Token is an opened token.
type Token struct {
	Header Header
	Claims map[string]any
}

// What is wrong with a token.
var (
	ErrMalformed = errors.New("this is no signed token")
	ErrType      = errors.New("this token is of another type")
	ErrAlgorithm = errors.New("this token is not signed by ES256")
	ErrSignature = errors.New("the signature does not fit")
)

// Sign makes a token of claims.
func Sign(s Signer, h Header, claims any) (string, error) {
	if h.Type == "" {
		return "", errors.New("a token needs a typ")
	}
	payload, err := marshal(claims)
	if err != nil {
		return "", err
	}
	opts := (&jose.SignerOptions{}).WithType(jose.ContentType(h.Type))
	if id := s.KeyID(); id != "" {
		opts.WithHeader("kid", id)
	}
	if len(h.X5C) > 0 {
		opts.WithHeader("x5c", h.X5C)
	}
	if h.JWK != nil {
		j, err := PublicJWK(h.JWK)
		if err != nil {
			return "", err
		}
		opts.WithHeader("jwk", j)
	}
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.ES256, Key: cryptosigner.Opaque(s)}, opts)
	if err != nil {
		return "", err
	}
	signed, err := signer.Sign(payload)
	if err != nil {
		return "", err
	}
	return signed.CompactSerialize()
}

func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimRight(b.Bytes(), "\n"), nil
}

// KeyOf chooses the key by which a token is verified. It must not choose by what the token alone says.
type KeyOf func(Token) (*ecdsa.PublicKey, error)

// Open reads a token of one typ and verifies it. The key is asked for with header and claims that nothing vouches for yet.
// It returns ErrMalformed, ErrType, ErrAlgorithm, ErrSignature, or the error of key, wrapped.
func Open(compact, typ string, key KeyOf) (Token, error) {
	t, err := Peek(compact)
	if err != nil {
		return Token{}, err
	}
	if t.Header.Type != typ {
		return Token{}, ErrType
	}
	public, err := key(t)
	if err != nil {
		return Token{}, err
	}
	if public == nil {
		return Token{}, ErrSignature
	}
	signed, err := jose.ParseSignedCompact(compact, []jose.SignatureAlgorithm{jose.ES256})
	if err != nil {
		return Token{}, fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	if _, err := signed.Verify(public); err != nil {
		return Token{}, ErrSignature
	}
	return t, nil
}

// Peek reads a token that nothing vouches for. It refuses every algorithm but ES256 and every critical extension.
func Peek(compact string) (Token, error) {
	if len(compact) > largest {
		return Token{}, fmt.Errorf("%w: it is larger than %d bytes", ErrMalformed, largest)
	}
	parts := strings.Split(compact, ".")
	if len(parts) != 3 {
		return Token{}, ErrMalformed
	}
	var object [2]map[string]any
	for i := range object {
		raw, err := Decode(parts[i])
		if err == nil {
			object[i], err = Object(raw)
		}
		if err != nil {
			return Token{}, fmt.Errorf("%w: %w", ErrMalformed, err)
		}
	}
	if alg, _ := object[0]["alg"].(string); alg != string(jose.ES256) {
		return Token{}, ErrAlgorithm
	}
	if _, has := object[0]["crit"]; has {
		return Token{}, fmt.Errorf("%w: it asks for an extension that is not known here", ErrMalformed)
	}
	h, err := header(object[0])
	return Token{Header: h, Claims: object[1]}, err
}

func header(o map[string]any) (Header, error) {
	h := Header{}
	h.Type, _ = o["typ"].(string)
	h.KeyID, _ = o["kid"].(string)
	if list, ok := o["x5c"].([]any); ok {
		for _, e := range list {
			s, _ := e.(string)
			h.X5C = append(h.X5C, s)
		}
	}
	if v, has := o["jwk"]; has {
		k, err := ReadJWK(v)
		if err != nil {
			return Header{}, fmt.Errorf("%w: %w", ErrMalformed, err)
		}
		h.JWK = k
	}
	return h, nil
}
