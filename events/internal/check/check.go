// Package check has the small tests that the events' Validate methods share.
package check

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"time"

	"github.com/muster-ics/muster/events/reason"
)

var (
	uuid  = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$`)
	token = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)
	ods   = regexp.MustCompile(`^[A-Z0-9]{1,12}$`)
)

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
	e.That(uuid.MatchString(v), "%s must be a UUID, not %q", field, v)
}

// ODS wants an Organisation Data Service code: 1 to 12 capitals and digits.
func (e *Errors) ODS(field, v string) {
	e.That(ods.MatchString(v), "%s must be an ODS code, not %q", field, v)
}

// Token wants a code that is safe as one token of a NATS subject.
func (e *Errors) Token(field, v string) {
	e.That(token.MatchString(v), "%s must be a code of letters, digits, _ and -, not %q", field, v)
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
