package oid4vci

import (
	"crypto/ecdsa"
	"errors"
	"time"

	"github.com/muster-ics/muster/services/passports/internal/jws"
)

// Leeway is how far the wallet's clock may be off, ProofLife how old its proof may be.
const (
	Leeway    = 30 * time.Second
	ProofLife = 5 * time.Minute
)

// Request is a wallet's request for one credential.
type Request struct {
	Configuration string
	// Proof is the compact token by which the wallet proves that it holds a key.
	Proof string
}

// ReadRequest reads the body of a credential request, decoded from JSON.
func ReadRequest(body map[string]any) (Request, error) {
	r := Request{}
	if _, both := body["credential_identifier"]; both {
		return r, Refuse("unknown_credential_identifier", "No credential identifiers are given here; name the configuration.")
	}
	var ok bool
	if r.Configuration, ok = jws.Text(body, "credential_configuration_id"); !ok {
		return r, Refuse("invalid_credential_request", "credential_configuration_id is missing.")
	}
	if _, asked := body["credential_response_encryption"]; asked {
		return r, Refuse("invalid_encryption_parameters", "Answers are not encrypted here beyond the connection.")
	}
	proofs, _ := body["proofs"].(map[string]any)
	list, _ := proofs["jwt"].([]any)
	if len(proofs) != 1 || len(list) == 0 {
		return r, Refuse("invalid_proof", "proofs.jwt must hold one proof of the wallet's key.")
	}
	if len(list) > 1 {
		return r, Refuse("invalid_proof", "One credential is issued for one key; send one proof.")
	}
	if r.Proof, ok = list[0].(string); !ok {
		return r, Refuse("invalid_proof", "The proof is no token.")
	}
	return r, nil
}

// Proven is what a proof that holds says.
type Proven struct {
	Key   *ecdsa.PublicKey
	Nonce string
}

// Proof verifies a wallet's proof (appendix F.1): signed by the very key that it names, for this issuer, just now. That
// its nonce is one of ours and was not used before is for the store to say.
func Proof(compact, issuer string, now time.Time) (Proven, error) {
	t, err := jws.Open(compact, jws.Proof, func(t jws.Token) (*ecdsa.PublicKey, error) {
		if t.Header.JWK == nil || t.Header.KeyID != "" || len(t.Header.X5C) > 0 {
			return nil, Refuse("invalid_proof", "The proof must bring its public key as jwk, and no other.")
		}
		return t.Header.JWK, nil
	})
	var refused *Error
	switch {
	case errors.As(err, &refused):
		return Proven{}, refused
	case errors.Is(err, jws.ErrType):
		return Proven{}, Refuse("invalid_proof", "The proof's typ must be "+jws.Proof+".")
	case errors.Is(err, jws.ErrAlgorithm):
		return Proven{}, Refuse("invalid_proof", "The proof must be signed by ES256.")
	case err != nil:
		return Proven{}, Refuse("invalid_proof", "The proof is not signed by the key that it names.")
	}
	if aud, ok := t.Claims["aud"].(string); !ok || aud != issuer {
		return Proven{}, Refuse("invalid_proof", "The proof's aud must be this issuer alone.")
	}
	iat, ok := jws.Seconds(t.Claims["iat"])
	if !ok || iat.After(now.Add(Leeway)) || iat.Before(now.Add(-ProofLife-Leeway)) {
		return Proven{}, Refuse("invalid_proof", "The proof's iat must be now.")
	}
	nonce, ok := jws.Text(t.Claims, "nonce")
	if !ok {
		return Proven{}, Refuse("invalid_nonce", "The proof has no nonce. Fetch one from the nonce endpoint.")
	}
	return Proven{Key: t.Header.JWK, Nonce: nonce}, nil
}
