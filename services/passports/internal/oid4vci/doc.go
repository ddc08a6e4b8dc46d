// Package oid4vci has the rules of OpenID for Verifiable Credential Issuance 1.0 that an employer follows when a worker
// takes credentials into a wallet: what an offer says, what an issuer says of itself, when a code is good, and when a
// wallet has proven that it holds a key. Codes and nonces live in the store; here nothing is kept.
package oid4vci

import "time"

// How long each step may take.
const (
	// OfferLife is how long a worker has to look at an offer. Chosen here; an operator may want less.
	OfferLife = 14 * 24 * time.Hour
	// CodeLife is how long the link and the code of an offer are good once the worker asked for them.
	CodeLife = 15 * time.Minute
	// TokenLife is how long a wallet may fetch what the offer lists.
	TokenLife = 10 * time.Minute
	// NonceLife is how long a wallet has to prove that it holds its key.
	NonceLife = 5 * time.Minute
	// TransactionTries is how often the transaction code may be wrong before the offer dies.
	TransactionTries = 5
	// TransactionDigits is the length of the transaction code.
	TransactionDigits = 6
)

// GrantType is the one grant: a code that the worker was given beforehand.
const GrantType = "urn:ietf:params:oauth:grant-type:pre-authorized_code"

// Error is a refusal as wallets read it (RFC 6749 and section 8.3.1).
type Error struct {
	// Code is one of the protocol's; Description is for whoever builds the wallet and holds nothing of what was sent.
	Code, Description string
	// Status is that of HTTP.
	Status int
}

// Error implements error.
func (e *Error) Error() string { return e.Code + ": " + e.Description }

// Refuse makes a refusal of status 400.
func Refuse(code, description string) *Error {
	return &Error{Code: code, Description: description, Status: 400}
}

// The refusals that more than one step gives.
var (
	// ErrGrant does not tell whether the code or the transaction code was wrong, spent or too old.
	ErrGrant = Refuse("invalid_grant", "The code or the transaction code is wrong, was used before, or is too old.")
	ErrToken = &Error{Code: "invalid_token", Description: "The access token is unknown or too old.", Status: 401}
	ErrNonce = Refuse("invalid_nonce", "The nonce was used before, is too old, or is not from here. Fetch a new one.")
)
