// Package refusal is what the rules of this service answer when they say no: which part of the input breaks which rule,
// or that the moment is wrong. The use cases turn refusals into faults.
package refusal

import (
	"errors"
	"fmt"
	"strings"
)

// Input says that one part of what was given breaks a rule.
type Input struct {
	// Field is the name of the part as callers write it, e.g. valid_until.
	Field string
	// Message is a sentence that says what to change.
	Message string
}

// Error implements error.
func (e Input) Error() string { return e.Field + ": " + e.Message }

// State says that the input is right and the moment is wrong.
type State struct {
	// Code is stable, e.g. already_suspended.
	Code string
	// Message is a sentence that says why not, and what would help.
	Message string
}

// Error implements error.
func (e State) Error() string { return e.Code + ": " + e.Message }

// List collects what is wrong with one input, so that the caller sees all of it at once.
type List struct{ found []Input }

// Unless records a refusal of field when ok is false.
func (l *List) Unless(ok bool, field, format string, args ...any) {
	if !ok {
		l.found = append(l.found, Input{Field: field, Message: fmt.Sprintf(format, args...)})
	}
}

// OneOf wants v to be in the list of codes. What was given is not told again: it may be anything, also a name.
func (l *List) OneOf(field, v string, allowed []string) {
	for _, a := range allowed {
		if a == v {
			return
		}
	}
	l.Unless(false, field, "This code is not known. Use one of: %s.", strings.Join(allowed, ", "))
}

// Err is nil when nothing was refused.
func (l *List) Err() error {
	if len(l.found) == 0 {
		return nil
	}
	all := make([]error, len(l.found))
	for i, f := range l.found {
		all[i] = f
	}
	return errors.Join(all...)
}

// Inputs finds every Input in err, also behind errors.Join.
func Inputs(err error) []Input {
	var one Input
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		var all []Input
		for _, e := range joined.Unwrap() {
			all = append(all, Inputs(e)...)
		}
		return all
	}
	if errors.As(err, &one) {
		return []Input{one}
	}
	return nil
}
