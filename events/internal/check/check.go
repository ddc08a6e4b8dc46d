// Package check has the small tests that the events' Validate methods share.
package check

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/muster-ics/muster/events/reason"
)

// Every event that is read passes several of these, so they are loops: regular expressions took a sixth of the time of
// reading an event.

// isUUID is ^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$.
func isUUID(v string) bool {
	if len(v) != 36 {
		return false
	}
	for i := range len(v) {
		switch hyphen := i == 8 || i == 13 || i == 18 || i == 23; {
		case hyphen != (v[i] == '-'):
			return false
		case !hyphen && !digit(v[i]) && (v[i] < 'a' || v[i] > 'f'):
			return false
		}
	}
	return true
}

// isToken is ^[A-Za-z0-9_-]{1,64}$.
func isToken(v string) bool {
	return consists(v, 64, func(c byte) bool { return digit(c) || capital(c) || c >= 'a' && c <= 'z' || c == '_' || c == '-' })
}

// isODS is ^[A-Z0-9]{1,12}$.
func isODS(v string) bool {
	return consists(v, 12, func(c byte) bool { return digit(c) || capital(c) })
}

func consists(v string, most int, of func(byte) bool) bool {
	for i := range len(v) {
		if !of(v[i]) {
			return false
		}
	}
	return v != "" && len(v) <= most
}

func digit(c byte) bool   { return c >= '0' && c <= '9' }
func capital(c byte) bool { return c >= 'A' && c <= 'Z' }

// Errors collects what is wrong with one event, so that the producer sees all of it at once.
type Errors struct{ found []error }

// Err is nil when nothing was found.
func (e *Errors) Err() error { return errors.Join(e.found...) }

// That records a complaint when ok is false.
func (e *Errors) That(ok bool, format string, args ...any) {
	if !ok {
		e.found = append(e.found, fmt.Errorf(format, args...))
	}
}

// ID wants a UUID in its canonical lower-case form.
func (e *Errors) ID(field, v string) {
	e.That(isUUID(v), "%s must be a UUID, not %q", field, v)
}

// ODS wants an Organisation Data Service code: 1 to 12 capitals and digits.
func (e *Errors) ODS(field, v string) {
	e.That(isODS(v), "%s must be an ODS code, not %q", field, v)
}

// Token wants a code that is safe as one token of a NATS subject.
func (e *Errors) Token(field, v string) {
	e.That(isToken(v), "%s must be a code of letters, digits, _ and -, not %q", field, v)
}

// Time wants a moment that is set, in UTC.
func (e *Errors) Time(field string, v time.Time) {
	e.That(!v.IsZero() && v.Location() == time.UTC, "%s must be a time in UTC", field)
}

// Span wants a start before an end, both in UTC.
func (e *Errors) Span(start, end time.Time) {
	e.Time("starts_at", start)
	e.Time("ends_at", end)
	e.That(end.After(start), "ends_at must be after starts_at")
}

// OneOf wants v to be in the list.
func (e *Errors) OneOf(field, v string, allowed ...string) {
	e.That(slices.Contains(allowed, v), "%s must be one of %v, not %q", field, allowed, v)
}

// Reasons wants every reason to be complete.
func (e *Errors) Reasons(rs []reason.Reason) {
	for i, r := range rs {
		if err := r.Validate(); err != nil {
			e.That(false, "reasons[%d]: %v", i, err)
		}
	}
}
