// Package sdjwt issues, presents and verifies SD-JWT credentials (RFC 9901) of the type dc+sd-jwt. A presentation without
// a key binding, a policy that leaves something open, and a status that cannot be read are refused: there is no way to ask
// for less.
package sdjwt

import "github.com/muster-ics/muster/services/passports/internal/jws"

// Signer signs by a private key of P-256.
type Signer = jws.Signer

// Header is what a credential says of itself.
type Header = jws.Header

// neverHidden are the claims that decide whether a credential may be relied on: a holder who could leave one out would
// hold another credential. Their members are never hidden either.
var neverHidden = map[string]bool{
	"iss": true, "nbf": true, "exp": true, "cnf": true, "vct": true, "vct#integrity": true, "status": true,
}

// reserved are names of the format itself.
var reserved = map[string]bool{digestsName: true, arrayName: true}

const (
	digestsName   = "_sd"
	arrayName     = "..."
	algorithmName = "_sd_alg"
	algorithm     = "sha-256"
)
