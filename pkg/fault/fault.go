// Package fault is the one kind of error that a person is shown: a code for programs, a sentence for people, and what to
// change. Any other error is "internal": whole in the log, one sentence outside. pkg/web maps faults to HTTP.
package fault

import (
	"errors"
	"fmt"

	"github.com/muster-ics/muster/events/reason"
)

// Kind is the class of a fault; pkg/web maps each to one HTTP status.
type Kind string

// The kinds of fault.
const (
	Invalid         Kind = "invalid"         // 422: the input breaks a rule; change it
	Unauthenticated Kind = "unauthenticated" // 401
	Forbidden       Kind = "forbidden"       // 403: known to the caller, but not theirs to do
	NotFound        Kind = "not_found"       // 404: absent, or not the caller's to know of
	Conflict        Kind = "conflict"        // 409: right input at the wrong moment
	Stale           Kind = "stale"           // 412: If-Match names an older version
	TooMany         Kind = "too_many"        // 429
	Unavailable     Kind = "unavailable"     // 503: try again
	Internal        Kind = "internal"        // 500
)

// Field says what is wrong with one part of the input.
type Field struct {
	// Location is where, e.g. body.starts_at or form.ward.
	Location string `json:"location"`
	// Message says what to change.
	Message string `json:"message"`
}

// Error is a fault.
type Error struct {
	Kind Kind
	// Code is stable and specific, e.g. shift_taken.
	Code string
	// Message is a sentence for the person who meets it.
	Message string
	Fields  []Field
	Reasons []reason.Reason
	cause   error
}

// New makes a fault with a sentence for people.
func New(kind Kind, code, format string, args ...any) *Error {
	return &Error{Kind: kind, Code: code, Message: fmt.Sprintf(format, args...)}
}

// WithFields returns a copy that names the parts of the input to change.
func (e *Error) WithFields(f ...Field) *Error {
	c := *e
	c.Fields = append(append([]Field(nil), e.Fields...), f...)
	return &c
}

// WithReasons returns a copy with the reasons of the decision behind it.
func (e *Error) WithReasons(r ...reason.Reason) *Error {
	c := *e
	c.Reasons = append(append([]reason.Reason(nil), e.Reasons...), r...)
	return &c
}

// Because returns a copy that keeps the cause for the log. The cause is never shown.
func (e *Error) Because(cause error) *Error {
	c := *e
	c.cause = cause
	return &c
}

// Error implements error.
func (e *Error) Error() string {
	if e.cause != nil {
		return fmt.Sprintf("%s: %s: %v", e.Code, e.Message, e.cause)
	}
	return e.Code + ": " + e.Message
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.cause }

// Of finds the fault in err, or makes an internal one of it. Of(nil) is nil.
func Of(err error) *Error {
	if err == nil {
		return nil
	}
	var f *Error
	if errors.As(err, &f) {
		return f
	}
	return New(Internal, "internal", "Something went wrong on our side. Nothing was changed that you were not told of. Try again in a minute.").Because(err)
}

// Is tells whether err is a fault of this kind.
func Is(err error, kind Kind) bool {
	var f *Error
	return errors.As(err, &f) && f.Kind == kind
}
