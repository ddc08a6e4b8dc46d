package sdjwt

import (
	"errors"
	"fmt"
)

// Code says why a presentation was refused, in a form that programs read.
type Code string

// Why a presentation is refused.
const (
	PolicyIncomplete  Code = "POLICY_INCOMPLETE"
	Malformed         Code = "MALFORMED"
	WrongTokenType    Code = "WRONG_TOKEN_TYPE"
	IssuerUnknown     Code = "ISSUER_UNKNOWN"
	IssuerUnread      Code = "ISSUER_UNREAD" // the registry cannot be read or is too old: unknown is not fit
	SignatureWrong    Code = "SIGNATURE_WRONG"
	TypeUnwanted      Code = "TYPE_UNWANTED"
	TypeNotPermitted  Code = "TYPE_NOT_PERMITTED"
	ExpiryMissing     Code = "EXPIRY_MISSING"
	Expired           Code = "EXPIRED"
	NotYetValid       Code = "NOT_YET_VALID"
	DisclosureWrong   Code = "DISCLOSURE_WRONG"
	KeyBindingMissing Code = "KEY_BINDING_MISSING"
	KeyBindingWrong   Code = "KEY_BINDING_WRONG"
	AudienceWrong     Code = "AUDIENCE_WRONG"
	NonceWrong        Code = "NONCE_WRONG"
	KeyBindingTime    Code = "KEY_BINDING_TIME"
	StatusMissing     Code = "STATUS_MISSING"
	StatusUnknown     Code = "STATUS_UNKNOWN"
	Revoked           Code = "REVOKED"
	SubjectsDiffer    Code = "SUBJECTS_DIFFER"
)

// Refused is why a presentation is refused. Its sentence holds nothing of what was presented.
type Refused struct {
	Code    Code
	Message string
	cause   error
}

// Error implements error.
func (r *Refused) Error() string { return r.Message }

// Unwrap gives what led to it, which may be nil.
func (r *Refused) Unwrap() error { return r.cause }

// Refuse makes a refusal, for sources of keys and status.
func Refuse(code Code, format string, args ...any) *Refused {
	return &Refused{Code: code, Message: fmt.Sprintf(format, args...)}
}

// CodeOf gives the code of a refusal; empty when err is none.
func CodeOf(err error) Code {
	var r *Refused
	if errors.As(err, &r) {
		return r.Code
	}
	return ""
}

func because(code Code, err error, message string) error {
	var r *Refused
	if errors.As(err, &r) {
		return r
	}
	return &Refused{Code: code, Message: message, cause: err}
}
