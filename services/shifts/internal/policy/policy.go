// Package policy is what an employer decides for itself: one kind a file, each a struct with a documented default.
//
// To add a kind: write its struct in a file of its own with Kind, Title and Validate, and a line in Kinds. Store, API,
// event and page follow from that line. Read it with app's policyOf[T].
package policy

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Kind names one subject on which an employer has a policy, e.g. approval.
type Kind string

// Settings is what an employer has decided on one subject. The JSON form of a Settings is what is stored and told: names
// in snake case, times in minutes or hours as the name says, money in pence. A field that is added later must have a
// default that keeps what stored policies mean.
type Settings interface {
	// Kind is the same for every value of the type, the zero value too.
	Kind() Kind
	// Title is the subject in words for a heading.
	Title() string
	// Validate is an *Invalid with every problem.
	Validate() error
}

// Definition is one kind as store, API and page need it.
type Definition struct {
	Kind  Kind
	Title string
	// Default is what holds for an employer that has decided nothing.
	Default func() Settings
	// Decode reads settings over the default: what is left out has its default. Unknown fields and values that break a
	// rule are an *Invalid.
	Decode func(body []byte) (Settings, error)
}

// Kinds are all kinds, in the order in which they are listed.
var Kinds = []Definition{
	define(DefaultApproval),
	define(DefaultBookingMode),
	define(DefaultUrgency),
	define(DefaultReleaseLock),
	define(DefaultAgencyCaps),
	define(DefaultPay),
	define(DefaultWorkingTime),
	define(DefaultCancellation),
	define(DefaultAttendance),
}

// Of gives the definition of a kind.
func Of(k Kind) (Definition, bool) {
	for _, d := range Kinds {
		if d.Kind == k {
			return d, true
		}
	}
	return Definition{}, false
}

// Read gives the settings of one kind from what is stored; nothing stored is the default.
func Read[T Settings](body []byte) (T, error) {
	var zero T
	d, ok := Of(zero.Kind())
	if !ok {
		return zero, fmt.Errorf("policy: no kind %q", zero.Kind())
	}
	if len(body) == 0 {
		return as[T](d.Default())
	}
	s, err := d.Decode(body)
	if err != nil {
		return zero, fmt.Errorf("policy %s: %w", zero.Kind(), err)
	}
	return as[T](s)
}

func as[T Settings](s Settings) (T, error) {
	t, ok := s.(T)
	if !ok {
		return t, fmt.Errorf("policy: kind %q is a %T", s.Kind(), s)
	}
	return t, nil
}

func define[T Settings](standard func() T) Definition {
	t := standard()
	return Definition{
		Kind: t.Kind(), Title: t.Title(),
		Default: func() Settings { return standard() },
		Decode:  func(body []byte) (Settings, error) { return decode(body, standard()) },
	}
}

// decode fills over with body. It is strict, so that a misspelt field is not quietly left at its default.
func decode[T Settings](body []byte, over T) (Settings, error) {
	dec := json.NewDecoder(bytes.NewReader(body))
	dec.DisallowUnknownFields()
	err := dec.Decode(&over)
	if err == nil {
		if _, more := dec.Token(); !errors.Is(more, io.EOF) {
			err = errors.New("there is more after the end")
		}
	}
	if err != nil {
		return nil, &Invalid{Problems: []Problem{unreadable(err)}}
	}
	if err := over.Validate(); err != nil {
		return nil, err
	}
	return over, nil
}

// unreadable says in words what the decoder did not understand.
func unreadable(err error) Problem {
	var wrong *json.UnmarshalTypeError
	if errors.As(err, &wrong) {
		if wrong.Field == "" {
			return Problem{Message: "Give the settings as an object with the fields of this policy."}
		}
		return Problem{Field: wrong.Field, Message: "This is a " + wrong.Value + "; give a " + kindInWords(wrong.Type.Kind().String()) + "."}
	}
	if name, ok := strings.CutPrefix(err.Error(), "json: unknown field "); ok {
		name = strings.Trim(name, `"`)
		return Problem{Field: name, Message: "This policy has no " + name + "; leave it out."}
	}
	return Problem{Message: "This cannot be read as the settings of a policy: give a JSON object."}
}

func kindInWords(k string) string {
	switch {
	case strings.Contains(k, "int"):
		return "whole number"
	case k == "slice":
		return "list"
	case k == "bool":
		return "true or false"
	case k == "string":
		return "text"
	}
	return "value of the kind that the policy asks for"
}

// Problem is one setting that breaks a rule.
type Problem struct {
	// Field is the setting's JSON name; empty when it is the whole. Message says what to change.
	Field, Message string
}

// Invalid is settings that cannot become a policy; all problems at once.
type Invalid struct{ Problems []Problem }

// Error implements error.
func (e *Invalid) Error() string {
	if len(e.Problems) == 0 {
		return "the settings are not valid"
	}
	return e.Problems[0].Field + ": " + e.Problems[0].Message
}

// Problems collects what breaks a rule, for the Validate of a kind.
type Problems []Problem

// Unless notes a problem with a setting unless ok.
func (ps *Problems) Unless(ok bool, field, format string, args ...any) {
	if !ok {
		*ps = append(*ps, Problem{Field: field, Message: fmt.Sprintf(format, args...)})
	}
}

// Err is nil or an *Invalid with what was noted.
func (ps Problems) Err() error {
	if len(ps) == 0 {
		return nil
	}
	return &Invalid{Problems: ps}
}
